import { ArgumentError } from '#base';
import type { Spectrum } from './spectral.ts';

/** @throws ArgumentError unless each power has a frequency, powers are finite and not negative, and frequencies rise. */
export function requireSpectrum({ psd, freqsHz }: Spectrum, where: string): void {
  const fix = 'Pass a spectrum as welch() or inBand() gives it.';
  if (psd.length !== freqsHz.length) {
    throw new ArgumentError(
      `psd and freqsHz must be equally long, got ${psd.length} and ${freqsHz.length} — in ${where}.`,
      fix,
    );
  }
  for (let i = 0; i < psd.length; i++) {
    if (!(psd[i] >= 0 && psd[i] < Number.POSITIVE_INFINITY)) {
      throw new ArgumentError(`psd[${i}] must be a power of 0 or more, got ${psd[i]} — in ${where}.`, fix);
    }
    if (!(Number.isFinite(freqsHz[i]) && (i === 0 || freqsHz[i] > freqsHz[i - 1]))) {
      throw new ArgumentError(`freqsHz must rise, got ${freqsHz[i]} at bin ${i} — in ${where}.`, fix);
    }
  }
}

/** @throws ArgumentError unless the spectrum is one, and holds some power. */
export function requirePower(spectrum: Spectrum, where: string): void {
  requireSpectrum(spectrum, where);
  const sum = spectrum.psd.reduce((total, p) => total + p, 0);
  if (!(sum > 0 && Number.isFinite(sum))) {
    throw new ArgumentError(
      `The spectrum must hold power, got ${sum} over ${spectrum.psd.length} bins — in ${where}.`,
      'Take the band with inBand() first, and check that the signal is not constant.',
    );
  }
}

/** @throws ArgumentError when the lowest bin lies at 0 Hz, where negative powers of the frequency are infinite. */
export function requireAboveZero({ freqsHz }: Spectrum, where: string): void {
  if (freqsHz.length === 0 || freqsHz[0] > 0) return;
  throw new ArgumentError(
    `freqsHz[0] must be a number above 0, got ${freqsHz[0]} — in ${where}.`,
    'Take the band with inBand() first.',
  );
}

/** @throws ArgumentError unless a band is two finite frequencies, the lower one first. */
export function requireBand([lowHz, highHz]: readonly [number, number], where: string): void {
  if (Number.isFinite(lowHz) && Number.isFinite(highHz) && lowHz < highHz) return;
  throw new ArgumentError(
    `The band must be two rising frequencies, got ${lowHz}–${highHz} Hz — in ${where}.`,
    'Pass a band such as [20, 450].',
  );
}
