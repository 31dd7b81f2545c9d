import { medianFrequency, type Spectrum } from '#fatigue';
import { rfft } from '#signal';
import { type Muap, muapStepMm } from './muap.ts';

/** What every unit's action potential holds at each wavelength, from which its spectrum at any speed follows. */
export interface MuapPower {
  readonly velocityMmPerMs: number;
  /** Energy density at `k / (padded · muapStepMm)` waves per mm [padded / 2 + 1]. */
  readonly values: Float64Array;
}

/** Length of the transform (places): wavelengths 256 mm / k, several of them within what differs between units. */
const padded = 1024;

/** Power of every unit's action potential over wavelength. */
export function muapPowers(muaps: readonly Muap[]): MuapPower[] {
  return muaps.map(({ velocityMmPerMs, values }) => {
    const x = new Float64Array(padded);
    x.set(values.subarray(0, padded));
    const { re, im } = rfft(x);
    return { velocityMmPerMs, values: re.map((value, k) => (value * value + im[k] * im[k]) * muapStepMm ** 2) };
  });
}

/** What all units do at one moment [nUnits]. */
export interface FiringMoment {
  readonly ratesHz: Float32Array;
  readonly timeScales: Float32Array;
  readonly amplitudes: Float32Array;
}

/** Edges of the bins at whose middles spectra are computed (Hz): those of the analysis at 1000 Hz. */
const [lowHz, highHz, binHz] = [20, 450, 2.5];

/**
 * The spectrum that is expected of the sEMG at one moment, in 20–450 Hz behind a filter with this response: the units'
 * spectra by their rates, as if spikes came independently. Its frequencies are the upper ends of the bins.
 */
export function expectedSpectrum(
  powers: readonly MuapPower[],
  { ratesHz, timeScales, amplitudes }: FiringMoment,
  response: (fHz: number) => number,
): Spectrum {
  const nBins = Math.round((highHz - lowHz) / binHz);
  const psd = new Float64Array(nBins);
  powers.forEach(({ velocityMmPerMs, values }, unit) => {
    if (!(ratesHz[unit] > 0)) return;
    const mmPerS = 1000 * velocityMmPerMs * timeScales[unit];
    const weight = (2 * ratesHz[unit] * amplitudes[unit] ** 2) / (mmPerS * mmPerS);
    const binsPerHz = (padded * muapStepMm) / mmPerS;
    for (let k = 0; k < nBins; k++) {
      const place = (lowHz + (k + 0.5) * binHz) * binsPerHz;
      const before = Math.floor(place);
      psd[k] += weight * (values[before] + (place - before) * (values[before + 1] - values[before]));
    }
  });
  for (let k = 0; k < nBins; k++) psd[k] *= response(lowHz + (k + 0.5) * binHz);
  return { psd, freqsHz: Float64Array.from({ length: nBins }, (_, k) => lowHz + (k + 1) * binHz) };
}

/** MDF (Hz) and RMS (in the unit of the action potentials) of an expected spectrum. */
export function expectedLevels(spectrum: Spectrum): { mdfHz: number; rms: number } {
  return { mdfHz: medianFrequency(spectrum), rms: Math.sqrt(spectrum.psd.reduce((sum, p) => sum + p * binHz, 0)) };
}

/** Energy of an action potential passed at a speed: the integral of its square over time, in unit² s. */
export function muapEnergy({ values, velocityMmPerMs }: Muap): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return (sum * muapStepMm) / (1000 * velocityMmPerMs);
}
