import { ArgumentError } from '#base';
import { requireBand, requirePower } from './require-spectrum.ts';
import { bandPower, type Spectrum } from './spectral.ts';

/**
 * Peak frequency (PKF, Hz): the bin with the most power, the lowest of equals. It moves in whole bins and scatters far
 * more than MNF and MDF.
 *
 * Golden: `golden/fatigue/spectrum-shape.json`.
 *
 * @throws ArgumentError when the spectrum is none or holds no power.
 */
export function peakFrequency(spectrum: Spectrum): number {
  requirePower(spectrum, 'peakFrequency');
  const { psd, freqsHz } = spectrum;
  let peak = 0;
  for (let i = 1; i < psd.length; i++) if (psd[i] > psd[peak]) peak = i;
  return freqsHz[peak];
}

/**
 * Spectral entropy of the shares p = P / Σ P of n bins: `−Σ p ln p / ln n`, from 0 (one bin holds all power) to 1 (all
 * bins hold the same). Inouye et al. 1991. It depends on how smooth the spectrum is: compare equal windows and lengths.
 *
 * Golden: `golden/fatigue/spectrum-shape.json`.
 *
 * @throws ArgumentError when the spectrum is none, holds no power, or has fewer than two bins.
 */
export function spectralEntropy(spectrum: Spectrum): number {
  requirePower(spectrum, 'spectralEntropy');
  const { psd } = spectrum;
  if (psd.length < 2) {
    throw new ArgumentError('The spectrum must hold at least 2 bins, got 1 — in spectralEntropy.', 'Widen the band.');
  }
  const total = psd.reduce((sum, p) => sum + p, 0);
  let sum = 0;
  for (const p of psd) if (p > 0) sum -= (p / total) * Math.log(p / total);
  return sum / Math.log(psd.length);
}

/**
 * Power of one band over that of another: each `[lowHz, highHz)`. Null where the second holds no power.
 *
 * Golden: `golden/fatigue/spectrum-shape.json`.
 *
 * @throws ArgumentError when the spectrum or a band is none.
 */
export function bandPowerRatio(
  spectrum: Spectrum,
  band: readonly [number, number],
  over: readonly [number, number],
): number | null {
  requireBand(over, 'bandPowerRatio');
  const below = bandPower(spectrum, over);
  return below > 0 ? bandPower(spectrum, band) / below : null;
}
