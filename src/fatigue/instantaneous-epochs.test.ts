import { describe, expect, it } from 'vitest';
import { mean } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { instantaneousEpochs, instantaneousFrequency, mdfCourse } from './index.ts';

const contraction = contractionOf(colouredNoise(8000));

describe('instantaneousEpochs', () => {
  it('takes the moments beside the epochs of the course', () => {
    const { timesS } = mdfCourse(contraction);
    const { imnfHz, imdfHz } = instantaneousEpochs(contraction, timesS);
    const { IMNF, IMDF } = instantaneousFrequency(contraction);
    timesS.forEach((t, i) => {
      const at = IMNF.timesS.findIndex((moment) => Math.abs(moment - t) <= 0.032 + 1e-9);
      expect(IMNF.values[at]).toBe(imnfHz[i]);
      expect(IMDF.values[at]).toBe(imdfHz[i]);
    });
  });

  it('does not feel a bad window beside it', () => {
    const { samples, fs } = contraction;
    const [start, end] = [2 * fs, 3 * fs];
    const loud = samples.map((value, i) => (i >= start && i < end ? 50 * Math.sin(i * 2.5) : value));
    const [plain, spoiled] = [samples, loud].map((x) => ({ ...contraction, samples: x, leftOut: [{ start, end }] }));
    const { timesS } = mdfCourse(plain);
    const found = instantaneousEpochs(spoiled, timesS);
    expect(found).toEqual(instantaneousEpochs(plain, timesS));
    expect(mean(found.imdfHz)).toBeLessThan(150);
    expect(refusal(() => instantaneousEpochs(plain, Float64Array.of(3)))).toContain('got one at 3 s');
  });
});
