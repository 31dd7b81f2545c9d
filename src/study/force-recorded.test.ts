import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import {
  electromechanicalDelay,
  emgForcePoints,
  fitEmgForce,
  forceEnvelope,
  forceError,
  forceFromEmg,
  forceMvcTrial,
  levelPoints,
} from '#fatigue';
import { type Channel, readEdf, readMappedCsv } from '#recording';
import { told } from './check-told.ts';
import {
  correlatedTrials,
  type ForceWay,
  forceWays,
  halvedTrial,
  type JudgedTrial,
  judgeEmgForce,
  summariseForce,
} from './index.ts';

const root = join(import.meta.dirname, '../../../shared/data');
const hasData = existsSync(join(root, 'leg-force'));
if (!hasData) console.log('No recorded data beside this clone: force from EMG is tested on simulated data only.');

const bytesOf = (path: string) => new Uint8Array(readFileSync(join(root, path)));
const channelOf = (channels: readonly Channel[], kind: Channel['kind']) =>
  channels.find((channel) => channel.kind === kind) as Channel;

describe.runIf(hasData)('force from EMG in 10 s holds of 20 elderly people', () => {
  const files = hasData ? readdirSync(join(root, 'leg-force')).filter((name) => name.endsWith('.edf')) : [];
  const recordings = files.map((file) => {
    const { channels } = readEdf(bytesOf(`leg-force/${file}`), { file });
    return {
      subject: file.slice(0, 7),
      name: file,
      emg: channelOf(channels, 'emg'),
      force: channelOf(channels, 'force'),
    };
  });
  // One load cell was not tared or pulled the other way: its force lies below 0 from beginning to end.
  const trials = recordings.filter(({ force }) => force.samples.some((value) => value > 0)).map(halvedTrial);
  const judged = hasData ? judgeEmgForce(trials) : [];
  const of = (rows: readonly JudgedTrial[], way: ForceWay) => summariseForce(rows, way, seededRandom(7).fork(way));

  it('leaves out one recording without force', () => {
    expect([recordings.length, trials.length]).toEqual([59, 58]);
    expect(new Set(trials.map(({ subject }) => subject)).size).toBe(20);
  });

  it('is told in docs/strength.md as it is', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/strength.md'), 'utf8');
    for (const rows of [judged, correlatedTrials(judged)]) {
      for (const way of forceWays) {
        const { nPeople, nRecordings, rmse, r2Median } = of(rows, way);
        const line = `| ${nPeople} (${nRecordings}) | \`${way}\` | ${told(rmse)} | ${told(r2Median)} |`;
        expect(page).toContain(line);
      }
    }
  });

  it.each([
    ['all recordings', (rows: readonly JudgedTrial[]) => rows, 58],
    ['those correlated in the first half', correlatedTrials, 37],
  ] as const)('reaches little in the second half: %s', (_, choose, nRecordings) => {
    const rows = choose(judged);
    expect(rows).toHaveLength(nRecordings);
    const { rmse, r2Median } = of(rows, 'calibrated');
    expect(rmse.value).toBeGreaterThan(9);
    expect(rmse.value).toBeLessThan(16);
    expect(rmse.interval[1] - rmse.interval[0]).toBeGreaterThan(3);
    // A steady hold has little variance to explain.
    expect(r2Median.value).toBeLessThan(0);
    expect(of(rows, 'population').rmse.value).toBeGreaterThan(rmse.value);
    expect(of(rows, 'population').rmse.value).toBeLessThan(18);
    // Better than the mean force of the first half, which holds the ramp; no better than its last second.
    expect(of(rows, 'mean').rmse.value).toBeGreaterThan(rmse.value);
    expect(of(rows, 'last').rmse.value).toBeLessThan(rmse.value);
  });

  it('knows no form that is much better', () => {
    for (const form of ['linear', 'power'] as const) {
      const { rmse } = of(judgeEmgForce(trials, { form }), 'calibrated');
      expect(rmse.value).toBeGreaterThan(9);
      expect(rmse.value).toBeLessThan(19);
    }
  });
});

describe.runIf(hasData)('force from EMG in graded grasps of one person', () => {
  // The file names no units: shares of its own maximum are all that is used.
  const columns = [
    { column: 'Finger_Flexor', name: 'EMG', unit: 'mV' },
    { column: 'Force', name: 'Force', unit: 'N' },
  ] as const;
  const { channels } = hasData
    ? readMappedCsv(bytesOf('grip-force/GraspForce.csv'), { file: 'GraspForce.csv', fs: 1000, columns })
    : { channels: [] };
  const [emg, force] = channels.map((channel) => ({ ...channel, samples: channel.samples.slice(50) }));
  const segment = (startS: number, endS: number) => ({ kind: 'hold' as const, channel: 'EMG', startS, endS });

  it('comes about 0.1 s after the envelope', () => {
    const delayS = electromechanicalDelay(forceEnvelope(emg.samples, emg.fs), force.samples, force.fs);
    expect(delayS).toBeGreaterThanOrEqual(0.08);
    expect(delayS).toBeLessThanOrEqual(0.15);
  });

  it('is told in the second half from the first', () => {
    const { calibration, test } = halvedTrial({ subject: 'one person', name: 'GraspForce.csv', emg, force });
    const errorOf = (form: 'linear' | 'quadratic') =>
      forceError(forceFromEmg(fitEmgForce([calibration], { form }), test), test.force);
    expect(errorOf('quadratic').r2).toBeGreaterThan(0.85);
    expect(errorOf('quadratic').rmse).toBeLessThan(13);
    expect(errorOf('linear').rmse).toBeGreaterThan(errorOf('quadratic').rmse);
  });

  it('is overestimated by a calibration with three levels', () => {
    const { value, emgRmsMv } = forceMvcTrial(force, segment(0.5, 2.6), { file: 'GraspForce.csv', emg });
    const scale = { mvcForce: value, mvcEnvelope: emgRmsMv as number };
    const points = (startS: number, endS: number) => emgForcePoints(emg, force, segment(startS, endS), scale);
    // The steady middles of the grasps nearest to 25, 50 and 100 % among the first four; all later ones are tested.
    const levels = levelPoints([points(6.3, 7.2), points(9.1, 9.8), points(1.4, 2.2)]);
    [26, 50, 98].forEach((level, i) => {
      expect(Math.abs(levels.force[i] - level)).toBeLessThan(2);
    });
    const test = points(10.6, emg.samples.length / emg.fs);
    const { r2, rmse, bias } = forceError(forceFromEmg(fitEmgForce([levels]), test), test.force);
    expect(r2).toBeGreaterThan(0.6);
    expect(rmse).toBeGreaterThan(14);
    expect(rmse).toBeLessThan(24);
    expect(bias).toBeGreaterThan(10);
  });
});
