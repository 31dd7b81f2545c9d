import { welch } from '#signal';
import type { ContractionSignal } from './contraction.ts';
import { joined, keptParts } from './kept-samples.ts';
import { inBand, type Spectrum } from './spectral.ts';

/** Length of one Welch window (s): 1024 samples at 1000 Hz. */
export const welchWindowS = 1.024;

/**
 * PSD of stretches of one signal [nStretches][nSamples of each]: Welch, Hann 1.024 s, half overlap. No Hann window reaches
 * over the end of a stretch: the mean of the stretches' spectra, each by the windows it holds; where none holds one, that
 * of the stretches joined.
 *
 * @throws ArgumentError when there are no samples, or one is not finite.
 */
export function spectrumOfParts(all: readonly Float64Array[], fs: number): Spectrum {
  const windowSamples = Math.round(welchWindowS * fs);
  const long = all.filter(({ length }) => length >= windowSamples);
  if (long.length === 0) return welch(joined(all), fs, { windowSamples });
  const parts = long.map((part) => {
    const nWindows = Math.floor((part.length - windowSamples) / Math.ceil(windowSamples / 2)) + 1;
    return { nWindows, spectrum: welch(part, fs, { windowSamples }) };
  });
  const [{ spectrum: first }] = parts;
  if (parts.length === 1) return first;
  const total = parts.reduce((sum, { nWindows }) => sum + nWindows, 0);
  const psd = first.psd.map(
    (_, i) => parts.reduce((sum, { nWindows, spectrum }) => sum + nWindows * spectrum.psd[i], 0) / total,
  );
  return { psd, freqsHz: first.freqsHz };
}

/**
 * The spectrum of a contraction that every spectral index is computed from, inside the contraction's band (20–450 Hz at
 * 1000 Hz): Welch, Hann 1.024 s (the whole contraction where it is shorter), half overlap. Where windows were left out, no
 * Hann window reaches over them.
 *
 * @throws ArgumentError when the contraction is silent.
 */
export function contractionSpectrum(contraction: ContractionSignal): Spectrum {
  return inBand(spectrumOfParts(keptParts(contraction), contraction.fs), contraction.bandHz);
}
