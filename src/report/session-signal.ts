import { type Issue, MyofadeError } from '#base';
import {
  type Analysis,
  analyze,
  type CourseTrend,
  type CourseWithTrend,
  chooseEmgChannel,
  courseChange,
} from '#fatigue';
import { durationS, type Segment } from '#recording';
import { mean } from '#signal';
import type { SessionRecording } from '#study';
import type { RecordingSignal, SessionCourse, SessionEffort, SignalChange } from './session-parts.ts';
import { cuedSegments } from './session-strength.ts';

/** One recording with its analysis; null where nothing could be measured. */
export interface SessionAnalysis {
  readonly of: SessionRecording;
  readonly signal: RecordingSignal;
  readonly analysis: Analysis | null;
}

/** Where the fitted line runs, and how much its slope leaves open. */
function bandOf(
  timesS: readonly number[],
  values: readonly number[],
  { slope, slopeInterval: [low, high] }: CourseTrend,
): SessionCourse['band'] {
  const ends = [timesS[0], timesS[timesS.length - 1]] as const;
  const [middleS, middle] = [mean(timesS), mean(values)];
  const at = (rate: number) => [middle + rate * (ends[0] - middleS), middle + rate * (ends[1] - middleS)] as const;
  return { timesS: ends, mid: at(slope), low: at(low), high: at(high) };
}

function plainCourse({ course, trend }: CourseWithTrend): SessionCourse {
  const timesS = [...course.timesS];
  const values = [...course.values];
  return { timesS, values, trend, band: trend && bandOf(timesS, values, trend) };
}

function effortsOf({ file, offsetS }: SessionRecording, { contractions }: Analysis): SessionEffort[] {
  return contractions.map(({ name, segment, quality, mdf, rms, jasa, indices }) => {
    const meanOf = (id: string) => indices.find((one) => one.id === id)?.value ?? null;
    const { kind, startS, endS } = segment;
    return {
      file,
      name,
      kind,
      startS,
      endS,
      minutes: offsetS === null ? null : (offsetS + (startS + endS) / 2) / 60,
      mdfHz: meanOf('MDF'),
      rmsMv: meanOf('RMS'),
      windows: { n: quality.windows.length, nBad: quality.nBad },
      mdf: plainCourse(mdf),
      rms: plainCourse(rms),
      jasa,
    };
  });
}

/** Lost samples, as the recorder filled them in. */
function lostOf({ recording }: SessionRecording): number {
  return Math.max(
    0,
    ...recording.channels.map(({ filled = [] }) => filled.reduce((sum, [from, to]) => sum + to - from, 0)),
  );
}

/**
 * A recording of a session measured. A recording with a state is searched, as an evaluation would search it; what lies
 * between is cut by the cues of the test, since it holds many squeezes at known times; limits set by hand come before both.
 */
export function sessionAnalysis(of: SessionRecording, byHand?: readonly Segment[]): SessionAnalysis {
  const { recording, file, name = 'recording', state, targetPercent } = of;
  const base = {
    file,
    name,
    state: state ?? null,
    durationS: durationS(recording),
    sha256: recording.provenance.sha256,
    lostSamples: lostOf(of),
  };
  try {
    const { channel } = chooseEmgChannel(recording);
    const cues = state === undefined ? cuedSegments(of, channel.name) : [];
    const segments = byHand ?? (cues.some(({ kind }) => kind !== 'rest') ? cues : undefined);
    const analysis = analyze(recording, {
      channel: channel.name,
      ...(targetPercent !== undefined && { targetPercent }),
      ...(segments && { segments }),
    });
    const signal: RecordingSignal = {
      ...base,
      channel: channel.name,
      unit: channel.unit,
      fs: channel.fs,
      segments: analysis.segments,
      limits: byHand ? 'hand' : segments ? 'cues' : 'found',
      indices: analysis.indices,
      efforts: effortsOf(of, analysis),
      issues: analysis.issues,
      refused: null,
    };
    return { of, signal, analysis };
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    const issues: readonly Issue[] = recording.issues;
    const none = { channel: '', unit: '', fs: 0, segments: [], limits: 'found' as const, indices: [], efforts: [] };
    return { of, signal: { ...base, ...none, issues, refused: error.message }, analysis: null };
  }
}

/** How MDF and RMS of hold and squeeze differ from the fresh to the fatigued recording. */
export function signalChanges(analyses: readonly SessionAnalysis[]): SignalChange[] {
  const of = (state: 'fresh' | 'fatigued') => analyses.find(({ signal }) => signal.state === state);
  const [fresh, fatigued] = [of('fresh'), of('fatigued')];
  if (!fresh || !fatigued) return [];
  return (['hold', 'mvc'] as const).flatMap((segment) => {
    const [before, after] = [fresh, fatigued].map(({ analysis }) =>
      analysis?.contractions.find((one) => one.segment.kind === segment && one.quality.isUsable),
    );
    if (!before || !after) return [];
    return (
      [
        ['MDF', 'mdf', 'Hz'],
        ['RMS', 'rms', fresh.signal.unit],
      ] as const
    ).flatMap(([id, key, unit]) => {
      const change = courseChange(before[key].course, after[key].course);
      return change ? [{ id, segment, unit, ...change }] : [];
    });
  });
}
