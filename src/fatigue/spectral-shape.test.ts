import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { welch } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise } from './check-contractions.ts';
import { bandPowerRatio, dimitrovIndex, inBand, peakFrequency, type Spectrum, spectralEntropy } from './index.ts';

const x = colouredNoise(4000);
const windowSamples = 500;
/** Limits between bins, so that rounding moves no bin across them. */
const at = (fs: number, bin: number): number => ((bin + 0.5) * fs) / windowSamples;
const spectrumAt = (fs: number, gain = 1): Spectrum =>
  inBand(
    welch(
      x.map((value) => value * gain),
      fs,
      { windowSamples },
    ),
    [at(fs, 10), at(fs, 220)],
  );
const spectrumOf = (psd: readonly number[]): Spectrum => ({
  psd: Float64Array.from(psd),
  freqsHz: Float64Array.from(psd, (_, i) => 20 + 2 * i),
});

describe('shape of a spectrum', () => {
  it('moves with the speed of playing where it is a frequency, and not where it is a share', () => {
    const usual = spectrumAt(1000);
    const ratio = (fs: number) =>
      bandPowerRatio(spectrumAt(fs), [at(fs, 10), at(fs, 22)], [at(fs, 47), at(fs, 220)]) as number;
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), (k) => {
        const slow = spectrumAt(1000 / k);
        expect((peakFrequency(slow) * k) / peakFrequency(usual)).toBeCloseTo(1, 10);
        expect(spectralEntropy(slow)).toBeCloseTo(spectralEntropy(usual), 10);
        expect(ratio(1000 / k) / ratio(1000)).toBeCloseTo(1, 10);
        for (const order of [2, 3, 4]) {
          const change = dimitrovIndex(slow, { order }) / dimitrovIndex(usual, { order });
          expect(change / k ** (order + 1)).toBeCloseTo(1, 10);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('does not see the gain', () => {
    const [usual, loud] = [spectrumAt(1000), spectrumAt(1000, 37)];
    expect(peakFrequency(loud)).toBe(peakFrequency(usual));
    expect(spectralEntropy(loud)).toBeCloseTo(spectralEntropy(usual), 10);
  });

  it('is known at its ends', () => {
    expect(spectralEntropy(spectrumOf([0, 5, 0, 0]))).toBe(0);
    expect(spectralEntropy(spectrumOf([2, 2, 2, 2]))).toBeCloseTo(1, 12);
    expect(peakFrequency(spectrumOf([1, 3, 3, 2]))).toBe(22);
    expect(bandPowerRatio(spectrumOf([1, 2, 3, 4]), [20, 24], [24, 28])).toBeCloseTo(3 / 7, 12);
    expect(bandPowerRatio(spectrumOf([1, 2, 0, 0]), [20, 24], [24, 28])).toBeNull();
  });

  it('refuses what has none', () => {
    expect(refusal(() => peakFrequency(spectrumOf([0, 0])))).toContain('must hold power');
    expect(refusal(() => spectralEntropy(spectrumOf([1])))).toContain('at least 2 bins, got 1');
    expect(refusal(() => bandPowerRatio(spectrumOf([1, 2]), [20, 24], [30, 24]))).toContain('two rising frequencies');
    expect(refusal(() => dimitrovIndex(spectrumOf([1, 2]), { order: Number.NaN }))).toContain('order must be');
  });
});
