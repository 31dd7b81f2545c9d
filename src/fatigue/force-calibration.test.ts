import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import type { Channel, Segment } from '#recording';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise } from './check-contractions.ts';
import {
  calibrateForce,
  estimateForce,
  estimateForceError,
  type ForceCalibration,
  forceCalibrationOf,
} from './index.ts';

const fs = 1000;
const levels = [0, 0.25, 0, 0.5, 0, 1, 0, 0.75, 0];
const stretch = (startS: number, endS: number): Segment => ({ kind: 'hold', channel: 'EMG', startS, endS });
const source = { file: 'made.edf', sha256: 'ab'.repeat(32), recordedAt: '2026-01-02T03:04:05' };

/** Steps of 3 s: EMG in proportion to force, which comes 0.1 s later, on top of noise at rest. */
function steps(gain = 1): { emg: Channel; force: Channel } {
  const n = levels.length * 3 * fs;
  const random = seededRandom(4);
  const level = (i: number) => levels[Math.min(levels.length - 1, Math.max(0, Math.floor(i / (3 * fs))))];
  const noise = colouredNoise(n);
  return {
    emg: {
      name: 'EMG',
      kind: 'emg',
      unit: 'mV',
      fs,
      samples: noise.map((value, i) => gain * (value * level(i) + 0.01 * random.normal())),
    },
    force: {
      name: 'Force',
      kind: 'force',
      unit: 'N',
      fs,
      samples: Float64Array.from({ length: n }, (_, i) => 300 * level(i - 100)),
    },
  };
}

const whole = stretch(0, 27);
const made = steps();
const calibration = calibrateForce(made, whole, source);

describe('calibrateForce', () => {
  it('knows the person’s maximum, the rest, and how well the relation fits', () => {
    const { scale, residuals, model, largestEnvelope } = calibration;
    expect(scale.mvcForce).toBeCloseTo(300, 6);
    expect(scale.restEnvelope / scale.mvcEnvelope).toBeGreaterThan(0.01);
    expect(scale.restEnvelope / scale.mvcEnvelope).toBeLessThan(0.1);
    expect(scale.bandHz).toEqual([20, 450]);
    expect(model.form).toBe('quadratic');
    expect(residuals.n).toBe(538);
    expect(residuals.r2).toBeGreaterThan(0.93);
    expect(residuals.rmse).toBeLessThan(9);
    expect(largestEnvelope).toBeGreaterThan(0.9);
    expect(calibrateForce(made, whole, source, { form: 'linear' }).model.coefficients).toHaveLength(1);
  });

  it('estimates the same force whatever the gain it was calibrated at', () => {
    const louder = steps(7);
    const own = estimateForce(louder.emg, whole, calibrateForce(louder, whole, source));
    const plain = estimateForce(made.emg, whole, calibration);
    own.percent.forEach((value, i) => {
      expect(value).toBeCloseTo(plain.percent[i], 6);
    });
  });
});

describe('calibrateForce on what cannot be calibrated', () => {
  const refused = (force: Partial<Channel>, segment = whole) =>
    refusal(() => calibrateForce({ ...made, force: { ...made.force, ...force } }, segment, source));

  it('refuses no force, one level, another rate or kind', () => {
    expect(refused({ samples: made.force.samples.map((value) => -value) })).toContain('got -300 to 0');
    expect(refused({}, stretch(10, 11))).toContain('got 150 to 150');
    expect(refused({ kind: 'other' })).toContain('kind force');
    expect(refused({ fs: 500, samples: made.force.samples.slice(0, 13500) })).toContain('rate');
  });
});

describe('estimateForce', () => {
  it('says the steps, 0.1 s after the EMG, and nothing at rest', () => {
    const { timesS, percent, extrapolatedShare } = estimateForce(made.emg, stretch(9, 21), calibration);
    expect(timesS[0]).toBeCloseTo(9.1, 12);
    expect(timesS[1] - timesS[0]).toBeCloseTo(0.05, 12);
    const at = (fromS: number, toS: number) => {
      const own = percent.filter((_, i) => timesS[i] > fromS && timesS[i] < toS);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    };
    expect(Math.abs(at(10, 11.5) - 50)).toBeLessThan(8);
    expect(Math.abs(at(16, 17.5) - 100)).toBeLessThan(10);
    expect(at(13.2, 14.2)).toBeLessThan(4);
    expect(extrapolatedShare).toBeLessThan(0.05);
  });

  it('counts what lies above all that was calibrated', () => {
    const loud = { ...made.emg, samples: made.emg.samples.map((value) => 3 * value) };
    expect(estimateForce(loud, stretch(15, 18), calibration).extrapolatedShare).toBeGreaterThan(0.6);
  });

  it('is judged against a measured force', () => {
    const { rmse, r2 } = estimateForceError(made, whole, calibration);
    expect(rmse).toBeCloseTo(calibration.residuals.rmse, 12);
    expect(r2).toBeCloseTo(calibration.residuals.r2 as number, 12);
  });

  it('refuses another channel, unit, rate or band', () => {
    const estimate = (other: Partial<Channel>) =>
      refusal(() => estimateForce({ ...made.emg, ...other }, whole, calibration));
    expect(estimate({ name: 'A2' })).toContain('channel of the EMG must be that of the calibration, EMG; got A2');
    expect(estimate({ unit: 'count' })).toContain('unit of the EMG must be that of the calibration, mV; got count');
    expect(estimate({ fs: 2000 })).toContain('rate of the EMG must be that of the calibration, 1000 Hz; got 2000 Hz');
    const band = { ...calibration, scale: { ...calibration.scale, bandHz: [10, 400] as const } };
    expect(refusal(() => estimateForce(made.emg, whole, band))).toContain('10–400 Hz; got 20–450 Hz');
    const force = { ...made.force, unit: 'kgf' as const };
    expect(refusal(() => estimateForceError({ ...made, force }, whole, calibration))).toContain('N; got kgf');
  });
});

describe('forceCalibrationOf', () => {
  const text = (change: object) => JSON.stringify({ ...calibration, ...change });
  const read = (change: object): ForceCalibration => forceCalibrationOf(text(change), 'c.json');

  it('gives back what was written, and ignores what it does not know', () => {
    expect(read({})).toEqual(calibration);
    expect(read({ software: 'later' })).toMatchObject({ model: calibration.model });
  });

  it('refuses what is no calibration of this version, and names the field that is wrong', () => {
    expect(refusal(() => forceCalibrationOf('{', 'c.json'))).toContain('not JSON');
    expect(refusal(() => forceCalibrationOf('null', 'c.json'))).toContain('is no calibration: its kind is missing');
    expect(refusal(() => read({ kind: 'model' }))).toContain('its kind is "model"');
    expect(refusal(() => read({ version: 2 }))).toContain('it has version 2');
    expect(refusal(() => read({ scale: { ...calibration.scale, mvcForce: 0 } }))).toContain('scale.mvcForce is 0');
    expect(refusal(() => read({ emg: undefined }))).toContain('emg.channel is missing');
    expect(refusal(() => read({ largestEnvelope: '1' }))).toContain('largestEnvelope is "1"');
    const linear = { ...calibration.model, form: 'linear' };
    expect(refusal(() => read({ model: linear }))).toContain('contradicts itself');
  });
});
