import { type Analysis, type Course, instantaneousFrequency, type MeasuredContraction } from '#fatigue';
import type { SegmentKind } from '#recording';
import { scalogram } from '#signal';

/** A contraction over time and frequency, by wavelets. */
export interface WaveletView {
  readonly name: string;
  readonly kind: SegmentKind;
  /** Power in dB relative to its own mean density, row by row from the lowest frequency [nFreqs × nMoments]. */
  readonly db: Float32Array;
  /** Evenly spaced on a logarithmic axis (Hz), rising [nFreqs]. */
  readonly freqsHz: Float64Array;
  /** In seconds from the start of the recording [nMoments]. */
  readonly timesS: Float64Array;
  /** Nearer than this (s) to either end, what lies beyond counts too [nFreqs]. */
  readonly coneS: Float64Array;
  /** Instantaneous median frequency (Hz), smoothed over 1 s. */
  readonly imdf: Course;
}

const nFreqs = 48;
const mostMoments = 400;
/** Longer contractions would be one smear at this width. */
const longestS = 180;
/** Hold and squeeze, or the first two contractions. */
const mostShown = 2;

function viewOf({ name, segment, signal }: MeasuredContraction): WaveletView {
  const { samples, fs, bandHz, startS } = signal;
  const [low, high] = bandHz;
  const frequenciesHz = Array.from({ length: nFreqs }, (_, i) => low * (high / low) ** (i / (nFreqs - 1)));
  const hopSamples = Math.max(1, Math.ceil(samples.length / mostMoments));
  const { power, nFrames, timesS, freqsHz, coneS } = scalogram(samples, fs, { frequenciesHz, hopSamples });
  const mean = power.reduce((sum, value) => sum + value, 0) / power.length;
  const db = new Float32Array(power.length);
  for (let moment = 0; moment < nFrames; moment++) {
    for (let k = 0; k < nFreqs; k++) {
      db[k * nFrames + moment] = 10 * Math.log10(Math.max(power[moment * nFreqs + k], 1e-6 * mean) / mean);
    }
  }
  return {
    name: name.replace(/^mvc\b/, 'maximal squeeze'),
    kind: segment.kind,
    db,
    freqsHz,
    timesS: timesS.map((timeS) => startS + timeS),
    coneS,
    imdf: instantaneousFrequency(signal, { method: 'stft' }).IMDF,
  };
}

/** The wavelet views of an analysis: of hold and squeeze where there are both, else of the first contractions. */
export function waveletViews({ contractions }: Pick<Analysis, 'contractions'>): WaveletView[] {
  const named = contractions.filter(({ segment }) => segment.kind === 'hold' || segment.kind === 'mvc');
  return (named.length > 0 ? named : contractions)
    .filter(({ signal, indices }) => indices.length > 0 && signal.endS - signal.startS <= longestS)
    .slice(0, mostShown)
    .map(viewOf);
}
