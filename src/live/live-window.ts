import { inBand, meanFrequency, medianFrequency } from '#fatigue';
import { type WindowQuality, windowJudge } from '#recording';
import { rms, welch } from '#signal';

/** What the person was asked to do: nothing yet, rest, hold a target, squeeze as hard as they can. */
export type LivePhase = 'none' | 'rest' | 'hold' | 'maximal';

/** One window of one channel, as soon as its last sample came. */
export interface LiveWindow {
  readonly channel: string;
  /** `[startS, endS)`, in seconds from the first sample. */
  readonly startS: number;
  readonly endS: number;
  /** RMS of the band-limited signal (mV). */
  readonly rmsMv: number;
  /** Median and mean frequency (Hz); null where the window is silent. */
  readonly mdfHz: number | null;
  readonly mnfHz: number | null;
  /** RMS above 20 Hz (mV), which rest and effort are compared by. */
  readonly steadyRmsMv: number;
  /** What is wrong with it, by the same rules as in a recording. */
  readonly faults: WindowQuality['faults'];
  readonly isGood: boolean;
  /** The phase it lies in as a whole; `none` where it reaches over a change. */
  readonly phase: LivePhase;
}

/** What one window is made of. */
export interface WindowSamples {
  readonly channel: string;
  readonly fs: number;
  /** Number of the first sample. */
  readonly first: number;
  /** As it came (mV), above 20 Hz, and in the analysis band [nSamples each]; the filters run forward only. */
  readonly raw: Float64Array;
  readonly steady: Float64Array;
  readonly filtered: Float64Array;
  readonly bandHz: readonly [number, number];
  readonly range?: readonly [lo: number, hi: number];
  /** Places within at which samples were lost, counted from its first one. */
  readonly gapsAt: readonly number[];
  /** RMS above 20 Hz at rest (mV), where rest is known and the window is one of effort. */
  readonly restLevel?: number;
  readonly phase: LivePhase;
}

/** Far below what any sensor resolves (mV): a filter that rings out reaches it, a muscle never. */
const silentMv = 1e-9;

/** Measures and judges one window. */
export function liveWindow(samples: WindowSamples): LiveWindow {
  const { channel, fs, first, raw, steady, filtered, bandHz, range, gapsAt, restLevel, phase } = samples;
  const whole = () => steady;
  const [quality] = windowJudge(
    { name: channel, kind: 'emg', unit: 'mV', fs, samples: raw, gapsAt, ...(range && { range }) },
    { whole, unpadded: whole },
  )({ windowS: raw.length / fs, ...(restLevel !== undefined && { restLevel }) });
  const rmsMv = rms(filtered);
  const spectrum =
    rmsMv > silentMv ? inBand(welch(filtered, fs, { windowSamples: filtered.length }), bandHz) : undefined;
  return {
    channel,
    startS: first / fs,
    endS: (first + raw.length) / fs,
    rmsMv,
    mdfHz: spectrum ? medianFrequency(spectrum) : null,
    mnfHz: spectrum ? meanFrequency(spectrum) : null,
    steadyRmsMv: rms(steady),
    faults: quality.faults,
    isGood: quality.faults.length === 0,
    phase,
  };
}
