import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import type { EmgForcePoints } from '#fatigue';
import type { Channel } from '#recording';
import { refusal } from '../base/check-refusal.ts';
import {
  correlatedTrials,
  type ForceTrial,
  forceWays,
  halvedTrial,
  type JudgedTrial,
  judgeEmgForce,
  summariseForce,
} from './index.ts';

/** Points along `F = 100 gain E^bend`, with noise. */
function points(seed: number, { gain = 1, bend = 1, n = 60, noise = 1 } = {}): EmgForcePoints {
  const random = seededRandom(seed);
  const envelope = Float64Array.from({ length: n }, () => random.uniform());
  return {
    envelope,
    force: envelope.map((e) => 100 * gain * e ** bend + noise * random.normal()),
    mdfRatio: new Float64Array(n).fill(1),
  };
}

const trials: readonly ForceTrial[] = Array.from({ length: 8 }, (_, i) => {
  const own = { gain: 1 + 0.04 * (i - 3.5), bend: 1.3 };
  return {
    subject: `S${i >> 1}`,
    name: `S${i >> 1}-${i % 2}`,
    calibration: points(i, own),
    test: points(100 + i, own),
  };
});

const withForce = (from: EmgForcePoints, force: number): EmgForcePoints => ({
  ...from,
  force: new Float64Array(from.force.length).fill(force),
});

describe('judgeEmgForce', () => {
  const judged = judgeEmgForce(trials);

  it('is right where the relation is one, and beats what looks at no EMG', () => {
    for (const { errors } of judged) {
      expect(errors.personal.rmse).toBeLessThan(3);
      expect(errors.calibrated.rmse).toBeLessThan(3);
      expect(errors.population.rmse).toBeLessThan(15);
      expect(errors.mean.rmse).toBeGreaterThan(20);
      expect(errors.personal.r2).toBeGreaterThan(0.98);
    }
    expect(Object.keys(judged[0].errors)).toEqual([...forceWays]);
  });

  it('learns nothing from a second part', () => {
    // One person's tested force becomes nonsense: nobody else's errors may change, nor the estimates behind them.
    const other = trials.map((trial) =>
      trial.subject === 'S0' ? { ...trial, test: withForce(trial.test, 5) } : trial,
    );
    expect(judgeEmgForce(other).filter(({ subject }) => subject !== 'S0')).toEqual(
      judged.filter(({ subject }) => subject !== 'S0'),
    );
  });

  it('learns no population from the person who is judged', () => {
    const other = trials.map((trial) =>
      trial.subject === 'S1' ? { ...trial, calibration: withForce(trial.calibration, 7) } : trial,
    );
    const [before, after] = [judged, judgeEmgForce(other)].map((rows) => rows.find(({ name }) => name === 'S1-0'));
    expect(after?.errors.population).toEqual(before?.errors.population);
    expect(after?.errors.personal).not.toEqual(before?.errors.personal);
  });

  it('refuses a single person', () => {
    expect(refusal(() => judgeEmgForce(trials.slice(0, 2)))).toContain('at least 2 people');
  });
});

describe('correlatedTrials', () => {
  it('chooses by the first part alone', () => {
    const row = (calibrationCorrelation: number | null) => ({ calibrationCorrelation }) as JudgedTrial;
    const rows = [row(0.69), row(0.7), row(null), row(-0.9)];
    expect(correlatedTrials(rows)).toEqual([rows[1]]);
    expect(correlatedTrials(rows, 0.5)).toEqual(rows.slice(0, 2));
  });
});

describe('summariseForce', () => {
  it('counts people and recordings, with intervals around the values', () => {
    const summary = summariseForce(judgeEmgForce(trials), 'population', seededRandom(1));
    expect(summary).toMatchObject({ nPeople: 4, nRecordings: 8 });
    for (const { value, interval } of [summary.rmse, summary.r2Median]) {
      expect(interval[0]).toBeLessThanOrEqual(value);
      expect(interval[1]).toBeGreaterThanOrEqual(value);
    }
  });
});

describe('halvedTrial', () => {
  const fs = 1000;
  const random = seededRandom(3);
  const channel = (kind: 'emg' | 'force', samples: Float64Array): Channel =>
    kind === 'emg' ? { name: 'EMG', kind, unit: 'mV', fs, samples } : { name: 'Force', kind, unit: 'kgf', fs, samples };
  const emg = Float64Array.from({ length: 10000 }, () => random.normal());
  const force = Float64Array.from({ length: 10000 }, (_, i) => (i < 3000 ? i / 150 : 20));
  const of = (emgSamples: Float64Array, forceSamples: Float64Array) =>
    halvedTrial({
      subject: 'S01',
      name: 'S01.edf',
      emg: channel('emg', emgSamples),
      force: channel('force', forceSamples),
    });

  it('takes the maximum from the first half, and half of the points for each', () => {
    const { calibration, test } = of(emg, force);
    expect(calibration.force.at(-1)).toBeCloseTo(100, 9);
    expect([...test.force].every((value) => Math.abs(value - 100) < 1e-9)).toBe(true);
    expect(test.force.length).toBe(98);
    const louder = force.map((value, i) => (i >= 5000 ? 2 * value : value));
    expect(of(emg, louder).calibration).toEqual(calibration);
    expect(of(emg.map((value, i) => (i >= 5000 ? 9 * value : value)), louder).calibration).toEqual(calibration); // biome-ignore format: one row
  });

  it('leaves out the zeros that fill a last record', () => {
    const filled = (x: Float64Array) => Float64Array.from([...x, ...new Float64Array(2000)]);
    expect(of(filled(emg), filled(force))).toEqual(of(emg, force));
  });
});
