import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, sine } from './check-signals.ts';
import { type Cwt, cwt, scalogram } from './cwt.ts';
import { mean } from './statistics.ts';

/** |W| at one frequency [nSamples]. */
function sizes({ re, im, nSamples }: Cwt, frequency = 0): number[] {
  const at = frequency * nSamples;
  return Array.from({ length: nSamples }, (_, i) => Math.hypot(re[at + i], im[at + i]));
}

describe('cwt', () => {
  it.each([20, 100, 249, 400, 450])('gives a sine of %d Hz its size, steadily, and its phase', (frequencyHz) => {
    const result = cwt(sine(1500, 1000, { amplitude: 3, frequencyHz }), 1000, { frequenciesHz: [frequencyHz] });
    const expected = 3 * Math.PI ** 0.25 * Math.sqrt((6 * 1000) / (2 * Math.PI * frequencyHz) / 2);
    const inside = sizes(result).slice(400, 1100);
    expect(Math.max(...inside) / expected).toBeCloseTo(1, 3);
    expect(Math.min(...inside) / expected).toBeCloseTo(1, 3);
    const phase = (i: number): number => Math.atan2(result.im[i], result.re[i]);
    const turned = (phase(701) - phase(700) + 2 * Math.PI) % (2 * Math.PI);
    expect(turned).toBeCloseTo((2 * Math.PI * frequencyHz) / 1000, 3);
  });

  it('gives white noise its variance at every frequency', () => {
    const frequenciesHz = [30, 75, 150, 300];
    const result = cwt(noise(60_000), 1000, { frequenciesHz });
    for (let k = 0; k < frequenciesHz.length; k++) {
      const power = mean(sizes(result, k).map((size) => size * size));
      expect(power).toBeGreaterThan(0.9);
      expect(power).toBeLessThan(1.1);
    }
  });

  it('does not depend on which other frequencies are asked for, nor on their order', () => {
    const x = noise(700);
    const together = cwt(x, 1000, { frequenciesHz: [300, 25, 80] });
    [300, 25, 80].forEach((frequencyHz, k) => {
      const alone = sizes(cwt(x, 1000, { frequenciesHz: [frequencyHz] }));
      const ours = sizes(together, k);
      // Near fs / 2 the length of the transform tells a little.
      expect(Math.max(...alone.map((size, i) => Math.abs(size - ours[i])))).toBeLessThan(k === 0 ? 1e-2 : 1e-9);
    });
  });

  it('feels the ends inside the cone of influence, and little outside', () => {
    const long = noise(3000);
    const options = { frequenciesHz: [20] };
    const { coneS } = cwt(long, 1000, options);
    expect(coneS[0]).toBeCloseTo((Math.SQRT2 * 6) / (2 * Math.PI * 20), 12);
    const whole = sizes(cwt(long, 1000, options));
    const cut = sizes(cwt(long.subarray(1000, 2000), 1000, options));
    const off = cut.map((size, i) => Math.abs(size - whole[1000 + i]) / mean(whole));
    const cone = Math.round(coneS[0] * 1000);
    expect(Math.max(...off.slice(0, cone / 2))).toBeGreaterThan(0.2);
    expect(Math.max(...off.slice(2 * cone, 1000 - 2 * cone))).toBeLessThan(0.05);
    expect(Math.max(...off.slice(6 * cone, 1000 - 6 * cone))).toBeLessThan(1e-9);
  });

  it('refuses waves that the signal or the rate cannot hold', () => {
    const x = noise(100);
    expect(refusal(() => cwt(x, 1000, { frequenciesHz: [50, 500] }))).toBe(
      'frequenciesHz[1] must be from 9.55 Hz to below fs / 2 = 500 Hz, got 500 — in cwt. Pass frequencies that the sampling rate carries, of waves that are shorter than the signal.',
    );
    expect(refusal(() => cwt(x, 1000, { frequenciesHz: [9] }))).toContain('frequenciesHz[0] must be from 9.55 Hz');
    expect(refusal(() => cwt(x, 1000, { frequenciesHz: [Number.NaN] }))).toContain('frequenciesHz[0] is NaN');
    expect(refusal(() => cwt(x, 1000, { frequenciesHz: [50], w0: 4 }))).toContain('w0 must be a number from 5 to 100');
    expect(refusal(() => cwt(new Float64Array(), 1000, { frequenciesHz: [] }))).toContain('at least 1 sample');
    expect(refusal(() => scalogram(x, 0, { frequenciesHz: [50] }))).toContain('fs must be');
    expect(refusal(() => scalogram(x, 1000, { frequenciesHz: [50], hopSamples: 0.5 }))).toContain('hopSamples');
    expect(cwt(x, 1000, { frequenciesHz: [] }).re.length).toBe(0);
  });
});

describe('scalogram', () => {
  it('is the power of the transform at every hop', () => {
    const cases = [fc.integer({ min: 1, max: 40 }), fc.integer({ min: 90, max: 400 })] as const;
    fc.assert(
      fc.property(...cases, (hopSamples, n) => {
        const x = noise(n, n);
        const centred = x.map((value) => value - mean(x));
        const frequenciesHz = [20, 60, 230];
        const { re, im } = cwt(centred, 1000, { frequenciesHz });
        const { power, nFrames, nFreqs, timesS } = scalogram(x, 1000, { frequenciesHz, hopSamples });
        expect([nFrames, nFreqs, timesS.length]).toEqual([Math.ceil(n / hopSamples), 3, Math.ceil(n / hopSamples)]);
        for (let f = 0; f < nFrames; f++) {
          for (let k = 0; k < nFreqs; k++) {
            const at = k * n + f * hopSamples;
            expect(power[f * nFreqs + k]).toBeCloseTo((2 / 1000) * (re[at] ** 2 + im[at] ** 2), 10);
          }
        }
      }),
    );
  });

  it('does not see an offset', () => {
    const x = noise(500);
    const options = { frequenciesHz: [20, 200], hopSamples: 10 };
    const moved = scalogram(
      x.map((value) => value + 100),
      1000,
      options,
    ).power;
    scalogram(x, 1000, options).power.forEach((power, i) => {
      expect(moved[i]).toBeCloseTo(power, 10);
    });
  });
});
