import { ArgumentError } from '#base';

/** A one-sided power spectral density: `psd` in unit²/Hz at `freqsHz` [nFreqs], evenly spaced. */
export interface Spectrum {
  readonly psd: Float64Array;
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

/** Spectral moment of order k: `sum f^k P(f)` over the spectrum's bins; order 0 is proportional to the power. */
export function spectralMoment({ psd, freqsHz }: Spectrum, order: number): number {
  let sum = 0;
  for (let i = 0; i < psd.length; i++) sum += freqsHz[i] ** order * psd[i];
  return sum;
}

/** Mean frequency (MNF, Hz): `sum f P / sum P`. */
export function meanFrequency(spectrum: Spectrum): number {
  return spectralMoment(spectrum, 1) / spectralMoment(spectrum, 0);
}

/**
 * Median frequency (MDF, Hz): half of the power lies below it. Interpolated linearly in the cumulative sum, so that it
 * does not jump from bin to bin.
 */
export function medianFrequency({ psd, freqsHz }: Spectrum): number {
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
 */
export function dimitrovIndex(spectrum: Spectrum): number {
  return spectralMoment(spectrum, -1) / spectralMoment(spectrum, 5);
}

/** Power in a band `[lowHz, highHz)`: `sum P Δf`, in unit². Zero when no bin lies inside. */
export function bandPower({ psd, freqsHz }: Spectrum, [lowHz, highHz]: readonly [number, number]): number {
  const width = freqsHz.length > 1 ? freqsHz[1] - freqsHz[0] : 0;
  let sum = 0;
  for (let i = 0; i < psd.length; i++) if (freqsHz[i] >= lowHz && freqsHz[i] < highHz) sum += psd[i];
  return sum * width;
}
