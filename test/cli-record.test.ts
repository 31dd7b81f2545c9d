import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { virtualBitalino, virtualPersonSource } from '#device';
import { type BitalinoServer, serveVirtualBitalino, systemClock } from '#node';
import { builtInProtocol } from '#protocol';
import { readRecording, writeEdf } from '#recording';
import { screenQuestions } from '#study';
import { cliUser } from './cli-user.ts';

const { program, user, table } = cliUser();

const record = (...args: string[]) => program.run(user.path, 'record', '--auto', ...args);

const rest = (durationS: number) => ({ kind: 'rest', durationS });
const reference = { kind: 'maximal', durationS: 3, isReference: true };
const hold = (durationS: number) => ({ kind: 'target', targetPercent: 70, durationS });

/** Writes a protocol as short as can be. */
function shortProtocol(name: string, steps: readonly object[]): string {
  const { kind, version } = builtInProtocol('mvc');
  const protocol = { kind, version, id: name, name, description: 'For a test.', steps };
  writeFileSync(join(user.path, `${name}.json`), JSON.stringify(protocol));
  return `./${name}.json`;
}

describe('myofade record', () => {
  it('makes a study that evaluate, compare and strength take unchanged', async () => {
    const test = [rest(5), hold(10), rest(3), { kind: 'maximal', durationS: 5 }, rest(3)];
    const protocol = shortProtocol('loop', [
      reference,
      rest(3),
      reference,
      rest(3),
      { kind: 'recording', name: 'fresh', state: 'fresh', steps: test },
      { kind: 'repeat', times: 2, steps: [hold(15), { kind: 'maximal', durationS: 5 }] },
      { kind: 'recording', name: 'fatigued', state: 'fatigued', steps: test },
    ]);
    const about = { kind: 'myofade session', version: 1, subject: 'P1', startedAt: '2026-01-01' };
    const facts = { ...about, hand: 'left', posture: 'seated, elbow 90°' };
    writeFileSync(join(user.path, 'seated.json'), JSON.stringify({ facts }));
    for (const [i, subject] of ['P1', 'P2', 'P3'].entries()) {
      const { code, out, err } = await record(
        ...['--subject', subject, '--study', 'study', '--protocol', protocol, '--json'],
        ...['--device', `virtual:seed=11,index=${i},difficulty=textbook,speed=max`],
        ...(subject === 'P1' ? ['--answers', 'seated.json'] : []),
      );
      expect({ code, err }).toMatchObject({ code: 0 });
      const said = JSON.parse(out);
      expect(said).toMatchObject({ SIMULATED: true, end: 'protocol-over', effort: 'force', lostSamples: 0 });
      expect(said.lossPercent).toBeGreaterThan(5);
      expect(said.judgement).toMatchObject({ isOfSimulated: true });
    }
    const scans = table('study/sub-P1/ses-01/sub-P1_ses-01_scans.tsv');
    expect(scans.map(({ protocol_recording, state }) => [protocol_recording, state])).toEqual([
      ['between', 'n/a'],
      ['fresh', 'fresh'],
      ['between', 'n/a'],
      ['fatigued', 'fatigued'],
    ]);
    expect(table('study/sub-P1/sub-P1_sessions.tsv')).toMatchObject([{ session_id: 'ses-01', ended: 'protocol-over' }]);
    const compared = await program.run(user.path, 'compare', 'study', '--indices', 'MDF', '--json');
    expect(JSON.parse(compared.out)).toMatchObject({ simulated: true, people: { both: 3 } });
    const evaluated = await program.run(
      user.path,
      'evaluate',
      'study',
      '--models',
      'features',
      '--swaps',
      '1',
      '--json',
    );
    expect({ code: evaluated.code, err: evaluated.err }).toMatchObject({ code: 0 });
    expect(JSON.parse(evaluated.out)).toMatchObject({ simulated: true });
    const file = 'study/sub-P1/ses-01/emg/sub-P1_ses-01_task-handgrip_run-02_emg.edf';
    const strength = await program.run(user.path, 'strength', file, '--json');
    expect(strength.code, strength.err).toBe(0);
    expect(strength.out).toContain('posture: seated, elbow 90°');
  });

  it('loses at most a second to a kill, is recovered, and goes on', async () => {
    const about = ['--subject', 'K1', '--study', 'killed', '--protocol', 'maximal-12x3', '--no-model'];
    const running = program.start(user.path, ['record', '--auto', ...about, '--device', 'virtual:speed=20']);
    const journal = join(user.path, 'killed/derivatives/myofade/sub-K1/ses-01/journal.jsonl');
    const outcomes = () => {
      try {
        return readFileSync(journal, 'utf8')
          .split('\n')
          .filter((line) => line.includes('"outcome"')).length;
      } catch {
        return 0;
      }
    };
    while (outcomes() < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    running.child.kill('SIGKILL');
    await running.ended;
    const known = outcomes();
    const file = 'sub-K1/ses-01/emg/sub-K1_ses-01_task-handgrip_run-01_emg.edf';
    const torn = await readRecording(user.bytes(`killed/${file}`), { file: 'torn.edf' });
    // A rest of 10 s and two rounds of 8 s were done; the second that was being filled may be gone.
    expect(torn.channels[0].samples.length / 1000).toBeGreaterThanOrEqual(10 + 8 * 2 - 1);

    const recovered = await program.run(user.path, 'recover', 'killed', '--json');
    expect({ code: recovered.code, err: recovered.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(recovered.out).locksRemoved).toHaveLength(1);
    const whole = await readRecording(user.bytes(`killed/${file}`), { file: 'whole.edf' });
    expect(whole.issues.map(({ code }) => code)).not.toContain('INCOMPLETE_FILE');
    expect(whole.channels[0].samples.length).toBe(torn.channels[0].samples.length);
    expect(table('killed/sub-K1/sub-K1_sessions.tsv')).toMatchObject([{ ended: 'interrupted' }]);

    const resumed = await record(...about, '--device', 'virtual:speed=max', '--resume', '--json');
    expect({ code: resumed.code, err: resumed.err }).toMatchObject({ code: 0 });
    const said = JSON.parse(resumed.out);
    expect(said).toMatchObject({ session: '02', end: 'protocol-over' });
    expect(said.trials).toHaveLength(12 - Math.floor(known / 2));
    const study = await program.run(user.path, 'analyze', 'killed', '--out', 'killed-results');
    expect(study.code, study.err).toBe(0);
    const again = await record(...about, '--device', 'virtual:speed=max', '--resume');
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is finished (protocol-over)') });
  });

  it('leads a person at the other end of a line, and accounts for what got lost on it', async () => {
    const bitalino = virtualBitalino({
      source: virtualPersonSource({ seed: 5, difficulty: 'textbook' }),
      followsOutputs: true,
      faults: { dropShare: 0.002 },
      seed: 3,
    });
    const server: BitalinoServer = await serveVirtualBitalino({ bitalino, port: 0, onEvent: () => undefined });
    try {
      const steps = [rest(3), reference, rest(3), reference, rest(3), { ...hold(4), targetPercent: 50 }, rest(2)];
      const protocol = shortProtocol('short', [{ kind: 'recording', name: 'all', steps }]);
      const points = '40:0,295.102:250,550.204:500,805.306:750';
      const calibrate = ['calibrate-force', '--points', points, '--unit', 'N', '--out', 'grip.json'];
      expect((await program.run(user.path, ...calibrate)).code).toBe(0);
      const device = ['--device', `tcp:127.0.0.1:${server.port}`, '--force', 'A2', '--force-calibration', 'grip.json'];
      const { code, out, err } = await record(
        ...['--subject', 'T1', '--study', 'line', '--simulated', '--protocol', protocol, '--json', ...device],
      );
      expect({ code, err }).toMatchObject({ code: 0 });
      const said = JSON.parse(out);
      expect(said).toMatchObject({ end: 'protocol-over', effort: 'force', device: { firmware: '5.2' } });
      expect(said.trials.every((trial: { isAccepted: boolean }) => trial.isAccepted)).toBe(true);
      const file = 'line/sub-T1/ses-01/emg/sub-T1_ses-01_task-handgrip_run-01_emg.edf';
      const { events, channels } = await readRecording(user.bytes(file), { file: 'line.edf' });
      const told = events.map(({ label }) => Number(/^Lost (\d+) sample/.exec(label)?.[1] ?? 0));
      const nLost = told.reduce((sum, n) => sum + n, 0);
      expect(nLost).toBe(said.lostSamples);
      const dropped = bitalino.ledger().reduce((sum, fault) => sum + fault.nFrames, 0);
      // Some are lost before the test begins.
      expect(nLost).toBeGreaterThan(0);
      expect(nLost).toBeLessThanOrEqual(dropped);
      const held = events.find(({ label }) => label === 'hold');
      const force = channels.find(({ name }) => name === 'A2');
      const inside =
        force?.samples.subarray(((held?.onsetS ?? 0) + 2) * 1000, ((held?.onsetS ?? 0) + 3.5) * 1000) ?? [];
      const mean = Array.from(inside).reduce((sum, value) => sum + value, 0) / inside.length;
      expect(mean / (0.5 * said.restedMvc)).toBeCloseTo(1, 1);
    } finally {
      await server.close();
    }
  });

  it('refuses what cannot be, and says what to do', async () => {
    const yes = Object.fromEntries(screenQuestions.map(({ id }) => [id, id === 'pain-now' ? 'yes' : 'no']));
    const at = systemClock().localTime().slice(0, 16);
    const screen = { kind: 'myofade screen', version: 1, subject: 'R1', answeredAt: at, answers: yes };
    writeFileSync(join(user.path, 'pain.json'), JSON.stringify({ screen }));
    mkdirSync(join(user.path, 'manifest'));
    writeFileSync(join(user.path, 'manifest/recordings.csv'), 'subject,state,file\n');
    const max = ['--device', 'virtual:speed=max'];
    const cases: [args: string[], code: number, err: RegExp][] = [
      [['--subject', 'Ana Maria', '--study', 'r', ...max], 2, /letters and digits.*\n.*no name/],
      [['--subject', 'R1', '--study', 'r', '--device', 'COM3'], 2, /serial:COM3/],
      [['--subject', 'R1', '--study', 'r', ...max, '--protocol', 'nothing'], 2, /There is no protocol 'nothing'/],
      [['--subject', 'R1', '--study', 'r', ...max, '--answers', 'pain.json'], 1, /No test today.*\n/],
      [['--subject', 'R1', '--study', 'manifest', ...max], 2, /recordings\.csv/],
      [
        ['--subject', 'R1', '--study', 'r', '--device', 'tcp:127.0.0.1:1', '--emg', 'A1', '--force', 'A1'],
        2,
        /one role/,
      ],
      [['--subject', 'R9', '--study', 'r', ...max, '--resume'], 2, /no test of R9/],
      [['--subject', 'R2', '--study', 'r', ...max, '--answers', 'pain.json'], 2, /those of R1.*of R2/],
      [['--subject', 'R1', '--study', 'r', '--device', 'tcp:127.0.0.1:1', '--force', 'A2'], 2, /no calibration/],
      [['--subject', 'R1', '--study', 'r', ...max, '--no-force', '--protocol', 'recovery'], 2, /needs a grip force/],
      [['--subject', 'R1', '--study', 'r', ...max, '--force', 'A6'], 2, /A6 has no calibration/],
    ];
    for (const [args, code, err] of cases)
      expect(await record(...args), args.join(' ')).toMatchObject({ code, err: expect.stringMatching(err) });
    const unattended = await program.run(user.path, 'record', '--subject', 'R1', '--study', 'r', ...max);
    expect(unattended).toMatchObject({ code: 1, err: expect.stringMatching(/needs a terminal.*\n.*--auto/) });
  });

  it('keeps two tests out of one study, and people apart from those who do not exist', async () => {
    const about = ['--study', 'held', '--protocol', 'maximal-12x3', '--no-model'];
    const first = program.start(user.path, [
      'record',
      '--auto',
      '--subject',
      'H1',
      ...about,
      '--device',
      'virtual:speed=5',
    ]);
    await new Promise<void>((resolve) => first.child.stderr?.once('data', () => resolve()));
    const second = await record('--subject', 'H2', ...about, '--device', 'virtual:speed=max');
    expect(second).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Another recording goes into .*held: process \d+/),
    });
    first.child.kill('SIGINT');
    expect(await first.ended).toMatchObject({ code: 130 });
    // A recording of a virtual person stays one of a person who does not exist.
    const still = { name: 'A1', kind: 'emg', unit: 'mV', fs: 1000, samples: new Float64Array(3000) } as const;
    const provenance = { file: 'still', format: 'edf', sha256: '' };
    writeFileSync(join(user.path, 'still.edf'), writeEdf({ channels: [still], events: [], provenance, issues: [] }));
    const person = await record('--subject', 'H3', ...about, '--device', 'file:still.edf', '--protocol', 'mvc');
    expect(person).toMatchObject({ code: 1, err: expect.stringContaining('a study of SIMULATED people') });
    const played = 'file:held/sub-H1/ses-01/emg/sub-H1_ses-01_task-handgrip_run-01_emg.edf';
    const virtual = await record('--subject', 'H4', ...about, '--device', played, '--force', 'A2');
    expect(virtual.err).not.toContain('a study of SIMULATED people');
    const nobody = await record('--subject', 'H3', '--study', 'nobody', '--device', 'tcp:127.0.0.1:1');
    expect(nobody).toMatchObject({ code: 1, err: expect.stringMatching(/^Cannot connect to tcp:127\.0\.0\.1:1/m) });
    expect(existsSync(join(user.path, 'nobody'))).toBe(false);
    const scans = table('held/sub-H1/ses-01/sub-H1_ses-01_scans.tsv');
    expect(scans).toHaveLength(1);
    const { issues } = await readRecording(
      user.bytes('held/sub-H1/ses-01/emg/sub-H1_ses-01_task-handgrip_run-01_emg.edf'),
      { file: 'h.edf' },
    );
    expect(issues.map(({ code }) => code)).not.toContain('INCOMPLETE_FILE');
  });
});
