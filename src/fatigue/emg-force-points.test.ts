import { describe, expect, it } from 'vitest';
import type { Channel } from '#recording';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, emgChannel, segmentAt } from './check-contractions.ts';
import { type EmgForceScale, emgForcePoints, joinedPoints, levelPoints, usualDelayS } from './index.ts';

const fs = 1000;
const emg = emgChannel(colouredNoise(12000));
/** Newtons that tell the time: sample i is i. */
const force: Channel = { name: 'Force', kind: 'force', unit: 'N', fs, samples: Float64Array.from({ length: 12000 }, (_, i) => i) }; // biome-ignore format: one row
const scale: EmgForceScale = { mvcEnvelope: 0.5, mvcForce: 10000 };

describe('emgForcePoints', () => {
  it('puts the force of 0.1 s later beside an envelope, in % of the maximum', () => {
    const points = emgForcePoints(emg, force, segmentAt(2, 4), scale);
    expect(usualDelayS).toBe(0.1);
    // 1.9 s of points every 0.05 s; the first from 2.1 s.
    expect(points.force.length).toBe(38);
    expect(points.force[0]).toBe(21);
    expect(points.force[1]).toBe(21.5);
    expect(emgForcePoints(emg, force, segmentAt(2, 4), { ...scale, delayS: 0, stepS: 0.5 }).force).toEqual(
      Float64Array.of(20, 25, 30, 35),
    );
    expect(points.mdfRatio.every((ratio) => ratio === 1)).toBe(true);
  });

  it('sees nothing outside the segment', () => {
    const segment = segmentAt(3, 8);
    const options = { ...scale, restedMdfHz: 70 };
    const before = emgForcePoints(emg, force, segment, options);
    const other = emg.samples.map((value, i) => (i < 3000 || i >= 8000 ? 99 * Math.sin(i) : value));
    expect(emgForcePoints(emgChannel(other), force, segment, options)).toEqual(before);
  });

  it('gives the MDF as a share of the rested one', () => {
    const ratios = emgForcePoints(emg, force, segmentAt(0, 12), { ...scale, restedMdfHz: 50 }).mdfRatio;
    const twice = emgForcePoints(emg, force, segmentAt(0, 12), { ...scale, restedMdfHz: 100 }).mdfRatio;
    ratios.forEach((ratio, i) => {
      expect(ratio).toBeCloseTo(2 * twice[i], 10);
    });
    expect(Math.max(...ratios) / Math.min(...ratios)).toBeLessThan(1.3);
  });

  it('refuses other rates and levels', () => {
    const call = (channel: Channel, changes = {}) =>
      refusal(() => emgForcePoints(emg, channel, segmentAt(0, 4), { ...scale, ...changes }));
    expect(call({ ...force, fs: 500 })).toContain('got 1000 and 500 Hz');
    expect(call(force, { mvcForce: 0 })).toContain('mvcForce must be');
    expect(call(force, { mvcEnvelope: 0 })).toContain('mvcLevel must lie above');
    expect(call(force, { restedMdfHz: 0 })).toContain('restedMdfHz must be');
  });
});

describe('joinedPoints and levelPoints', () => {
  const points = (...force: number[]) => ({
    envelope: Float64Array.from(force, (value) => value / 100),
    force: Float64Array.from(force),
    mdfRatio: new Float64Array(force.length).fill(1),
  });

  it('append pieces, and take the mean of each', () => {
    expect(joinedPoints([points(1, 2), points(3)])).toEqual(points(1, 2, 3));
    expect(levelPoints([points(24, 26), points(49, 51, 50), points(100)]).force).toEqual(Float64Array.of(25, 50, 100));
    expect(refusal(() => levelPoints([points()]))).toContain('at least 1');
  });
});
