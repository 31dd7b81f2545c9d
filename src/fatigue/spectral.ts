import { ArgumentError, requirePositive } from '#base';

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
 * @throws ArgumentError when the band holds no power.
 */
export function inBand({ psd, freqsHz }: Spectrum, [lowHz, highHz]: readonly [number, number]): Spectrum {
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

/** @throws ArgumentError unless the spectrum holds some power, all of it finite. */
function requirePower({ psd }: Spectrum, where: string): void {
  const sum = psd.reduce((total, p) => total + p, 0);
  if (!(sum > 0 && Number.isFinite(sum))) {
    throw new ArgumentError(
      `The spectrum must hold power, got ${sum} over ${psd.length} bins — in ${where}.`,
      'Take the band with inBand() first, and check that the signal is not constant.',
    );
  }
}

/**
 * Spectral moment of order k: `sum f^k P(f)` over the spectrum's bins, in unit²/Hz · Hz^k; order 0 is proportional to
 * the power.
 *
 * Golden: `golden/fatigue/spectrum.json`.
 */
export function spectralMoment({ psd, freqsHz }: Spectrum, order: number): number {
  let sum = 0;
  for (let i = 0; i < psd.length; i++) sum += freqsHz[i] ** order * psd[i];
  return sum;
}

/**
 * Mean frequency (MNF, Hz): `sum f P / sum P`.
 *
 * Golden: `golden/fatigue/spectrum.json`.
 *
 * @throws ArgumentError when the spectrum holds no power.
 */
export function meanFrequency(spectrum: Spectrum): number {
  requirePower(spectrum, 'meanFrequency');
  return spectralMoment(spectrum, 1) / spectralMoment(spectrum, 0);
}

/**
 * Median frequency (MDF, Hz): half of the power lies below it. Interpolated linearly in the cumulative sum, so that it
 * does not jump from bin to bin; the first bin where that holds half of the power by itself.
 *
 * Golden: `golden/fatigue/spectrum.json`.
 *
 * @throws ArgumentError when the spectrum holds no power.
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
 * Spectral fatigue index of order 5 (FInsm5): `M₋₁ / M₅`, in Hz⁻⁶. Rises as a muscle tires, more than MDF falls.
 * Its value depends on the band; never compare two bands. Source: Dimitrov et al. 2006.
 *
 * Golden: `golden/fatigue/spectrum.json`.
 *
 * @throws ArgumentError when the spectrum holds no power, or a bin at 0 Hz, where `M₋₁` is infinite.
 */
export function dimitrovIndex(spectrum: Spectrum): number {
  requirePower(spectrum, 'dimitrovIndex');
  requirePositive('freqsHz[0]', spectrum.freqsHz[0], 'dimitrovIndex');
  return spectralMoment(spectrum, -1) / spectralMoment(spectrum, 5);
}

/**
 * Power in a band `[lowHz, highHz)`: `sum P Δf`, in unit². Zero when no bin lies inside, or there is one bin in all.
 *
 * Golden: `golden/fatigue/spectrum.json`.
 */
export function bandPower({ psd, freqsHz }: Spectrum, [lowHz, highHz]: readonly [number, number]): number {
  const width = freqsHz.length > 1 ? freqsHz[1] - freqsHz[0] : 0;
  let sum = 0;
  for (let i = 0; i < psd.length; i++) if (freqsHz[i] >= lowHz && freqsHz[i] < highHz) sum += psd[i];
  return sum * width;
}
