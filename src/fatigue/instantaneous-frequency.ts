import { ArgumentError, requireOneOf } from '#base';
import { median, type PowerSpectrogram, powerSpectrogram, scalogram } from '#signal';
import type { ContractionSignal } from './contraction.ts';
import { inBand, meanFrequency, medianFrequency } from './spectral.ts';
import type { Course } from './trend.ts';

const methods = ['stft', 'cwt'] as const;

/** How {@link instantaneousFrequency} looks at a contraction. */
export interface InstantaneousFrequencyOptions {
  /**
   * `stft`: Hann windows of 0.256 s (256 samples at 1000 Hz), mean removed. `cwt`: scalogram of the complex Morlet
   * wavelet, w0 = 6, every 5 Hz of the band; finer in time at high frequencies, coarser in frequency. @default 'stft'
   */
  readonly method?: (typeof methods)[number];
  /** Width of the running median over time (s); 0 leaves every moment as it is. @default 1 */
  readonly smoothingS?: number;
}

/** Courses of the instantaneous mean and median frequency (Hz), at the same moments. */
export interface InstantaneousFrequency {
  /** Instantaneous mean frequency: sum f S(t, f) / sum S(t, f). */
  readonly IMNF: Course;
  /** Instantaneous median frequency: half of S(t, f) lies below it. */
  readonly IMDF: Course;
}

/** Window of the STFT and distance between two moments (s): 256 and 64 samples at 1000 Hz. */
const windowS = 0.256;
const hopS = 0.064;
const stepHz = 5;

/** The time-frequency power of a contraction, only at moments that its ends do not touch. */
function powerOf({ samples, fs, bandHz }: ContractionSignal, method: (typeof methods)[number]): PowerSpectrogram {
  const hopSamples = Math.max(1, Math.round(hopS * fs));
  if (method === 'stft') return powerSpectrogram(samples, fs, { windowSamples: Math.round(windowS * fs), hopSamples });
  const [lowHz, highHz] = bandHz;
  const count = Math.floor((highHz - lowHz) / stepHz) + 1;
  const frequenciesHz = Array.from({ length: count }, (_, k) => lowHz + k * stepHz);
  const { power, nFreqs, freqsHz, timesS, coneS } = scalogram(samples, fs, { frequenciesHz, hopSamples });
  // The lowest frequency reaches furthest over the ends.
  const lastS = samples.length / fs - coneS[0];
  const first = timesS.findIndex((t) => t >= coneS[0]);
  const nFrames = timesS.findLastIndex((t) => t <= lastS) + 1 - first;
  if (first < 0 || nFrames < 1) {
    throw new ArgumentError(
      `The contraction must be longer than the ${(2 * coneS[0]).toFixed(3)} s that its ends touch at ${lowHz} Hz, got ${(samples.length / fs).toFixed(3)} s — in instantaneousFrequency.`,
      'Pass a longer contraction.',
    );
  }
  return {
    power: power.subarray(first * nFreqs, (first + nFrames) * nFreqs),
    nFrames,
    nFreqs,
    freqsHz,
    timesS: timesS.slice(first, first + nFrames),
  };
}

/** The median over the values within half a width of each moment; at the ends, over those that exist. */
function runningMedian({ timesS, values }: Course, widthS: number): Course {
  // A millionth of a second more, so that rounding decides nothing.
  const reachS = widthS / 2 + 1e-6;
  let first = 0;
  let end = 0;
  const smooth = Float64Array.from(timesS, (t) => {
    while (timesS[first] < t - reachS) first++;
    while (end < timesS.length && timesS[end] <= t + reachS) end++;
    return median(values.subarray(first, end));
  });
  return { timesS, values: smooth };
}

/**
 * Instantaneous mean and median frequency (IMNF, IMDF, Hz) of a contraction, every 0.064 s inside its band (20–450 Hz at
 * 1000 Hz), smoothed by a running median of 1 s. Times are in seconds from the start of the recording, at the middles of
 * the windows (`stft`), or outside the cone of influence of the band's lowest frequency (`cwt`).
 *
 * Both methods follow the same fall, but smear power over frequency in different ways: never compare values of one with
 * values of the other. Golden: `golden/fatigue/instantaneous-frequency.json`.
 *
 * @throws ArgumentError for an unknown method, a width below 0, a contraction shorter than a window, or a silent moment.
 */
export function instantaneousFrequency(
  contraction: ContractionSignal,
  { method = 'stft', smoothingS = 1 }: InstantaneousFrequencyOptions = {},
): InstantaneousFrequency {
  requireOneOf('method', method, methods, 'instantaneousFrequency');
  if (!(smoothingS >= 0 && Number.isFinite(smoothingS))) {
    throw new ArgumentError(
      `smoothingS must be 0 or more, got ${smoothingS} — in instantaneousFrequency.`,
      'Pass a width in seconds; 1 is usual.',
    );
  }
  const { power, nFrames, nFreqs, freqsHz, timesS } = powerOf(contraction, method);
  const mnf = new Float64Array(nFrames);
  const mdf = new Float64Array(nFrames);
  for (let f = 0; f < nFrames; f++) {
    const spectrum = inBand({ psd: power.subarray(f * nFreqs, (f + 1) * nFreqs), freqsHz }, contraction.bandHz);
    mnf[f] = meanFrequency(spectrum);
    mdf[f] = medianFrequency(spectrum);
  }
  const times = timesS.map((t) => contraction.startS + t);
  const course = (values: Float64Array): Course => runningMedian({ timesS: times, values }, smoothingS);
  return { IMNF: course(mnf), IMDF: course(mdf) };
}
