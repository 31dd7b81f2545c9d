import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseProtocol } from '#protocol';
import { readRecording } from '#recording';
import { cliUser } from './cli-user.ts';

const { program, user, table } = cliUser();

const simulate = (...args: string[]) => program.run(user.path, 'simulate', ...args);

describe('myofade simulate', () => {
  it('writes a study that the other commands read, with what is true of it', async () => {
    const { code, out, err } = await simulate('--people', '3', '--difficulty', 'textbook', '--out', 'three', '--json');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^Study: .*three\n$/) });
    const said = JSON.parse(out);
    expect(said).toMatchObject({ simulated: true, protocol: 'handgrip-fatigue', recordings: 6, seed: 7 });
    for (const { rounds, recordings } of said.people) {
      expect(rounds).toBeGreaterThan(0);
      expect(recordings.map(({ state }: { state: string }) => state)).toEqual(['fresh', 'fatigued']);
      expect(recordings[1].mvcLoss).toBeGreaterThan(recordings[0].mvcLoss);
    }
    const compared = JSON.parse((await program.run(user.path, 'compare', 'three', '--indices', 'MDF', '--json')).out);
    expect(compared).toMatchObject({ simulated: true, people: { both: 3 }, excluded: [] });

    const truth = 'three/derivatives/simulation';
    const stem = `${truth}/sub-S02/emg/sub-S02_task-handgrip_run-2`;
    const edf = user.bytes('three/sub-S02/emg/sub-S02_task-handgrip_run-2_emg.edf');
    const recording = await readRecording(edf, { file: 'S02.edf' });
    const force = table(`${stem}_desc-force_timeseries.tsv`);
    expect(force.length).toBe(Math.round(recording.channels[0].samples.length / 100));
    const hold = recording.events.find(({ label }) => label === 'hold');
    const held = force.filter(
      ({ time }) => Number(time) > (hold?.onsetS ?? 0) + 1 && Number(time) < (hold?.onsetS ?? 0) + 5,
    );
    const { restedMvcN } = said.people[1];
    for (const row of held) expect(Number(row.force) / restedMvcN).toBeCloseTo(0.7, 1);
    const mdf = table(`${stem}_desc-emg_timeseries.tsv`).map((row) => Number(row.mdf));
    expect(mdf.every((value) => value > 30 && value < 200)).toBe(true);
    const steps = table(`${truth}/sub-S02/sub-S02_task-handgrip_desc-steps_events.tsv`);
    expect(steps[0]).toMatchObject({ onset: '0', kind: 'maximal', protocol_recording: 'n/a' });
    expect(steps.filter(({ round }) => round !== 'n/a')).toHaveLength(4 * said.people[1].rounds);
    expect(JSON.parse(user.text(`${truth}/dataset_description.json`))).toMatchObject({
      DatasetType: 'derivative',
      Simulated: true,
    });
    expect(user.text(`${truth}/README`)).toContain('SIMULATED');
    // Every table of the truth has its columns explained.
    for (const file of user.files().filter((name) => name.startsWith(truth) && name.endsWith('.tsv'))) {
      const [, suffix] = /(desc-\w+_\w+)\.tsv$/.exec(file) as RegExpExecArray;
      const sidecar = JSON.parse(user.text(`${truth}/task-handgrip_${suffix}.json`));
      expect(Object.keys(sidecar)).toEqual(['SIMULATED', ...user.text(file).split('\n')[0].split('\t')]);
    }
    const texts = user.files().filter((name) => /^three\/.*(\.json|README|_channels\.tsv)$/.test(name));
    expect(texts.length).toBeGreaterThan(20);
    for (const file of texts) expect(user.text(file), file).toMatch(/SIMULATED|"simulated": true/i);
    // The protocol beside the truth is one that can be followed again.
    expect(parseProtocol(user.text(`${truth}/protocol.json`), { file: 'protocol.json' })).toMatchObject({
      simulated: true,
    });
    const people = table('three/participants.tsv');
    expect(people.map(({ sex, side }) => [sex, side])).toEqual(
      said.people.map(({ sex, side }: { sex: string; side: string }) => [sex, side]),
    );
    for (const { participant_id: id, sex, side } of people) {
      const { traits } = JSON.parse(user.text(`${truth}/${id}/${id}_person.json`));
      expect([traits.sex[0].toUpperCase(), traits.side]).toEqual([sex, side]);
    }
    const age = await program.run(user.path, 'compare', 'three', '--by', 'age');
    expect(age.err).toMatch(/Choose one of state, sex, side, protocol_recording, task, run;/);
  });

  it('gives the same bytes for the same seed, into an empty folder too', async () => {
    mkdirSync(join(user.path, 'again'));
    const { code, out } = await simulate('--people', '2', '--difficulty', 'textbook', '--out', 'again');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Wrote 4 recordings of 2 SIMULATED people (Handgrip fatigue loop, textbook).\n',
    });
    const persons = user.files().filter((file) => /^again\/.*sub-S0[12]\//.test(file));
    expect(persons.length).toBeGreaterThan(20);
    for (const file of persons) {
      expect(user.bytes(file).equals(user.bytes(file.replace(/^again/, 'three'))), file).toBe(true);
    }
  });

  it('records force where it is asked for, which strength and force calibrate read, beside the same sEMG', async () => {
    const recovery = ['--people', '1', '--protocol', 'recovery', '--difficulty', 'textbook', '--json'];
    const [bare, made] = [
      await simulate(...recovery, '--out', 'bare'),
      await simulate(...recovery, '--force', '--out', 'forces'),
    ];
    expect({ code: made.code, force: JSON.parse(made.out).force }).toEqual({ code: 0, force: true });
    expect(JSON.parse(bare.out).people).toEqual(JSON.parse(made.out).people);
    const files = user.files().filter((file) => /^forces\/sub-.*_emg\.edf$/.test(file));
    expect(files).toHaveLength(6);
    for (const file of files) {
      const without = await readRecording(user.bytes(file.replace('forces', 'bare')), { file });
      const { channels } = await readRecording(user.bytes(file), { file });
      expect(without.channels.map(({ kind, unit }) => [kind, unit])).toEqual([['emg', 'mV']]);
      expect(channels.map(({ kind, unit }) => [kind, unit])).toEqual([
        ['emg', 'mV'],
        ['force', 'N'],
      ]);
      expect(channels[0].samples).toEqual(without.channels[0].samples);
      const rows = table(file.replace('_emg.edf', '_channels.tsv'));
      expect(rows).toMatchObject([{ type: 'EMG' }, { name: 'Force', type: 'MISC', units: 'N' }]);
    }

    const { code, out, err } = await program.run(user.path, 'strength', ...files, '--target', '50', '--json');
    expect(code, err).toBe(0);
    const { simulated, rested, blocks, holds } = JSON.parse(out);
    const [{ restedMvcN }] = JSON.parse(made.out).people;
    expect(simulated).toBe(true);
    // The dynamometer has noise of 0.3 N.
    expect(Math.abs(rested.value / restedMvcN - 1)).toBeLessThan(0.02);
    expect(blocks).toHaveLength(6);
    expect(blocks[1].loss.state).toBe('fatigued');
    const minutes: number[] = blocks.slice(1).map((block: { minutes: number }) => block.minutes);
    [0, 1, 2, 5, 10].forEach((minute, i) => {
      expect(Math.abs(minutes[i] - minute)).toBeLessThan(0.3);
    });
    const steps = table('forces/derivatives/simulation/sub-S01/sub-S01_task-handgrip_desc-steps_events.tsv');
    const held = Number(steps.find((step) => step.protocol_recording === 'hold' && step.kind === 'target')?.held);
    expect(Math.abs(holds[0].endurance.enduranceS / held - 1)).toBeLessThan(0.05);

    const calibrate = ['force', 'calibrate', files[0], '--emg', 'EMG', '--force', 'Force', '--out', 'own.json'];
    const calibrated = await program.run(user.path, ...calibrate);
    expect(calibrated.code, calibrated.err).toBe(0);
    expect(calibrated.out).toMatch(/quadratic, 100 % = \d+ N\./);
  });

  it("follows a lab's own protocol, and leaves recordings without a state to nobody's judgement", async () => {
    const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'protocols.md'), 'utf8');
    user.write('holds.json', (/```json\n([\s\S]*?)```/.exec(page) as RegExpExecArray)[1]);
    const own = await simulate('--people', '1', '--protocol', './holds.json', '--out', 'own', '--json');
    expect(own.code).toBe(0);
    expect(table('own/sub-S01/sub-S01_scans.tsv')).toMatchObject([
      { state: 'fresh', target_percent: '60', protocol_recording: 'before' },
      { state: 'fatigued', target_percent: '60', protocol_recording: 'after' },
    ]);
    expect(user.text('own/README')).toContain('holds of 8 s at 60 %');
    const mvc = await simulate('--people', '1', '--protocol', 'mvc', '--out', 'mvc');
    expect(mvc.code).toBe(0);
    expect(table('mvc/sub-S01/sub-S01_scans.tsv')).toMatchObject([{ state: 'n/a', target_percent: 'n/a' }]);
    expect(user.text('mvc/README')).toContain('No state of the muscle is told');
    const [analysed, evaluated] = await Promise.all([
      program.run(user.path, 'analyze', 'mvc', '--out', 'mvc-tables'),
      program.run(user.path, 'evaluate', 'mvc', '--out', 'mvc-judged'),
    ]);
    expect(analysed).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Analysed 1 channels of 1 files \(0 left out\)/),
    });
    const [head, first] = user.text('mvc-tables/indices.csv').split('\n');
    expect(first.split(',')[head.split(',').indexOf('state')]).toBe('');
    expect(evaluated).toMatchObject({
      code: 1,
      err: expect.stringContaining('mvc holds no recordings with a state: 1 EMG files were found.'),
    });
  });

  it('refuses in two plain lines, and touches nothing', async () => {
    user.write('mine/notes.txt', 'keep\n');
    user.write('bad.json', '{ "kind": "myofade protocol" }');
    const before = user.files();
    const cases = [
      [['--out', 'mine'], 2, /mine is not empty\.\n.*empty or not there yet/],
      [['--protocol', 'marathon', '--out', 'x'], 2, /There is no protocol 'marathon'.*\n.*handgrip-fatigue/],
      [['--protocol', './bad.json', '--out', 'x'], 1, /Cannot read the protocol \.\/bad\.json: version must be 1/],
      [['--protocol', './gone.json', '--out', 'x'], 2, /Cannot read .*gone\.json: there is no such file/],
      [['--people', '0', '--out', 'x'], 2, /--people must be from 1 to 10000, got 0/],
      [['--difficulty', 'easy', '--out', 'x'], 2, /textbook, realistic/],
      [[], 2, /--out/],
    ] as const;
    const outcomes = await Promise.all(cases.map(([args]) => simulate('--people', '1', ...args)));
    outcomes.forEach(({ code, out, err }, i) => {
      expect(err).toMatch(cases[i][2]);
      expect(err).toMatch(/^[^\n]+\n[^\n]+\n$/);
      expect({ code, out }).toEqual({ code: cases[i][1], out: '' });
    });
    expect(user.files()).toEqual(before);
  });

  it('leaves nothing half-written when it is stopped', async () => {
    const { child, ended } = program.start(user.path, ['simulate', '--people', '500', '--out', 'stopped']);
    const begun = () => user.files().some((file) => /^stopped\..*\.tmp\/.*_emg\.edf$/.test(file));
    while (!begun() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const { code, err } = await ended;
    expect(code).toBe(130);
    expect(err).toMatch(/The simulation was cancelled\.\nNothing was written; the same command starts anew\.\n$/);
    expect(readdirSync(user.path).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });
});

describe('myofade plan', () => {
  const plan = (...args: string[]) =>
    program.run(
      user.path,
      'plan',
      '--people',
      '3,6',
      '--cohorts',
      '4',
      '--pool',
      '12',
      '--difficulty',
      'textbook',
      ...args,
    );

  it('says how accuracy, interval and power go with the number of people, and says SIMULATED everywhere', async () => {
    const { code, out, err } = await plan('--json');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^Report: .*plan.report\.html\n$/) });
    const said = JSON.parse(out);
    expect(said.sizes.map(({ people, cohorts }: { people: number; cohorts: number }) => [people, cohorts])).toEqual([
      [3, 4],
      [6, 4],
    ]);
    for (const { accuracy, halfWidth, spread, power } of said.sizes) {
      expect(accuracy.value).toBeGreaterThan(0.3);
      expect(spread[0]).toBeLessThanOrEqual(spread[1]);
      for (const { error } of [accuracy, halfWidth, power]) expect(error).toBeGreaterThanOrEqual(0);
    }
    expect(said).toMatchObject({ simulated: true, pool: { people: 12, excluded: [] } });
    expect(said.command).toBe(
      'npm run -s myofade -- plan --people 3,6 --cohorts 4 --pool 12 --protocol handgrip-fatigue --difficulty textbook --seed 7 --half-width 0.1 --power 0.8',
    );
    expect(user.text('myofade-results/plan/plan.json')).toBe(out);
    const report = user.text('myofade-results/plan/report.html');
    expect(report).toContain('<strong>SIMULATED</strong>');
    expect(report).toContain('It cannot tell which accuracy people reach.');
  });

  it('takes its people from the last time, to the same numbers', async () => {
    const stored = user.files().filter((file) => file.startsWith('myofade-results/plan/pool/'));
    expect(stored).toHaveLength(12);
    // A torn file is simulated anew.
    user.write(stored[3], user.text(stored[3]).slice(0, 40));
    const before = user.text('myofade-results/plan/plan.json');
    const again = await plan('--json');
    expect(again.out).toBe(before);
    const text = await plan();
    expect(text.out).toMatch(/^Study plan {2}SIMULATED · feature baseline/);
    expect(text.out).toContain('- SIMULATED. A simulation cannot show accuracy on people');
  });

  it('refuses in plain words', async () => {
    const cases = [
      [['--people', '7', '--out', 'none'], 2, /A pool of 12 people is too small for cohorts of 7/],
      [['--people', '6,3', '--out', 'none'], 2, /rising whole numbers of at least 3, got 6, 3/],
      [['--people', 'many'], 2, /whole number/],
      [['--protocol', 'mvc', '--out', 'none'], 2, /The protocol mvc records no fresh and fatigued state/],
    ] as const;
    const outcomes = await Promise.all(cases.map(([args]) => plan(...args)));
    outcomes.forEach(({ code, out, err }, i) => {
      expect(err).toMatch(cases[i][2]);
      expect({ code, out }).toEqual({ code: cases[i][1], out: '' });
    });
  });
});
