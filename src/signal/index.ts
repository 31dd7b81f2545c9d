/**
 * Arrays in, arrays out: windows, Fourier transforms, filters, spectra, envelopes, resampling, statistics, trends and comparisons, on
 * `Float64Array` and checked against SciPy. Signal first, `fs` in Hz second, one options object last; no argument is
 * ever changed, and a bad one throws an `ArgumentError` instead of giving NaN.
 */
export { type ButterworthOptions, butterworth, type FilterType } from './butterworth.ts';
export type { Complex } from './complex.ts';
export { correlation } from './correlation.ts';
export { type Cwt, cwt, type Scalogram, type ScalogramOptions, scalogram } from './cwt.ts';
export { detrend, type FrameTrend, type Trend } from './detrend.ts';
export { normalCdf, studentTCdf, studentTQuantile } from './distributions.ts';
export { type DwtOptions, dwt, type WaveletDecomposition, waveletPart } from './dwt.ts';
export { type EnvelopeOptions, linearEnvelope } from './envelope.ts';
export { type ExponentialTrend, exponentialTrend } from './exponential-trend.ts';
export { fft, ifft } from './fft.ts';
export { holm } from './holm.ts';
export type { Interval } from './interval.ts';
export { istft } from './istft.ts';
export { type LinearTrend, linearTrend, slopeInterval, type TrendOptions, trendLine } from './linear-trend.ts';
export { type LogPowerStft, type LogPowerStftOptions, logPowerStft } from './log-power-stft.ts';
export {
  type ComparisonOptions,
  type EffectSize,
  type MeanDifference,
  pairedDifference,
  welchDifference,
} from './mean-difference.ts';
export type { MorletOptions } from './morlet.ts';
export { movingRms } from './moving-rms.ts';
export { noncentralTCdf } from './noncentral-t.ts';
export { type NotchOptions, notch } from './notch.ts';
export {
  type PatternMatches,
  type PatternMatchesOptions,
  patternMatches,
} from './pattern-matches.ts';
export { findPeaks, type Peak, type PeakOptions } from './peaks.ts';
export { solvePositiveDefinite } from './positive-definite.ts';
export { type PowerSpectrogram, type PowerSpectrogramOptions, powerSpectrogram } from './power-spectrogram.ts';
export { rankCorrelation } from './rank-correlation.ts';
export { mannWhitney, type RankTest, wilcoxonSignedRank } from './rank-tests.ts';
export { type ResampleOptions, type ResampleToOptions, resample, resampleTo } from './resample.ts';
export { irfft, rfft } from './rfft.ts';
export type { Sos, SosSection } from './sos.ts';
export { restingState, type SosFiltered, type SosState, sosfilt, steadyState } from './sosfilt.ts';
export { sosfiltfilt } from './sosfiltfilt.ts';
export { type Line, linearFit, mean, median, quantile, rms, standardDeviation } from './statistics.ts';
export { type Stft, type StftOptions, type StftOrigin, stft } from './stft.ts';
export { type MainsOptions, subtractMains, type WithoutMains } from './subtract-mains.ts';
export { theilSenTrend } from './theil-sen.ts';
export { leastForShape, type TrendShape, trendShape } from './trend-shape.ts';
export { type WaveletName, waveletNames } from './wavelet-filters.ts';
export { type PowerSpectrum, type WelchOptions, welch } from './welch.ts';
export { type WindowName, type WindowOptions, windowNames, windowValues } from './window.ts';
