import { ArgumentError, type Clock } from '#base';
import type { DeviceEvent, DeviceFormat } from '#device';
import { stepS } from '#fatigue';
import type { OpenModel } from '#model';
import { type ContractionCourse, type ContractionReading, contractionCourse } from './contraction-course.ts';
import { effortPairs } from './effort-pair.ts';
import { type EmgUpdate, emgMonitor, type LiveColumn } from './emg-monitor.ts';
import { type ForceUpdate, forceMonitor } from './force-monitor.ts';
import { inOwnUnit, type LiveChannel, type PlacedChannel, placedChannels, rangeOf } from './live-channel.ts';
import { type LiveJudgement, liveJudge } from './live-judge.ts';
import { type LiveStrength, liveStrength, type MeasuredSqueeze } from './live-strength.ts';
import type { LiveWindow } from './live-window.ts';
import { type LiveMark, phases } from './phases.ts';

/** What {@link liveAnalysis} follows. */
export interface LiveAnalysisOptions {
  readonly format: DeviceFormat;
  /** Channels of the format that are followed; others are let be. */
  readonly channels: readonly LiveChannel[];
  /** Who judges hold and squeeze; the first EMG channel where none is named. */
  readonly classifier?: { readonly model: OpenModel; readonly channel?: string; readonly clock?: Pick<Clock, 'nowS'> };
  /** Columns of a spectrogram. @default true */
  readonly hasColumns?: boolean;
}

/** What one event of the device brought. Plain data. */
export interface LiveUpdate {
  /** Time of the next sample (s from the first one). */
  readonly atS: number;
  /** Effort at 100 Hz by channel: moving RMS of EMG (mV), and force (N). */
  readonly effort: readonly ({ readonly channel: string } & (
    | { readonly kind: 'emg'; readonly values: Float64Array; readonly first: number }
    | { readonly kind: 'force'; readonly values: Float64Array; readonly first: number }
  ))[];
  readonly windows: readonly LiveWindow[];
  readonly columns: readonly ({ readonly channel: string } & LiveColumn)[];
  /** Of each contraction that a new window belongs to. */
  readonly readings: readonly ContractionReading[];
  /** What the model said since the last update. */
  readonly judgement?: LiveJudgement;
  /** Samples lost so far. */
  readonly nLost: number;
}

/** A running analysis. Lives in time. */
export interface LiveAnalysis {
  /**
   * Takes what the device tells, in its order.
   *
   * @throws ArgumentError for samples out of order or of another number of channels, or values that are not finite.
   */
  push(event: DeviceEvent): LiveUpdate;
  /** A step begins. Tell it before its first sample comes: windows that were judged before keep their phase. */
  mark(mark: LiveMark): void;
  /** A maximal squeeze was measured; strength over all squeezes so far. */
  squeezed(squeeze: MeasuredSqueeze): LiveStrength;
  /** Questions to the model that were dropped because a newer one came. */
  droppedJudgements(): number;
  /** When the model has nothing to do any more. */
  idle(): Promise<void>;
  /** No sample comes any more: the model's word on a last squeeze, where no update told it yet. */
  finish(): Promise<LiveJudgement | undefined>;
}

const effortHz = 100;
const envelopeS = 0.25;
/** Seconds after a step's begin in which hands still close, and which no course counts. */
const settleS = 1;
/** A test has far fewer squeezes; only a mistake would not end. */
const mostSqueezes = 1000;

type Followed =
  | { readonly kind: 'emg'; readonly take: (update: 'lost' | Float64Array, nSamples: number) => EmgUpdate }
  | { readonly kind: 'force'; readonly take: (update: 'lost' | Float64Array, nSamples: number) => ForceUpdate };

/**
 * Follows a running test: filters that run forward only, effort, windows with RMS, MDF, MNF and quality, the trends and
 * JASA of each contraction, strength, and a model's word on hold and squeeze. Takes what a device tells and the marks of
 * the guide, and answers each event with plain data. No clock: times are counted in samples. Its memory does not grow.
 *
 * @throws ArgumentError for channels that the device has not, a rate below 400 Hz, or a classifier without an EMG channel.
 */
export function liveAnalysis({ format, channels, classifier, hasColumns = true }: LiveAnalysisOptions): LiveAnalysis {
  const { fs } = format;
  const placed = placedChannels(channels, format);
  const emg = placed.filter(({ kind }) => kind === 'emg');
  const marks = phases();
  const judged = classifier && (classifier.channel ?? emg[0]?.name);
  if (classifier && !emg.some(({ name }) => name === judged)) {
    throw new ArgumentError(
      `The classifier needs an EMG channel, got ${judged ?? 'none'} — in liveAnalysis.`,
      'Name one of the EMG channels that are followed.',
    );
  }
  const judge =
    classifier &&
    liveJudge({
      model: classifier.model,
      channel: judged as string,
      fs,
      ...(classifier.clock && { clock: classifier.clock }),
    });
  const pairs = effortPairs(marks, { fs, effortHz, envelopeS, hopS: stepS });

  const followed: Followed[] = placed.map((channel): Followed => {
    if (channel.kind === 'force') {
      const monitor = forceMonitor({ fs, effortHz });
      return { kind: 'force', take: (x, n) => (x === 'lost' ? monitor.lost(n) : monitor.push(inOwnUnit(channel, x))) };
    }
    const { name, transfer } = channel;
    const monitor = emgMonitor({
      name,
      fs,
      effortHz,
      envelopeS,
      hasColumns,
      // Windows of different channels end at different times: none waits for the work of all.
      firstWindowS: (emg.indexOf(channel) * stepS) / emg.length,
      phaseOf: (first, end) => marks.whole(first / fs, end / fs)?.phase ?? 'none',
      ...(transfer && { range: rangeOf(transfer) }),
    });
    let lastMv = 0;
    return {
      kind: 'emg',
      take(x, n) {
        const mv = x === 'lost' ? new Float64Array(n).fill(lastMv) : inOwnUnit(channel, x);
        lastMv = mv.length > 0 ? mv[mv.length - 1] : lastMv;
        const update = x === 'lost' ? monitor.lost(n) : monitor.push(mv);
        const pair = name === judged ? pairs.push(mv, update.effortMv) : undefined;
        if (pair) judge?.ask(pair);
        return update;
      },
    };
  });

  const courses = new Map<string, { readonly startS: number; readonly course: ContractionCourse }>();
  /** The reading of the contraction that a window belongs to, with it. */
  function readingWith(window: LiveWindow): ContractionReading | undefined {
    if (window.phase !== 'hold' && window.phase !== 'maximal') return undefined;
    const step = marks.whole(window.startS, window.endS);
    if (!step || window.startS < step.startS + settleS) return undefined;
    let own = courses.get(window.channel);
    if (own?.startS !== step.startS) {
      own = { startS: step.startS, course: contractionCourse(window.channel, { hopS: stepS }) };
      courses.set(window.channel, own);
    }
    own.course.add(window);
    return own.course.reading();
  }

  let [next, nLost] = [0, 0];
  let squeezes: readonly MeasuredSqueeze[] = [];

  function requireNext(firstIndex: number, what: string): void {
    if (firstIndex === next) return;
    throw new ArgumentError(
      `${what} must begin at sample ${next}, got ${firstIndex} — in liveAnalysis.`,
      'Pass every event of the device, in its order.',
    );
  }

  function updateOf(take: (one: Followed, channel: PlacedChannel) => EmgUpdate | ForceUpdate): LiveUpdate {
    const effort: LiveUpdate['effort'][number][] = [];
    const windows: LiveWindow[] = [];
    const columns: LiveUpdate['columns'][number][] = [];
    followed.forEach((one, i) => {
      const channel = placed[i].name;
      const update = take(one, placed[i]);
      if ('effortN' in update) {
        effort.push({ channel, kind: 'force', values: update.effortN, first: update.firstEffort });
        return;
      }
      effort.push({ channel, kind: 'emg', values: update.effortMv, first: update.firstEffort });
      windows.push(...update.windows);
      for (const column of update.columns) columns.push({ channel, ...column });
    });
    const readings = windows.map(readingWith).filter((reading) => reading !== undefined);
    const judgement = judge?.take();
    return { atS: next / fs, effort, windows, columns, readings, nLost, ...(judgement && { judgement }) };
  }

  return {
    push(event) {
      if (event.kind === 'link') return updateOf((one) => one.take('lost', 0));
      requireNext(event.firstIndex, event.kind === 'lost' ? 'lost samples' : 'samples');
      if (event.kind === 'lost') {
        next += event.nSamples;
        nLost += event.nSamples;
        return updateOf((one) => one.take('lost', event.nSamples));
      }
      const { values } = event;
      if (values.length !== format.channels.length || values.some(({ length }) => length !== values[0].length)) {
        throw new ArgumentError(
          `values must be ${format.channels.length} channels of equal length, got ${values.map(({ length }) => length).join(', ')} samples — in liveAnalysis.`,
          'Pass the samples of all channels of the format.',
        );
      }
      next += values[0]?.length ?? 0;
      return updateOf((one, { place }) => one.take(values[place], 0));
    },
    mark: (mark) => marks.mark(mark),
    squeezed(squeeze) {
      squeezes = [...squeezes.slice(-mostSqueezes), squeeze];
      return liveStrength(squeezes);
    },
    droppedJudgements: () => judge?.dropped() ?? 0,
    idle: async () => judge?.idle(),
    async finish() {
      const pair = pairs.finish();
      if (pair) judge?.ask(pair);
      await judge?.idle();
      return judge?.take();
    },
  };
}
