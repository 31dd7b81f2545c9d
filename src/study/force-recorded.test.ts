import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import {
  electromechanicalDelay,
  type EmgForcePoints,
  emgForcePoints,
  fitEmgForce,
  forceEnvelope,
  forceFromEmg,
  forceMvcTrial,
  levelPoints,
} from '#fatigue';
import { type Channel, readMappedCsv, readRecording } from '#recording';
import { correlatedTrials, forceError, forceWays, halvedTrial, judgeEmgForce, summariseForce } from './index.ts';

const root = join(import.meta.dirname, '../../../shared/data');
const hasData = existsSync(join(root, 'leg-force'));
if (!hasData) console.log('No recorded data beside this clone: force from EMG is tested on simulated data only.');

const channelOf = (channels: readonly Channel[], kind: Channel['kind']) =>
  channels.find((channel) => channel.kind === kind) as Channel;

describe.runIf(hasData)('force from EMG in 10 s holds of 20 elderly people', () => {
  const files = hasData ? readdirSync(join(root, 'leg-force')).filter((name) => name.endsWith('.edf')) : [];
  const recordings = files.map((file) => {
    const { channels } = readRecording(new Uint8Array(readFileSync(join(root, 'leg-force', file))), { file });
    const subject = file.slice(0, 7);
    return { subject, name: file, emg: channelOf(channels, 'emg'), force: channelOf(channels, 'force') };
  });
  // One load cell was not tared, or pulled the other way: its force lies below 0 from beginning to end.
  const isForce = ({ force }: (typeof recordings)[number]) => force.samples.some((value) => value > 0);
  const trials = recordings.filter(isForce).map(halvedTrial);
  const judged = hasData ? judgeEmgForce(trials) : [];
  const summary = (rows: typeof judged, way: (typeof forceWays)[number]) =>
    summariseForce(rows, way, seededRandom(7).fork(way));

  it('report', () => {
    for (const rows of [judged, correlatedTrials(judged)])
      for (const way of forceWays) console.log(way, JSON.stringify(summary(rows, way)));
    for (const form of ['linear', 'power'] as const) {
      const j = judgeEmgForce(trials, { form });
      for (const rows of [j, correlatedTrials(j)])
      for (const way of ['personal', 'calibrated', 'population'] as const) console.log(form, way, JSON.stringify(summary(rows, way)));
    }
  });
});

describe.runIf(hasData)('force from EMG in graded grasps of one person', () => {
  const bytes = () => new Uint8Array(readFileSync(join(root, 'grip-force/GraspForce.csv')));
  const { channels } = hasData
    ? readMappedCsv(bytes(), {
        file: 'GraspForce.csv',
        fs: 1000,
        columns: [
          { column: 'Finger_Flexor', name: 'EMG', unit: 'mV' },
          { column: 'Force', name: 'Force', unit: 'N' },
        ],
      })
    : { channels: [] };
  it('report', () => {
    const [emg, force] = channels.map((c) => ({ ...c, samples: c.samples.slice(50) }));
    const fs = 1000;
    console.log(emg.kind, force.kind, electromechanicalDelay(forceEnvelope(emg.samples, fs), force.samples, fs));
    const endS = emg.samples.length / fs;
    const j = halvedTrial({ subject: 'a', name: 'g', emg, force });
    for (const form of ['linear', 'quadratic', 'power'] as const) {
      const m = fitEmgForce([j.calibration], { form });
      console.log(form, m.coefficients, forceError(forceFromEmg(m, j.test), j.test.force));
    }
    // levels
    const seg = (a: number, b: number) => ({ kind: 'hold' as const, channel: 'EMG', startS: a, endS: b });
    const { value, emgRmsMv } = forceMvcTrial(force, seg(0.5, 2.6), { file: 'g', emg });
    for (const restEnvelope of [0, 0.025]) {
    const scale = { mvcForce: value, mvcEnvelope: emgRmsMv as number, restEnvelope };
    console.log(value, emgRmsMv);
    const levels = [seg(6.3, 7.2), seg(9.1,9.8), seg(1.4, 2.2)].map((s) => emgForcePoints(emg, force, s, scale));
    const lp = levelPoints(levels);
    console.log(lp);
    const test = emgForcePoints(emg, force, seg(10.6, endS), scale);
    for (const form of ['linear', 'quadratic', 'power'] as const) {
      const m = fitEmgForce([lp], { form });
      console.log(form, m.coefficients, forceError(forceFromEmg(m, test), test.force));
    }}
  });
});
