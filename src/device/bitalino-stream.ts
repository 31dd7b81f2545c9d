import { ArrivalDelays } from './arrival-delays.ts';
import { frameBytes } from './bitalino-frame.ts';
import { BitalinoFrameFinder, type FoundFrame } from './bitalino-frame-finder.ts';
import type { LostEvent, SamplesEvent } from './device.ts';

/** What a stream tells: everything but the state of the line. */
export type StreamEvent = SamplesEvent | LostEvent;

/** Sequence numbers of frames. */
const period = 16;
/** Pause after which samples may be missing unseen: longer than usual bursts, shorter than what a board can store. */
const stallS = 0.15;

/**
 * Turns the bytes of an acquisition into numbered samples: every number is delivered or told as lost once, in order.
 *
 * Losses are counted by the frames' sequence (modulo 16), by the bytes that were no frames, and in multiples of 16 by the
 * host's clock ({@link ArrivalDelays}). After a pause of more than 150 ms samples are held back until the clock has shown
 * whether all of them came: at once when they catch up, after 3 s at the latest when they do not. Losses in multiples of
 * 16 without such a pause are told when the clock shows them, some arrivals late. In the first 3 s the clock knows
 * nothing yet.
 */
export class BitalinoStream {
  private readonly nChannels: number;
  private readonly fs: number;
  private readonly startedS: number;
  private finder: BitalinoFrameFinder;
  private delays: ArrivalDelays;
  private next = 0;
  private sequence = period - 1;
  private lastS?: number;
  private held: StreamEvent[] | undefined;
  private isRejoining = false;

  /** `startedS`: when the start was asked for, by the host's clock. */
  constructor(nChannels: number, fs: number, startedS: number) {
    this.nChannels = nChannels;
    this.fs = fs;
    this.startedS = startedS;
    this.finder = new BitalinoFrameFinder(nChannels);
    this.delays = new ArrivalDelays(fs, period);
  }

  /** Number of the next sample. */
  get nextIndex(): number {
    return this.next;
  }

  /** When frames last came, by the host's clock; undefined before the first. */
  get lastFrameS(): number | undefined {
    return this.lastS;
  }

  /** Takes bytes that arrived; what they tell. */
  push(bytes: Uint8Array, arrivedS: number): StreamEvent[] {
    const found = this.finder.push(bytes);
    if (found.length === 0) return [];
    const pauseS = arrivedS - (this.lastS ?? arrivedS);
    this.lastS = arrivedS;
    if (pauseS > stallS + 1.5 / this.fs && this.delays.isSettled && !this.isRejoining) {
      this.held ??= [];
      this.delays.restart();
    }
    const rejoined = this.isRejoining ? this.rejoin(found, arrivedS) : [];
    const events = [...rejoined, ...this.number(found, arrivedS)];
    const missing = this.delays.note(this.next - 1, arrivedS, this.held !== undefined);
    return this.settle(events, missing);
  }

  /** The line broke: what is still held. Whatever comes next is numbered by the host's clock. */
  disconnect(): StreamEvent[] {
    const events = this.finish();
    this.finder = new BitalinoFrameFinder(this.nChannels);
    this.isRejoining = true;
    return events;
  }

  /** No more bytes come: what was still held. */
  finish(): StreamEvent[] {
    const events = [...(this.held ?? []), ...this.number(this.finder.finish(), this.lastS ?? this.startedS)];
    this.held = undefined;
    return events;
  }

  /** The gap until the line worked again, from when the newest of these samples came. */
  private rejoin(found: readonly FoundFrame[], arrivedS: number): StreamEvent[] {
    const newest = Math.round((arrivedS - (this.delays.leastS ?? this.startedS)) * this.fs);
    const first = found[0] as FoundFrame;
    const last = found[found.length - 1] as FoundFrame;
    const nFound = found.length + modulo(last.sequence - first.sequence - found.length + 1);
    const nSamples = Math.max(0, newest - nFound + 1 - this.next);
    this.isRejoining = false;
    this.sequence = modulo(first.sequence - 1);
    this.delays = new ArrivalDelays(this.fs, period);
    return this.lose(nSamples, 'disconnected', true);
  }

  private lose(nSamples: number, cause: LostEvent['cause'], isEstimated: boolean): LostEvent[] {
    if (nSamples === 0) return [];
    const firstIndex = this.next;
    this.next += nSamples;
    return [{ kind: 'lost', firstIndex, nSamples, cause, isEstimated }];
  }

  /** Frames as numbered samples, with what is missing between them. */
  private number(found: readonly FoundFrame[], arrivedS: number): StreamEvent[] {
    const events: StreamEvent[] = [];
    let run: FoundFrame[] = [];
    const endRun = (): void => {
      if (run.length > 0) events.push(samplesOf(run, this.next - run.length, arrivedS));
      run = [];
    };
    for (const frame of found) {
      const gap = modulo(frame.sequence - this.sequence - 1);
      if (gap > 0 || frame.skippedBytes >= frameBytes(this.nChannels) * period) {
        endRun();
        events.push(...this.gap(gap, frame.skippedBytes));
      }
      this.sequence = frame.sequence;
      run.push(frame);
      this.next++;
    }
    endRun();
    return events;
  }

  /** `counted` samples are missing, or more by multiples of 16 where as many bytes were no frames. */
  private gap(counted: number, skippedBytes: number): LostEvent[] {
    const frames = skippedBytes / frameBytes(this.nChannels);
    const lost = counted + period * Math.max(0, Math.round((frames - counted) / period));
    const corrupt = Math.min(lost, Math.ceil(frames));
    const isEstimated = lost > counted;
    return [...this.lose(corrupt, 'corrupt', isEstimated), ...this.lose(lost - corrupt, 'dropped', false)];
  }

  /** Lets go what is settled; `missing` periods stand before what is held, or else after what is told now. */
  private settle(events: readonly StreamEvent[], missing: number | undefined): StreamEvent[] {
    const { held } = this;
    const nSamples = (missing ?? 0) * period;
    if (!held) return [...events, ...this.lose(nSamples, 'dropped', true)];
    held.push(...events);
    if (missing === undefined) return [];
    this.held = undefined;
    if (nSamples === 0 || held.length === 0) return held;
    this.next += nSamples;
    // Where some are known to be missing, the others were too; else all of them are missing in the pause. Bytes of damaged
    // frames came, so nothing more is missing there.
    const seen = held.findIndex((event) => event.kind === 'lost' && event.cause === 'dropped');
    const place = Math.max(0, seen);
    const { firstIndex } = held[place] as StreamEvent;
    return [
      ...held.slice(0, place),
      { kind: 'lost', firstIndex, nSamples, cause: 'dropped', isEstimated: true },
      ...held.slice(place).map((event) => ({ ...event, firstIndex: event.firstIndex + nSamples })),
    ];
  }
}

function modulo(sequence: number): number {
  return ((sequence % period) + period) % period;
}

function samplesOf(run: readonly FoundFrame[], firstIndex: number, arrivedS: number): SamplesEvent {
  const nChannels = (run[0] as FoundFrame).values.length;
  const values = Array.from({ length: nChannels }, (_, slot) =>
    Float64Array.from(run, (frame) => frame.values[slot] as number),
  );
  return { kind: 'samples', firstIndex, values, digital: Uint8Array.from(run, ({ digital }) => digital), arrivedS };
}
