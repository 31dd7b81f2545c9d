import { describe, expect, it } from 'vitest';
import { rms } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise } from './check-contractions.ts';
import { bandLimited } from './contraction.ts';
import { electromechanicalDelay, forceEnvelope, relativeEnvelope } from './index.ts';

const fs = 1000;

describe('forceEnvelope', () => {
  it('lies at the RMS of a steady EMG', () => {
    const x = colouredNoise(10000);
    const envelope = forceEnvelope(x, fs);
    expect(envelope.length).toBe(x.length);
    const level = rms(bandLimited(x, fs).samples);
    for (let i = 1000; i < 9000; i += 500) expect(Math.abs(envelope[i] / level - 1)).toBeLessThan(0.15);
    expect(rms(envelope) / level).toBeCloseTo(1, 1);
  });

  it('follows the gain and the rate, not the sign or the offset', () => {
    const x = colouredNoise(4000);
    const envelope = forceEnvelope(x, fs);
    const other = forceEnvelope(
      x.map((value) => -3 * value + 7),
      fs,
    );
    other.forEach((value, i) => {
      expect(value).toBeCloseTo(3 * envelope[i], 9);
    });
  });

  it('is centred and never below 0', () => {
    const burst = colouredNoise(8000).map((value, i) => (i >= 3000 && i < 5000 ? 10 * value : 0));
    const envelope = forceEnvelope(burst, fs);
    expect(envelope.every((value) => value >= 0)).toBe(true);
    const centre = envelope.reduce((sum, v, i) => sum + v * i, 0) / envelope.reduce((sum, v) => sum + v, 0);
    expect(Math.abs(centre - 4000)).toBeLessThan(60);
  });

  it('refuses less than its window', () => {
    expect(refusal(() => forceEnvelope(new Float64Array(200), fs))).toContain('at least 250');
    expect(refusal(() => forceEnvelope(colouredNoise(500), fs, { cutoffHz: 600 }))).toContain('cutoff');
  });
});

describe('relativeEnvelope', () => {
  it('takes the power of the rest off both', () => {
    // sqrt((25 − 9) / (73 − 9)) = 0.5
    const share = relativeEnvelope(Float64Array.of(5, 3, 1, Math.sqrt(73)), { mvcLevel: Math.sqrt(73), restLevel: 3 });
    expect(share[0]).toBeCloseTo(0.5, 12);
    expect([...share.slice(1, 3)]).toEqual([0, 0]);
    expect(share[3]).toBeCloseTo(1, 12);
    expect([...relativeEnvelope(Float64Array.of(1, 2), { mvcLevel: 2 })]).toEqual([0.5, 1]);
  });

  it('refuses a maximum below the rest', () => {
    const levels = { mvcLevel: 2, restLevel: 2 };
    expect(refusal(() => relativeEnvelope(Float64Array.of(1), levels))).toContain('got 2 and 2');
  });
});

describe('electromechanicalDelay', () => {
  const course = (delayS: number) =>
    Float64Array.from({ length: 20000 }, (_, i) => 1 + Math.sin(2 * Math.PI * 0.35 * (i / fs - delayS)));

  it('finds how far the force lies behind', () => {
    for (const delayS of [0, 0.05, 0.12, 0.3]) {
      expect(electromechanicalDelay(course(0), course(delayS), fs)).toBeCloseTo(delayS, 10);
    }
  });

  it('refuses a level hold', () => {
    const level = new Float64Array(5000).fill(1);
    expect(refusal(() => electromechanicalDelay(level, level, fs))).toContain('one of them is constant');
  });
});
