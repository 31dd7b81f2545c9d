import { rms, welch } from '#signal';
import { meanAbsoluteValue, waveformLength, zeroCrossings } from './amplitude.ts';
import { type ContractionSignal, contractionMethod } from './contraction.ts';
import { bandPower, dimitrovIndex, inBand, meanFrequency, medianFrequency, type Spectrum } from './spectral.ts';
import { epochS, mdfCourse, normalisedSlope, rmsCourse, stepS } from './trend.ts';

/** Length of one Welch window (s): 1024 samples at 1000 Hz. */
export const welchWindowS = 1.024;

/** Edges (Hz) of the twelve bands whose powers are indices; narrow where sEMG has most of its power. */
export const bandEdgesHz: readonly number[] = [20, 35, 50, 65, 80, 100, 125, 150, 185, 225, 280, 350, 450];

/** The twelve bands `[lowHz, highHz)` between neighbouring {@link bandEdgesHz}. */
export const powerBandsHz: readonly (readonly [number, number])[] = bandEdgesHz
  .slice(1)
  .map((highHz, i) => [bandEdgesHz[i], highHz]);

const bandMethod = 'sum of PSD times bin width, upper limit excluded';
const mdfMethod = 'MDF (PSD of one Hann window per epoch, mean removed)';

/** One number that says something about a contraction, with all that is needed to compare it with somebody else's. */
export interface IndexValue {
  /** Id in the literature's capitals: `MDF`, `RMS`, `FInsm5`, … */
  readonly id: string;
  readonly value: number;
  /** Unit of the value: the channel's, its square, `Hz`, `%/s`, … */
  readonly unit: string;
  /** Frequency band (Hz) the value was computed in. */
  readonly band: readonly [number, number];
  /** What the value was computed over. */
  readonly window: string;
  /** How, in words: formula, PSD method where there is one, and how the contraction was cut out and filtered. */
  readonly method: string;
}

/**
 * The spectrum of a contraction that every spectral index is computed from, inside the contraction's band (20–450 Hz at
 * 1000 Hz): Welch, Hann 1.024 s (the whole contraction where it is shorter), half overlap.
 *
 * @throws ArgumentError when the contraction is silent.
 */
export function contractionSpectrum({ samples, fs, bandHz }: ContractionSignal): Spectrum {
  return inBand(welch(samples, fs, { windowSamples: Math.round(welchWindowS * fs) }), bandHz);
}

/**
 * All indices of one contraction. Band powers that the sampling rate does not carry are absent; so are slopes over
 * fewer than three epochs.
 *
 * Golden: `golden/fatigue/contraction.json`.
 *
 * @param options.noiseLevel RMS of the signal at rest, in the same unit; three times it is the dead band of ZC. Where no
 * rest is known, ZC has none, and says so.
 * @throws ArgumentError when the contraction is silent or the noise level is below 0.
 */
export function contractionIndices(
  contraction: ContractionSignal,
  options: { noiseLevel?: number } = {},
): IndexValue[] {
  const { samples, fs, unit, bandHz, startS, endS } = contraction;
  const { noiseLevel } = options;
  const spectrum = contractionSpectrum(contraction);
  const made = contractionMethod(contraction);
  const threshold = 3 * (noiseLevel ?? 0);
  const deadBand =
    noiseLevel === undefined
      ? 'no dead band: no rest found'
      : `dead band ±${Number(threshold.toPrecision(6))} ${unit} (3 × rest RMS)`;
  const length = (endS - startS).toFixed(2);
  const windowS = (Math.min(samples.length, Math.round(welchWindowS * fs)) / fs).toFixed(3);

  const amplitude = (id: string, value: number, ofUnit: string, method: string): IndexValue => ({
    id,
    value,
    unit: ofUnit,
    band: bandHz,
    window: `${length} s inside the contraction`,
    method: `${method}; ${made}`,
  });
  const spectral = (id: string, value: number, ofUnit: string, method: string, band = bandHz): IndexValue => ({
    id,
    value,
    unit: ofUnit,
    band,
    window: `${length} s inside the contraction, Hann ${windowS} s, half overlap`,
    method: `${method}; Welch PSD, mean removed; ${made}`,
  });
  // A contraction too short for a trend has no slope, which is not a slope of zero.
  const slope = (id: string, value: number | null, method: string): IndexValue[] =>
    value === null
      ? []
      : [
          {
            id,
            value,
            unit: '%/s',
            band: bandHz,
            window: `epochs of ${epochS} s every ${stepS} s over ${length} s`,
            method: `least-squares slope of ${method}, relative to its fitted start; ${made}`,
          },
        ];
  return [
    amplitude('RMS', rms(samples), unit, 'root mean square'),
    amplitude('MAV', meanAbsoluteValue(samples), unit, 'mean absolute value'),
    amplitude('ZC', zeroCrossings(samples, fs, { threshold }), '1/s', `zero crossings, ${deadBand}`),
    amplitude('WL', waveformLength(samples, fs), `${unit}/s`, 'waveform length per second'),
    spectral('MNF', meanFrequency(spectrum), 'Hz', 'mean frequency'),
    spectral('MDF', medianFrequency(spectrum), 'Hz', 'median frequency, interpolated'),
    spectral('FInsm5', dimitrovIndex(spectrum), 'Hz^-6', 'Dimitrov M(-1)/M(5), without noise rule'),
    ...powerBandsHz
      .filter(([, highHz]) => highHz <= bandHz[1])
      .map((band) => spectral(`BP_${band[0]}_${band[1]}`, bandPower(spectrum, band), `${unit}^2`, bandMethod, band)),
    ...slope('MDF_SLOPE', normalisedSlope(mdfCourse(contraction)), mdfMethod),
    ...slope('RMS_SLOPE', normalisedSlope(rmsCourse(contraction)), 'RMS'),
  ];
}
