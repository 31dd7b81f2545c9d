import { median } from '#signal';
import { requirePower, requireSpectrum } from './require-spectrum.ts';
import type { Spectrum } from './spectral.ts';

/** Signal-to-noise ratio (dB) below which a frequency is left to the noise. */
export const lowestSnrDb = 3;

/** Half width (Hz) of the running median over which that ratio is taken: wider than a line of the mains. */
export const snrHalfWidthHz = 10;

/** A spectrum freed of the noise at rest, and where it had to end. */
export interface DenoisedSpectrum {
  readonly spectrum: Spectrum;
  /** Highest frequency (Hz) that is left. */
  readonly capHz: number;
}

/** Running median over ± half bins, narrower at the ends. */
function runningMedian(x: Float64Array, half: number): Float64Array {
  return x.map((_, i) => median(x.subarray(Math.max(0, i - half), i + half + 1)));
}

/** Whether two spectra have the same bins. */
function haveSameBins({ freqsHz }: Spectrum, { freqsHz: others }: Spectrum): boolean {
  return freqsHz.length === others.length && freqsHz.every((hz, i) => hz === others[i]);
}

/**
 * The noise rule: takes the power at rest off a contraction's spectrum, bin by bin and never below zero, and cuts the
 * spectrum off where, above its peak, the signal-to-noise ratio first falls below 3 dB. High moments weigh what lies up
 * there by f⁵, and most of it is noise. The ratio `(P − N) / N` is taken between running medians of ± 10 Hz, so that
 * neither a line of the mains nor the scatter of single bins ends the spectrum.
 *
 * Golden: `golden/fatigue/noise-rule.json`.
 *
 * @param noise spectrum of the signal at rest, filtered and windowed likewise.
 * @returns null where the bins of the two differ, or nothing stands 3 dB above the noise.
 * @throws ArgumentError when a spectrum is none, or the contraction's holds no power.
 */
export function withoutNoise(spectrum: Spectrum, noise: Spectrum): DenoisedSpectrum | null {
  requirePower(spectrum, 'withoutNoise');
  requireSpectrum(noise, 'withoutNoise');
  if (!haveSameBins(spectrum, noise)) return null;
  const { psd, freqsHz } = spectrum;
  const half = psd.length < 2 ? 0 : Math.round(snrHalfWidthHz / (freqsHz[1] - freqsHz[0]));
  const floor = runningMedian(noise.psd, half);
  const above = runningMedian(psd, half).map((p, i) => p - floor[i]);
  const isHeard = (i: number): boolean => above[i] > 0 && above[i] >= 10 ** (lowestSnrDb / 10) * floor[i];
  const peak = above.indexOf(Math.max(...above));
  let end = peak;
  while (end < psd.length && isHeard(end)) end++;
  const left = psd.slice(0, end).map((p, i) => Math.max(0, p - noise.psd[i]));
  if (!left.some((p) => p > 0)) return null;
  return { spectrum: { psd: left, freqsHz: freqsHz.slice(0, end) }, capHz: freqsHz[end - 1] };
}
