import { describe, expect, it } from 'vitest';
import { type Checkers, goldenFaults, goldensOf, kindsWithoutFile, type Pair } from '../base/check-golden.ts';
import { type ButterworthOptions, butterworth } from './butterworth.ts';
import { cwt, scalogram } from './cwt.ts';
import { detrend, type Trend } from './detrend.ts';
import { normalCdf, studentTCdf, studentTQuantile } from './distributions.ts';
import { dwt, waveletPart } from './dwt.ts';
import { type EnvelopeOptions, linearEnvelope } from './envelope.ts';
import { exponentialTrend } from './exponential-trend.ts';
import { fft, ifft } from './fft.ts';
import { holm } from './holm.ts';
import { istft } from './istft.ts';
import { linearTrend } from './linear-trend.ts';
import { type MeanDifference, pairedDifference, welchDifference } from './mean-difference.ts';
import { movingRms } from './moving-rms.ts';
import { noncentralTCdf } from './noncentral-t.ts';
import { type NotchOptions, notch } from './notch.ts';
import { findPeaks, type PeakOptions } from './peaks.ts';
import { type PowerSpectrogramOptions, powerSpectrogram } from './power-spectrogram.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { mannWhitney, type RankTest, wilcoxonSignedRank } from './rank-tests.ts';
import { type ResampleOptions, resample, resampleTo } from './resample.ts';
import { irfft, rfft } from './rfft.ts';
import type { Sos } from './sos.ts';
import { type SosState, sosfilt, steadyState } from './sosfilt.ts';
import { sosfiltfilt } from './sosfiltfilt.ts';
import { linearFit, mean, median, quantile, rms, standardDeviation } from './statistics.ts';
import { type StftOptions, stft } from './stft.ts';
import { theilSenTrend } from './theil-sen.ts';
import type { WaveletName } from './wavelet-filters.ts';
import { type WelchOptions, welch } from './welch.ts';
import { type WindowName, windowValues } from './window.ts';

type Values = readonly number[];
type Design = { fs: number } & (ButterworthOptions | (NotchOptions & { type: 'notch' }));
type Filtered = { design: Design; x: Values };
type WithSpectrum = { fs: number; x: Values; nFrames: number; nFreqs: number; freqsHz: Values; timesS: Values };

const row = (values: Values): Float64Array => Float64Array.from(values);
const flat = (state: SosState): Values => state.sections.flat();
const designOf = (c: Design): Sos => (c.type === 'notch' ? notch(c.fs, c) : butterworth(c.fs, c));

/** Numerators and denominators apart, section by section: a tiny gain would not show beside a denominator near 2. */
function sectionPairs(ours: Sos, reference: Sos): Pair[] {
  expect(ours.length).toBe(reference.length);
  return ours.flatMap((section, i): Pair[] => [
    [`numerator ${i}`, section.slice(0, 3), reference[i].slice(0, 3)],
    [`denominator ${i}`, section.slice(3), reference[i].slice(3)],
  ]);
}

/** Sections by a1, their gain apart: for bands about fs / 4, where rounding alone decides SciPy's order. */
function byFrequency(sos: Sos): { gain: number; sorted: Sos } {
  const gain = sos[0][0];
  const [, ...rest] = sos;
  const first = sos[0].map((value, i) => (i < 3 ? value / gain : value)) as unknown as Sos[number];
  return { gain, sorted: [first, ...rest].sort((a, b) => a[4] - b[4]) };
}

const checkers: Checkers = {
  peaks: (c: { options: PeakOptions; x: Values; indices: Values; prominences: Values }) => {
    const peaks = findPeaks(row(c.x), c.options);
    expect(peaks.map(({ index }) => index)).toEqual(c.indices);
    return [['prominences', peaks.map(({ prominence }) => prominence), c.prominences]];
  },
  window: (c: { name: WindowName; n: number; periodic: boolean; kaiserBeta?: number; values: Values }) => [
    [c.name, windowValues(c.name, c.n, c), c.values],
  ],
  fft: (c: { op: 'fft' | 'ifft' | 'rfft'; x: Values; xRe: Values; xIm: Values; re: Values; im: Values }) => {
    const transform = c.op === 'ifft' ? ifft : fft;
    const X = c.op === 'rfft' ? rfft(row(c.x)) : transform({ re: row(c.xRe), im: row(c.xIm) });
    return [[`${c.op} ${c.re.length}`, [...X.re, ...X.im], [...c.re, ...c.im]]];
  },
  irfft: (c: { n: number; re: Values; im: Values; y: Values }) => [
    [`n = ${c.n}`, irfft({ re: row(c.re), im: row(c.im) }, c.n), c.y],
  ],
  butterworth: (c: Design & { sos: Sos }) => sectionPairs(designOf(c), c.sos),
  'butterworth-mirrored': (c: Design & { sos: Sos }) => {
    const sos = designOf(c);
    const ours = byFrequency(sos);
    const reference = byFrequency(c.sos);
    return [
      ['gain', [ours.gain], [reference.gain]],
      ['distances of the poles, in order', sos.map((section) => section[5]), c.sos.map((section) => section[5])],
      ...sectionPairs(ours.sorted, reference.sorted),
    ];
  },
  notch: (c: NotchOptions & { fs: number; sos: Sos }) => sectionPairs(notch(c.fs, c), c.sos),
  sosfilt: (c: Filtered & Record<'zi' | 'fromRest' | 'stateFromRest' | 'fromSteady' | 'stateFromSteady', Values>) => {
    const sos = designOf(c.design);
    const x = row(c.x);
    const fromRest = sosfilt(sos, x);
    const fromSteady = sosfilt(sos, x, steadyState(sos, x[0]));
    return [
      ['steadyState', flat(steadyState(sos)), c.zi],
      ['fromRest', fromRest.y, c.fromRest],
      ['stateFromRest', flat(fromRest.state), c.stateFromRest],
      ['fromSteady', fromSteady.y, c.fromSteady],
      ['stateFromSteady', flat(fromSteady.state), c.stateFromSteady],
    ];
  },
  sosfiltfilt: (c: Filtered & { y: Values }) => [['y', sosfiltfilt(designOf(c.design), row(c.x)), c.y]],
  stft: (c: WithSpectrum & { options: StftOptions; re: Values; im: Values }) => {
    const ours = stft(row(c.x), c.fs, c.options);
    return [...axisPairs(ours, c), ['re and im', [...ours.re, ...ours.im], [...c.re, ...c.im]]];
  },
  istft: (c: { fs: number; x: Values; options: StftOptions; gain: Values; y: Values }) => {
    const spectrum = stft(row(c.x), c.fs, c.options);
    const re = spectrum.re.map((value, i) => value * c.gain[i]);
    const im = spectrum.im.map((value, i) => value * c.gain[i]);
    return [['y', istft({ ...spectrum, re, im }), c.y]];
  },
  spectrogram: (c: WithSpectrum & { options: PowerSpectrogramOptions; power: Values }) => {
    const ours = powerSpectrogram(row(c.x), c.fs, c.options);
    return [...axisPairs(ours, c), ['power', ours.power, c.power]];
  },
  welch: (c: { fs: number; x: Values; options: WelchOptions; freqsHz: Values; psd: Values }) => {
    const { psd, freqsHz } = welch(row(c.x), c.fs, c.options);
    return [
      ['freqsHz', freqsHz, c.freqsHz],
      ['psd', psd, c.psd],
    ];
  },
  cwt: (
    c: { fs: number; w0: number; hopSamples: number } & Record<
      'x' | 'frequenciesHz' | 're' | 'im' | 'coneS' | 'power',
      Values
    >,
  ) => {
    const { re, im, coneS } = cwt(row(c.x), c.fs, c);
    return [
      ['re and im', [...re, ...im], [...c.re, ...c.im]],
      ['coneS', coneS, c.coneS],
      ['power', scalogram(row(c.x), c.fs, c).power, c.power],
    ];
  },
  'cwt-pywavelets': (c: { fs: number; w0: number } & Record<'x' | 'frequenciesHz' | 'size', Values>) => {
    const { re, im, nSamples } = cwt(row(c.x), c.fs, c);
    const size = re.map((value, i) => Math.hypot(value, im[i]));
    return Array.from(c.frequenciesHz, (fHz, k): Pair => {
      const [from, to] = [k * nSamples, (k + 1) * nSamples];
      return [`|W| at ${fHz} Hz`, size.subarray(from, to), c.size.slice(from, to)];
    });
  },
  detrend: (c: { type: Trend; x: Values; y: Values }) => [[c.type, detrend(row(c.x), c), c.y]],
  resample: (c: ResampleOptions & { x: Values; y: Values }) => [['y', resample(row(c.x), c), c.y]],
  'resample-to': (c: { fs: number; toHz: number; x: Values; y: Values }) => [
    [`to ${c.toHz} Hz`, resampleTo(row(c.x), c.fs, c), c.y],
  ],
  'moving-rms': (c: { windowSamples: number; x: Values; y: Values }) => [['y', movingRms(row(c.x), c), c.y]],
  envelope: (c: { fs: number; options: EnvelopeOptions; x: Values; y: Values }) => [
    ['y', linearEnvelope(row(c.x), c.fs, c.options), c.y],
  ],
  dwt: (c: {
    wavelet: WaveletName;
    levels: number;
    x: Values;
    approximation: Values;
    details: readonly Values[];
    parts: readonly Values[];
  }) => {
    const ours = dwt(row(c.x), c);
    expect(ours.details.length).toBe(c.details.length);
    return [
      ['approximation', ours.approximation, c.approximation],
      ...c.details.map((detail, i): Pair => [`detail ${i + 1}`, ours.details[i], detail]),
      ...c.parts.map((part, i): Pair => [`part ${i}`, waveletPart(ours, i || 'approximation'), part]),
    ];
  },
  statistics: (
    c: Record<'t' | 'x' | 'shares' | 'quantiles', Values> &
      Record<'mean' | 'rms' | 'standardDeviation' | 'median' | 'slope' | 'intercept', number>,
  ) => {
    const { slope, intercept } = linearFit(c.t, c.x);
    return [
      ['mean', [mean(c.x)], [c.mean]],
      ['rms', [rms(c.x)], [c.rms]],
      ['standardDeviation', [standardDeviation(c.x)], [c.standardDeviation]],
      ['median', [median(c.x)], [c.median]],
      ['quantiles', c.shares.map((p) => quantile(c.x, p)), c.quantiles],
      ['slope', [slope], [c.slope]],
      ['intercept', [intercept], [c.intercept]],
    ];
  },
  distributions: (
    c:
      | { z: Values; normal: Values; df?: undefined }
      | ({ df: number } & Record<'t' | 'cdf' | 'p' | 'quantile', Values>),
  ) =>
    c.df === undefined
      ? [['normalCdf', c.z.map(normalCdf), c.normal]]
      : [
          ['studentTCdf', c.t.map((t) => studentTCdf(t, c.df)), c.cdf],
          ['studentTQuantile', c.p.map((p) => studentTQuantile(p, c.df)), c.quantile],
        ],
  'noncentral-t': (c: { df: number; delta: number; t: Values; cdf: Values }) => [
    [`df ${c.df}, delta ${c.delta}`, c.t.map((t) => noncentralTCdf(t, c.df, c.delta)), c.cdf],
  ],
  'linear-trend': (
    c: Record<'t' | 'x' | 'interval' | 'percentInterval', Values> &
      Record<'overlapCorrelation' | 'start' | 'slope' | 'rho', number>,
  ) => {
    const ours = linearTrend(c.t, c.x, c);
    return [
      ['start', [ours.start], [c.start]],
      ['slope', [ours.slope], [c.slope]],
      ['interval', ours.interval, c.interval],
      ['percentInterval', ours.percentInterval ?? [], c.percentInterval],
      // A correlation is compared on its scale of 1, as it may be near 0.
      ['1 + rho', [1 + ours.rho], [1 + c.rho]],
    ];
  },
  'theil-sen': (c: { t: Values; x: Values; slope: number; intercept: number }) => {
    const { slope, intercept } = theilSenTrend(c.t, c.x);
    return [
      ['slope', [slope], [c.slope]],
      ['intercept', [intercept], [c.intercept]],
    ];
  },
  'exponential-trend': (c: { t: Values; x: Values; fit: Values }) => {
    const { asymptote, change, tau } = exponentialTrend(c.t, c.x);
    return [['fit', [asymptote, change, tau], c.fit]];
  },
  'mean-difference': (
    c: { paired: boolean } & Record<'first' | 'second' | 'interval' | 'dInterval' | 'gInterval', Values> &
      Record<'difference' | 't' | 'df' | 'pValue' | 'd' | 'g', number>,
  ) => {
    const ours: MeanDifference = (c.paired ? pairedDifference : welchDifference)(c.first, c.second);
    return [
      ['interval', ours.interval, c.interval],
      ...(['difference', 't', 'df', 'pValue'] as const).map(
        (name): Pair => [name, [ours[name] ?? Number.NaN], [c[name]]],
      ),
      ['d', [ours.d?.value ?? Number.NaN, ...(ours.d?.interval ?? [])], [c.d, ...c.dInterval]],
      ['g', [ours.g?.value ?? Number.NaN, ...(ours.g?.interval ?? [])], [c.g, ...c.gInterval]],
    ];
  },
  'rank-tests': (c: ({ x: Values } | { x?: undefined; first: Values; second: Values }) & Omit<RankTest, 'method'>) => {
    const ours = c.x ? wilcoxonSignedRank(c.x) : mannWhitney(c.first, c.second);
    return [
      ['statistic', [ours.statistic], [c.statistic]],
      ['pValue', [ours.pValue], [c.pValue]],
    ];
  },
  holm: (c: { p: Values; corrected: Values }) => [['corrected', holm(c.p), c.corrected]],
  'rank-correlation': (c: { a: Values; b: Values; rho: number }) => [
    ['rho', [rankCorrelation(c.a, c.b) as number], [c.rho]],
  ],
};

function axisPairs(
  ours: { nFrames: number; nFreqs: number; freqsHz: Float64Array; timesS: Float64Array },
  reference: WithSpectrum,
): Pair[] {
  return [
    ['shape', [ours.nFrames, ours.nFreqs], [reference.nFrames, reference.nFreqs]],
    ['freqsHz', ours.freqsHz, reference.freqsHz],
    ['timesS', ours.timesS, reference.timesS],
  ];
}

describe('golden/signal', () => {
  const goldens = goldensOf('signal');

  it('has a file for every checker', () => {
    expect(kindsWithoutFile(goldens, checkers)).toEqual([]);
  });

  it.each(goldens)('$file', (golden) => {
    expect(goldenFaults(golden, checkers)).toEqual([]);
  });
});
