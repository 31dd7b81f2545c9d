import { welch } from '#signal';
import type { ContractionSignal } from './contraction.ts';
import { joinedContraction, keptStretches } from './kept-samples.ts';
import { inBand, type Spectrum } from './spectral.ts';

/** Length of one Welch window (s): 1024 samples at 1000 Hz. */
export const welchWindowS = 1.024;

/**
 * The spectrum of a contraction that every spectral index is computed from, inside the contraction's band (20–450 Hz at
 * 1000 Hz): Welch, Hann 1.024 s (the whole contraction where it is shorter), half overlap. Where windows were left out, no
 * Hann window reaches over them: the mean of the stretches' spectra, each by the windows it holds; where none holds
 * one, the joined rest.
 *
 * @throws ArgumentError when the contraction is silent.
 */
export function contractionSpectrum(contraction: ContractionSignal): Spectrum {
  const { samples, fs, bandHz } = contraction;
  const windowSamples = Math.round(welchWindowS * fs);
  const stretches = keptStretches(contraction).filter(({ start, end }) => end - start >= windowSamples);
  if (stretches.length === 0)
    return inBand(welch(joinedContraction(contraction).samples, fs, { windowSamples }), bandHz);
  const parts = stretches.map(({ start, end }) => {
    const nWindows = Math.floor((end - start - windowSamples) / Math.ceil(windowSamples / 2)) + 1;
    return { nWindows, spectrum: welch(samples.subarray(start, end), fs, { windowSamples }) };
  });
  const [{ spectrum: first }] = parts;
  if (parts.length === 1) return inBand(first, bandHz);
  const total = parts.reduce((sum, { nWindows }) => sum + nWindows, 0);
  const psd = first.psd.map(
    (_, i) => parts.reduce((sum, { nWindows, spectrum }) => sum + nWindows * spectrum.psd[i], 0) / total,
  );
  return inBand({ psd, freqsHz: first.freqsHz }, bandHz);
}
