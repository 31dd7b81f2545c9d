import { ArgumentError, requirePositive, requireWhole } from '#base';
import { bandAt, emgFilter, epochS, spectrogramRecipe, stepS } from '#fatigue';
import { driftFilter, lowestRateHz } from '#recording';
import { logPowerStft, quantile, rms, type Sos, type SosState, sosfilt, steadyState } from '#signal';
import { type LivePhase, type LiveWindow, liveWindow } from './live-window.ts';
import { sampleHistory } from './sample-history.ts';

/** How a channel of sEMG is followed. */
export interface EmgMonitorOptions {
  readonly name: string;
  /** Sampling rate (Hz). */
  readonly fs: number;
  /** Analysis band (Hz). @default 20–450 Hz, at most 0.45 fs below 1000 Hz */
  readonly bandHz?: readonly [number, number];
  /** Ends of what can be recorded (mV). */
  readonly range?: readonly [lo: number, hi: number];
  /** Length of a window and time from one to the next (s). @default 1 and 0.5, as a course has them */
  readonly windowS?: number;
  readonly hopS?: number;
  /** Start of the first window (s): channels whose windows end at different times do not all ask for work at once. @default 0 */
  readonly firstWindowS?: number;
  /** Length of the moving RMS (s), and how often it is told (Hz). @default 0.25 and 100 */
  readonly envelopeS?: number;
  readonly effortHz?: number;
  /** Whether columns of a spectrogram are made. @default true */
  readonly hasColumns?: boolean;
  /** The phase that the samples `[first, end)` lie in. @default none */
  readonly phaseOf?: (first: number, end: number) => LivePhase;
}

/** One column of a running spectrogram. */
export interface LiveColumn {
  /** Middle of the frame (s from the first sample). */
  readonly timeS: number;
  /** dB re 1 mV²/Hz from 20 to 450 Hz [nBins], every 3.9 Hz. For pictures only. */
  readonly db: Float32Array;
}

/** What a piece of signal brought. */
export interface EmgUpdate {
  /** Moving RMS (mV) at the effort rate [n]; the i-th is of the time `(firstEffort + i + 1) / effortHz` and earlier. */
  readonly effortMv: Float64Array;
  readonly firstEffort: number;
  readonly windows: readonly LiveWindow[];
  readonly columns: readonly LiveColumn[];
}

/** Follows one channel of sEMG. Lives in time: what it is given must follow what it was given before. */
export interface EmgMonitor {
  /** Samples that came (mV) [n]. @throws ArgumentError for one that is not finite. */
  push(samples: Float64Array): EmgUpdate;
  /** Samples that will never come: the last value stands in for them, and every window that they reach into is bad. */
  lost(nSamples: number): EmgUpdate;
  /** RMS above 20 Hz at rest (mV): the lower quartile of the last good windows of rest; undefined before there are two. */
  restLevel(): number | undefined;
}

const { stft } = spectrogramRecipe;
const frameS = stft.windowSamples / spectrogramRecipe.rateHz;
const frameHopS = stft.hopSamples / spectrogramRecipe.rateHz;
/** Of the power (mV²/Hz): far below what a sensor can show. */
const floor = 1e-20;
/** How many windows of rest are remembered. */
const mostRest = 60;
/** Longest piece that is worked on at a time (s). */
const pieceS = 0.25;

/** A filter that runs on and on. Its start is that of a signal that always was what its first sample is. */
function runningFilter(sos: Sos): (x: Float64Array) => Float64Array {
  let state: SosState | undefined;
  return (x) => {
    state ??= steadyState(sos, x[0]);
    const filtered = sosfilt(sos, x, state);
    state = filtered.state;
    return filtered.y;
  };
}

/**
 * Follows one channel as it comes in: the analysis filter run forward only, its moving RMS, windows with RMS, MDF, MNF and
 * quality, and columns of a spectrogram. However the signal is cut into pieces, the same bits come out.
 *
 * @throws ArgumentError for a rate below 400 Hz, a band that does not fit it, or lengths that are not positive.
 */
export function emgMonitor(options: EmgMonitorOptions): EmgMonitor {
  const { name, fs, windowS = epochS, hopS = stepS, envelopeS = 0.25, effortHz = 100, hasColumns = true } = options;
  const { firstWindowS = 0 } = options;
  for (const [what, value] of Object.entries({ fs, windowS, hopS, envelopeS, effortHz })) {
    requirePositive(what, value, 'emgMonitor');
  }
  if (fs < lowestRateHz || effortHz > fs || windowS < 0.25 || hopS < 0.05 || !(firstWindowS >= 0)) {
    throw new ArgumentError(
      `fs must be at least ${lowestRateHz} Hz and effortHz at most fs, windowS at least 0.25 s, hopS 0.05 s and firstWindowS 0, got ${fs}, ${effortHz}, ${windowS}, ${hopS} and ${firstWindowS} — in emgMonitor.`,
      'Record at 1000 Hz, and leave the others at their defaults.',
    );
  }
  const bandHz = options.bandHz ?? bandAt(fs);
  const [size, hop] = [Math.round(windowS * fs), Math.round(hopS * fs)];
  const envelope = Math.max(1, Math.round(envelopeS * fs));
  const [frame, frameHop] = [Math.round(frameS * fs), Math.round(frameHopS * fs)];
  const piece = Math.round(pieceS * fs);
  const windowStart = (i: number): number => Math.round(firstWindowS * fs) + i * hop;
  const capacity = Math.max(size, envelope, frame) + piece;
  const [band, high] = [runningFilter(emgFilter(fs, bandHz)), runningFilter(driftFilter(fs))];
  const [raw, steady, filtered] = [sampleHistory(capacity), sampleHistory(capacity), sampleHistory(capacity)];
  let last = 0;
  let nEffort = 0;
  let nWindows = 0;
  let nColumns = 0;
  /** Lost stretches that a window to come may still reach into. */
  let gaps: { readonly first: number; readonly end: number }[] = [];

  let rest: readonly number[] = [];

  const restLevel = (): number | undefined => (rest.length < 2 ? undefined : quantile(rest, 0.25));
  const effortEnd = (i: number): number => Math.round(((i + 1) * fs) / effortHz);

  function windowAt(first: number): LiveWindow {
    const end = first + size;
    const phase = options.phaseOf?.(first, end) ?? 'none';
    const isEffort = phase === 'hold' || phase === 'maximal';
    const level = isEffort ? restLevel() : undefined;
    gaps = gaps.filter((gap) => gap.end > first);
    const window = liveWindow({
      channel: name,
      fs,
      first,
      raw: raw.view(first, end),
      steady: steady.view(first, end),
      filtered: filtered.view(first, end),
      bandHz,
      ...(options.range && { range: options.range }),
      gapsAt: gaps.filter((gap) => gap.first < end).map((gap) => Math.max(0, gap.first - first)),
      ...(level !== undefined && { restLevel: level }),
      phase,
    });
    if (phase === 'rest' && window.isGood) rest = [...rest.slice(1 - mostRest), window.steadyRmsMv];
    return window;
  }

  function columnAt(first: number): LiveColumn {
    const { db, freqsHz } = logPowerStft(filtered.view(first, first + frame), fs, {
      windowSamples: frame,
      hopSamples: frameHop,
      detrend: stft.detrend,
      floor,
    });
    const binHz = freqsHz[1];
    const [from, to] = [Math.round(bandHz[0] / binHz), Math.round(bandHz[1] / binHz)];
    return { timeS: (first + frame / 2) / fs, db: db.slice(from, to + 1) };
  }

  /** Takes a piece short enough for the histories, and does what falls due in it. */
  function take(x: Float64Array, into: { effort: number[]; windows: LiveWindow[]; columns: LiveColumn[] }): void {
    raw.append(x);
    steady.append(high(x));
    filtered.append(band(x));
    last = x[x.length - 1];
    const end = raw.end();
    for (; effortEnd(nEffort) <= end; nEffort++) {
      const at = effortEnd(nEffort);
      into.effort.push(rms(filtered.view(Math.max(0, at - envelope), at)));
    }
    for (; windowStart(nWindows) + size <= end; nWindows++) into.windows.push(windowAt(windowStart(nWindows)));
    if (!hasColumns) return;
    for (; nColumns * frameHop + frame <= end; nColumns++) into.columns.push(columnAt(nColumns * frameHop));
  }

  function run(nSamples: number, pieceOf: (from: number, to: number) => Float64Array): EmgUpdate {
    const firstEffort = nEffort;
    const into = { effort: [] as number[], windows: [] as LiveWindow[], columns: [] as LiveColumn[] };
    for (let from = 0; from < nSamples; from += piece) take(pieceOf(from, Math.min(nSamples, from + piece)), into);
    return { effortMv: Float64Array.from(into.effort), firstEffort, windows: into.windows, columns: into.columns };
  }

  return {
    restLevel,
    push: (samples) => run(samples.length, (from, to) => samples.subarray(from, to)),
    lost(nSamples) {
      requireWhole('nSamples', nSamples, 0, 'emgMonitor');
      const first = raw.end();
      if (nSamples > 0) gaps.push({ first, end: first + nSamples });
      return run(nSamples, (from, to) => new Float64Array(to - from).fill(last));
    },
  };
}
