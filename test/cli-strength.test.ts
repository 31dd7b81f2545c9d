import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Channel, writeEdf } from '#recording';
import { simulateForceTask } from '#simulate';
import { forceTrace, type InventedEffort, squeezes } from '../src/fatigue/check-force-trace.ts';
import { openSignalsCsv, simulatedRecordings } from './cli-studies.ts';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();

const task = simulateForceTask({ seed: 7, index: 0 });

function edf(channels: readonly Channel[], startedAt?: string): Uint8Array {
  const provenance = { file: 'f', format: 'simulated', sha256: '', device: 'Simulated force task' };
  return writeEdf({ channels, events: [], issues: [], provenance: { ...provenance, ...(startedAt && { startedAt }) } });
}
const trace = (efforts: readonly InventedEffort[], endS: number) => forceTrace(efforts, { endS, unit: 'N' });

beforeAll(() => {
  user.write('rested.edf', edf([trace(squeezes([400, 392, 380]), 60)], '2026-03-02T10:00:00'));
  const tired = [{ startS: 5, lengthS: 60, level: 160 }, ...squeezes([300, 290, 296], 80)];
  user.write('copy.edf', edf([trace(squeezes([400, 392, 380]), 60)], '2026-03-02T10:00:00'));
  user.write('after.edf', edf([trace(tired, 130)], '2026-03-02T10:05:00'));
  user.write('later.edf', edf([trace(squeezes([350, 345, 340]), 60)], '2026-03-02T10:11:03'));
  user.write('left.edf', edf([trace(squeezes([360, 352, 350]), 60)]));
  user.write('task.edf', edf([task.emg, task.force]));
  const rows = task.parts
    .filter(({ percentMvc, phase }) => percentMvc === 100 || phase === 'tiring')
    .map(({ segment, phase }) => `${phase === 'tiring' ? 'hold' : 'mvc'},${segment.startS},${segment.endS}`);
  user.write('parts.csv', `kind,startS,endS\n${rows.join('\n')}\n`);
  user.write('emg.csv', openSignalsCsv(simulatedRecordings(1)[0].recording));
  user.write('people.csv', 'subject,first,second\nA,400,410\nB,300,296\nC,350,362\nD,280,270\n');
  user.write('gap.csv', 'subject,first,second\nA,400,\nB,300,296\n');
});

const strength = (...args: readonly string[]) => program.run(user.path, 'strength', ...args);

describe('myofade strength, SIMULATED', () => {
  it('says maximum, loss, label, endurance and recovery of a session', async () => {
    const session = ['rested.edf', 'after.edf', 'later.edf', '--target', '40'];
    const { code, out, err } = await strength(...session, '--json', '--report', 's.html');
    expect(code, err).toBe(0);
    const said = JSON.parse(out);
    expect(said).toMatchObject({ simulated: true, unit: 'N', facts: {}, norms: null, hands: null, change: null });
    expect(said.sha256).toHaveLength(3);
    expect(said.rested.value).toBeCloseTo(400, 0);
    const [rested, after, later] = said.blocks;
    expect(rested).toMatchObject({ isRested: true, loss: null, mvc: { verdict: 'accepted' } });
    expect(after.loss).toMatchObject({ state: 'fatigued', rule: expect.stringContaining('from 20 % loss') });
    expect(after.loss.lossPercent).toBeCloseTo(25, 0);
    expect(later.recovery).toBeCloseTo(0.5, 1);
    // 10:11:03 and 2 s, against a hold that ends 65 s after 10:05:00.
    expect(later.minutes).toBeCloseTo(5, 1);
    expect(said.holds[0].endurance).toMatchObject({ hasFailed: true });
    expect(said.holds[0].endurance.enduranceS).toBeCloseTo(59.4, 0);
    const report = user.text('s.html');
    expect(report.match(/<svg /g)).toHaveLength(3);
    expect(report).toContain('<strong>SIMULATED</strong>');
    expect(report).not.toMatch(/NaN|undefined/);

    const moved = await strength(...session, '--fatigued-at', '30', '--fresh-below', '15', '--minutes', '0,5,20');
    expect(moved.out).toMatch(/^rested\.edf, after\.edf, later\.edf {2}SIMULATED · measured strength\n/);
    expect(moved.out).toMatch(/^after +after\.edf +3 +300 N +grey, between the limits, 25\.\d % lost +0\.\d min/m);
    expect(moved.out).toMatch(/^recovery 1 +later\.edf +3 +350 N +fresh, 12\.\d % lost +14\.0 min +50 % +accepted$/m);
    expect(moved.out.replaceAll(/\s+/g, ' ')).toContain('fatigued from 30 % loss of the rested maximum');
  });

  it('puts norm, other hand, earlier session and recorded facts beside it', async () => {
    const facts = ['--posture', 'seated', '--handle', 'Jamar position 2', '--instructed-by', 'R1', '--hand', 'right'];
    const protocol = ['--dominant', 'right', '--protocol', 'asht-2015', '--encouragement', 'verbal'];
    const person = ['--sex', 'male', '--age', '22', '--unit', 'kgf', '--other-hand', 'left.edf'];
    const earlier = ['--earlier', 'after.edf', '--rested', '40'];
    const { code, out, err } = await strength('rested.edf', ...facts, ...protocol, ...person, '--json');
    expect(code, err).toBe(0);
    const said = JSON.parse(out);
    expect(said.unit).toBe('kgf');
    expect(said.norms.norms.map(({ source }: { source: string }) => source)).toEqual([
      'Mathiowetz et al. 1985, USA',
      'Massy-Westropp et al. 2011, Australia',
    ]);
    expect(said.hands.asymmetry.percent).toBeCloseTo(10, 0);
    expect(said.score).toMatchObject({ isComplete: true });
    expect(said.facts).toEqual({
      protocol: 'asht-2015',
      posture: 'seated',
      handlePosition: 'Jamar position 2',
      hand: 'right',
      dominantHand: 'right',
      instructedBy: 'R1',
      encouragement: 'verbal',
    });
    const [old, by, people, unsure, none] = await Promise.all([
      strength('rested.edf', '--sex', 'male', '--age', '65'),
      strength('rested.edf', '--earlier', '440', '--mdc', '20', '--json'),
      strength('rested.edf', '--earlier', 'left.edf', '--sessions', 'people.csv', '--json'),
      strength('rested.edf', '--earlier', '440'),
      strength('rested.edf', ...earlier),
    ]);
    expect(old.out).toContain('no norm for this age');
    expect(JSON.parse(by.out).change).toMatchObject({ earlier: 440, noise: { mdc95: 20, isDetectable: true } });
    const { reliability, change } = JSON.parse(people.out);
    expect(reliability).toMatchObject({ nPeople: 4, nSessions: 2 });
    expect(change.noise.mdc95).toBeCloseTo(reliability.mdc95Agreement, 9);
    expect(unsure.out.replaceAll(/\s+/g, ' ')).toContain('cannot be told from noise');
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('after.edf has no rested maximum') });
  });

  it('takes the user’s word for what was a squeeze, with the EMG beside it', async () => {
    const args = ['task.edf', '--segments', 'parts.csv', '--emg', 'EMG', '--target', '40', '--json'];
    const { code, out, err } = await strength(...args);
    expect(code, err).toBe(0);
    const { rested, blocks, holds } = JSON.parse(out);
    expect(rested.value).toBeCloseTo(task.truth.mvcN, 0);
    expect(blocks[0].trials[0].emgRmsMv).toBeCloseTo(task.truth.mvcRmsMv, 1);
    expect(holds[0].endurance.enduranceS).toBeGreaterThan(58);
  });

  it('refuses in plain words, in two lines', async () => {
    const cases = [
      [['emg.csv'], 1, /no force channel, only .*It is no measurement of strength.*\n.*Use analyze/],
      [['rested.edf', '--force-channel', 'Grip'], 2, /no channel 'Grip', only Force/],
      [['task.edf', '--force-channel', 'EMG'], 2, /of kind emg, not force.*\n.*EMG is no force/],
      [['rested.edf', 'after.edf', '--segments', 'parts.csv'], 2, /--segments is for one file/],
      [['rested.edf', '--minutes', '0,5'], 2, /each of the 1 files, got 2/],
      [
        ['rested.edf', 'after.edf', '--minutes', '5,0'],
        2,
        /rested\.edf at minute 5, then after\.edf at minute 0.*\n.*same order/,
      ],
      [['rested.edf', 'after.edf', '--minutes', '0,0'], 2, /not in the order of time/],
      [
        ['rested.edf', 'later.edf', 'after.edf'],
        2,
        /later\.edf at 2026-03-02T10:11:03, then after\.edf at .*10:05:00\.\n.*--minutes/,
      ],
      [['rested.edf', 'copy.edf'], 2, /rested\.edf and copy\.edf are the same recording \(SHA-256 /],
      [['left.edf', 'rested.edf', 'left.edf'], 2, /left\.edf was named twice/],
      [['rested.edf', '--other-hand', 'copy.edf'], 2, /are the same recording/],
      [['rested.edf', '--earlier', 'copy.edf'], 2, /are the same recording/],
      [['rested.edf', '--sex', 'male'], 2, /--sex means nothing without --age/],
      [['rested.edf', '--sem', '2'], 2, /--sem means nothing without --earlier/],
      [['rested.edf', '--earlier', '400', '--sem', '2', '--mdc', '5'], 2, /Either a SEM/],
      [['rested.edf', '--sessions', 'gap.csv'], 2, /Line 2 of gap\.csv has no number in the column second/],
      [['rested.edf', '--fatigued-at', '5'], 2, /must not lie above/],
      [['rested.edf', '--intermittent', '5,5'], 2, /more than 6 squeezes/],
      [['rested.edf', '--report', 'rested.edf'], 2, /would replace a recording/],
      [['rested.edf', '--hand', 'both'], 2, /left, right/],
    ] as const;
    for (let i = 0; i < cases.length; i += 4) {
      const some = cases.slice(i, i + 4);
      const outcomes = await Promise.all(some.map(([args]) => strength(...args)));
      outcomes.forEach(({ code, out, err }, k) => {
        expect(err).toMatch(some[k][2]);
        expect(err).toMatch(/^[^\n]+\n[^\n]+\n$/);
        expect({ code, out }, err).toEqual({ code: some[k][1], out: '' });
      });
    }
  });
});

const legs = join(import.meta.dirname, '../../shared/data/leg-force');
const hasData = existsSync(legs);
if (!hasData) console.log('No recorded data beside this clone: strength is tested on simulated data only.');

describe.skipIf(!hasData)('myofade strength on holds of the legs', () => {
  it('takes efforts of 10 s for holds, or for squeezes where told so', async () => {
    const file = join(legs, readdirSync(legs).filter((name) => name.endsWith('TA.edf'))[0]);
    const [held, squeezed] = await Promise.all([
      strength(file, '--json'),
      strength(file, '--hold-from', '20', '--json'),
    ]);
    expect(held.code, held.err).toBe(0);
    const hold = JSON.parse(held.out);
    expect(hold).toMatchObject({ unit: 'kgf', simulated: false, blocks: [], rested: { value: null } });
    expect(hold.holds[0].allOut.fromStart.percent).toBeGreaterThan(0);
    const squeeze = JSON.parse(squeezed.out);
    expect(squeeze.holds).toEqual([]);
    expect(squeeze.rested.value).toBeGreaterThan(5);
  });
});
