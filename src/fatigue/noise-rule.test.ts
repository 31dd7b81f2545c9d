import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { refusal } from '../base/check-refusal.ts';
// Simulation is a layer above this one; a test may look up.
import { shapedNoise, shapePower } from '../simulate/index.ts';
import { contractionOf } from './check-contractions.ts';
import { contractionSpectrum, dimitrovIndex, type Spectrum, withoutNoise } from './index.ts';

const [fs, durationS] = [1000, 31];
const muscle = shapedNoise(seededRandom(1), fs, { durationS, lowHz: () => 60, highHz: () => 120 }).map(
  (value) => 0.2 * value,
);
const white = (seed: number, level: number): Float64Array => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: muscle.length }, () => level * random.normal());
};
const spectrumOf = (x: Float64Array): Spectrum => contractionSpectrum(contractionOf(x, fs));
const sum = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, i) => value + y[i]);

const clean = spectrumOf(muscle);
const noise = spectrumOf(white(2, 0.06));
const noisy = spectrumOf(sum(muscle, white(3, 0.06)));

/** A spectrum up to a frequency. */
const upTo = ({ psd, freqsHz }: Spectrum, hz: number): Spectrum => {
  const end = freqsHz.filter((f) => f <= hz).length;
  return { psd: psd.slice(0, end), freqsHz: freqsHz.slice(0, end) };
};

/** Where the true density of the muscle (mV²/Hz) falls to 3 dB above that of the noise. */
const trueCapHz = (() => {
  const hz = Array.from({ length: 500 }, (_, f) => f);
  const shape = hz.map((f) => shapePower(f, { lowHz: 60, highHz: 120 }));
  const total = shape.reduce((all, p) => all + p, 0);
  return hz.findLast((f) => (0.2 ** 2 * shape[f]) / total >= (10 ** 0.3 * 0.06 ** 2) / 500) as number;
})();

describe('withoutNoise', () => {
  it('brings back the fatigue index of the muscle that noise took', () => {
    const left = withoutNoise(noisy, noise);
    const capHz = left?.capHz ?? 0;
    expect(Math.abs(capHz - trueCapHz)).toBeLessThan(25);
    const truth = dimitrovIndex(upTo(clean, capHz));
    expect(dimitrovIndex(noisy) / dimitrovIndex(clean)).toBeLessThan(0.7);
    expect(Math.abs(dimitrovIndex(left?.spectrum as Spectrum) / truth - 1)).toBeLessThan(0.05);
  });

  it('keeps the whole band where there is next to no noise', () => {
    const left = withoutNoise(clean, spectrumOf(white(2, 1e-5)));
    expect(left?.capHz).toBe(clean.freqsHz.at(-1));
    expect(dimitrovIndex(left?.spectrum as Spectrum) / dimitrovIndex(clean)).toBeCloseTo(1, 3);
  });

  it('is not ended by the mains', () => {
    const hum = Float64Array.from(muscle, (_, i) => 0.1 * Math.sin((2 * Math.PI * 150 * i) / fs));
    const left = withoutNoise(noisy, spectrumOf(sum(white(2, 0.06), hum)));
    expect(Math.abs((left?.capHz ?? 0) - (withoutNoise(noisy, noise)?.capHz ?? 0))).toBeLessThan(10);
    expect(left?.spectrum.psd.every((p) => p >= 0)).toBe(true);
  });

  it('does not see the unit', () => {
    const scaled = (spectrum: Spectrum) => ({ ...spectrum, psd: spectrum.psd.map((p) => 4 * p) });
    const [usual, loud] = [withoutNoise(noisy, noise), withoutNoise(scaled(noisy), scaled(noise))];
    expect(loud?.capHz).toBe(usual?.capHz);
    expect(loud?.spectrum.psd).toEqual(usual?.spectrum.psd.map((p) => 4 * p));
  });

  it('gives nothing where bins differ or nothing stands out, and refuses what is no spectrum', () => {
    expect(withoutNoise(noisy, upTo(noise, 300))).toBeNull();
    expect(withoutNoise(noisy, { ...noise, freqsHz: noise.freqsHz.map((hz) => hz + 0.1) })).toBeNull();
    expect(withoutNoise(noise, noisy)).toBeNull();
    expect(refusal(() => withoutNoise(noisy, { ...noise, psd: noise.psd.with(3, Number.NaN) }))).toContain('psd[3]');
    expect(refusal(() => withoutNoise({ ...noisy, psd: noisy.psd.map(() => 0) }, noise))).toContain('must hold power');
  });
});
