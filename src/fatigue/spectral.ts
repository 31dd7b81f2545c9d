import { ArgumentError } from '#base';
import { requireAboveZero, requireBand, requirePower, requireSpectrum } from './require-spectrum.ts';

/** A one-sided power spectral density, or a band of it. */
export interface Spectrum {
  /** Density in unit²/Hz [nFreqs]. */
  readonly psd: Float64Array;
  /** Frequencies of the bins in Hz, rising and evenly spaced [nFreqs]. */
  readonly freqsHz: Float64Array;
}

/**
 * The bins of a spectrum inside a band, both limits included.
 *
 * @throws ArgumentError when the spectrum or the band is none, or the band holds no power.
 */
export function inBand(spectrum: Spectrum, band: readonly [number, number]): Spectrum {
  requireSpectrum(spectrum, 'inBand');
  requireBand(band, 'inBand');
  const { psd, freqsHz } = spectrum;
  const [lowHz, highHz] = band;
  let first = 0;
  while (first < freqsHz.length && freqsHz[first] < lowHz) first++;
  let end = first;
  let power = 0;
  while (end < freqsHz.length && freqsHz[end] <= highHz) power += psd[end++];
  if (!(power > 0)) {
    throw new ArgumentError(
      `The band ${lowHz}–${highHz} Hz holds no power (${end - first} bins) — in inBand.`,
      'Check that the signal is not constant and that the band lies below half the sampling rate.',
    );
  }
  return { psd: psd.slice(first, end), freqsHz: freqsHz.slice(first, end) };
}

/**
 * Spectral moment of order k: `sum f^k P(f)` over the spectrum's bins, in unit²/Hz · Hz^k; order 0 is proportional to
 * the power.
 *
 * Golden: `golden/fatigue/spectrum.json`.
 *
 * @throws ArgumentError when the spectrum is none, the order is no number, or a negative one meets a bin at 0 Hz.
 */
export function spectralMoment(spectrum: Spectrum, order: number): number {
  requireSpectrum(spectrum, 'spectralMoment');
  if (!Number.isFinite(order)) {
    throw new ArgumentError(
      `order must be a finite number, got ${order} — in spectralMoment.`,
      'Pass an order such as 1.',
    );
  }
  if (order < 0) requireAboveZero(spectrum, 'spectralMoment');
  const { psd, freqsHz } = spectrum;
  let sum = 0;
  for (let i = 0; i < psd.length; i++) sum += powerOf(freqsHz[i], order) * psd[i];
  return sum;
}

/** `x^k`; small whole powers by multiplication, a tenth of the cost of a general one and as exact for the orders in use. */
function powerOf(x: number, k: number): number {
  if (k === 0) return 1;
  if (k === 1) return x;
  if (k === -1) return 1 / x;
  if (k === 2) return x * x;
  if (k === 3) return x * x * x;
  if (k === 4) return x * x * (x * x);
  return k === 5 ? x * x * (x * x) * x : x ** k;
}

/**
 * Mean frequency (MNF, Hz): `sum f P / sum P`.
 *
 * Golden: `golden/fatigue/spectrum.json`.
 *
 * @throws ArgumentError when the spectrum is none or holds no power.
 */
export function meanFrequency(spectrum: Spectrum): number {
  requirePower(spectrum, 'meanFrequency');
  return spectralMoment(spectrum, 1) / spectralMoment(spectrum, 0);
}

/**
 * Median frequency (MDF, Hz): half of the power lies below it. Interpolated linearly in the cumulative sum, so that it
 * does not jump from bin to bin; the first bin where that holds half of the power by itself.
 *
 * The cumulative sum reaches a bin's power at the bin's own frequency: a bin counts as the step that ends there, not as one
 * with the frequency in its middle, which would give half a bin more. libEMG and EMGFlow take the whole bin in which half is
 * reached: 0 to 1 bin above this, half a bin on average (0.5 Hz with windows of 1.024 s).
 *
 * Golden: `golden/fatigue/spectrum.json`.
 *
 * @throws ArgumentError when the spectrum is none or holds no power.
 */
export function medianFrequency(spectrum: Spectrum): number {
  requirePower(spectrum, 'medianFrequency');
  const { psd, freqsHz } = spectrum;
  const half = psd.reduce((sum, p) => sum + p, 0) / 2;
  let below = 0;
  for (let i = 0; i < psd.length; i++) {
    if (below + psd[i] >= half) {
      if (i === 0) return freqsHz[0];
      return freqsHz[i - 1] + ((half - below) / psd[i]) * (freqsHz[i] - freqsHz[i - 1]);
    }
    below += psd[i];
  }
  return freqsHz[freqsHz.length - 1];
}

/**
 * Spectral fatigue index (FInsm, after Dimitrov): `M₋₁ / M_order`, in Hz^−(order + 1). Rises as a muscle tires, more than
 * MDF falls, the more so the higher the order. Its value depends on the band; never compare two bands. Source: Dimitrov
 * et al. 2006.
 *
 * Golden: `golden/fatigue/spectrum.json`, `golden/fatigue/spectrum-shape.json`.
 *
 * @param options.order 2 to 5 in the source. @default 5
 * @throws ArgumentError when the spectrum is none, holds no power, or has a bin at 0 Hz, where `M₋₁` is infinite.
 */
export function dimitrovIndex(spectrum: Spectrum, { order = 5 }: { order?: number } = {}): number {
  requirePower(spectrum, 'dimitrovIndex');
  requireAboveZero(spectrum, 'dimitrovIndex');
  return spectralMoment(spectrum, -1) / spectralMoment(spectrum, order);
}

/**
 * Power in a band `[lowHz, highHz)`: `sum P Δf`, in unit². Zero when no bin lies inside.
 *
 * Golden: `golden/fatigue/spectrum.json`.
 *
 * @throws ArgumentError when the spectrum or the band is none, or fewer than two bins leave their width unknown.
 */
export function bandPower(spectrum: Spectrum, band: readonly [number, number]): number {
  requireSpectrum(spectrum, 'bandPower');
  requireBand(band, 'bandPower');
  const { psd, freqsHz } = spectrum;
  const [lowHz, highHz] = band;
  if (freqsHz.length < 2) {
    throw new ArgumentError(
      `The spectrum must hold at least 2 bins, got ${freqsHz.length} — in bandPower.`,
      'Lengthen the window of the spectrum: the distance of two bins is their width.',
    );
  }
  const width = freqsHz[1] - freqsHz[0];
  let sum = 0;
  for (let i = 0; i < psd.length; i++) if (freqsHz[i] >= lowHz && freqsHz[i] < highHz) sum += psd[i];
  return sum * width;
}
