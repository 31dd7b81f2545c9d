import type { GuideNotice } from '#protocol';
import type { LossCause, RecordedChannel } from '#recording';
import type { RecordingSink, RecordingStart, SessionStore } from './session-store.ts';

/** What lies between the recordings of a protocol is kept too: rests, rested maxima, the loop itself. */
export const betweenName = 'between';

/** What all recordings of a session have in common. */
export interface SessionRecorderOptions {
  readonly store: SessionStore;
  /** As they are when a recording begins. */
  readonly channels: () => readonly RecordedChannel[];
  readonly fs: number;
  readonly device: string;
  readonly firmware?: string;
  /** Local time of a sample, by its number. */
  readonly localTimeOf: (index: number) => string;
}

/** Cuts a running test into recordings, as its guide tells them. */
export interface SessionRecorder {
  add(values: readonly Float64Array[]): void;
  lost(nSamples: number, cause: LossCause): void;
  /** Something that happened `atS` seconds after the first sample of the device. */
  event(atS: number, durationS: number, label: string): void;
  /** What the guide tells; `lossPercent` as its view has it. */
  hear(notice: GuideNotice, lossPercent: number | null): void;
  /** Closes what is open, not complete. */
  end(): void;
  /** What is being recorded, and for how long (s). */
  readonly now: { readonly name: string; readonly durationS: number } | null;
  /** Samples of all recordings that were lost. */
  readonly nLost: number;
}

interface Open {
  readonly start: RecordingStart;
  readonly sink: RecordingSink;
  /** Number of its first sample. */
  readonly first: number;
  readonly lossPercent: number | null;
  targetPercent?: number;
  nLost: number;
  /** The newest samples: they are handed on once it is known what happened at their end, so its events stand in the same record. */
  newest: readonly Float64Array[] | null;
}

const eventLabels = { rest: 'rest', target: 'hold', maximal: 'mvc' } as const;

/** Begins at the device's first sample; nothing is kept before the guide begins. */
export function sessionRecorder(options: SessionRecorderOptions): SessionRecorder {
  const { store, channels, fs, device, firmware, localTimeOf } = options;
  let open: Open | null = null;
  let index = 0;
  let run = 0;
  let nLost = 0;
  let stepFromS = 0;

  function begin(name: string, state: RecordingStart['state'], lossPercent: number | null): void {
    run++;
    const start = {
      run,
      name,
      state,
      channels: channels(),
      fs,
      startedAt: localTimeOf(index),
      device,
      ...(firmware !== undefined && { firmware }),
    };
    store.note({ kind: 'recording-opened', run, name, state, atS: index / fs, startedAt: start.startedAt });
    open = { start, sink: store.open(start), first: index, lossPercent, nLost: 0, newest: null };
  }

  function handOn(): void {
    if (open?.newest) open.sink.add(open.newest);
    if (open) open.newest = null;
  }

  function close(isComplete: boolean): void {
    if (!open) return;
    handOn();
    const { sink, start, targetPercent, lossPercent } = open;
    sink.close({
      isComplete,
      nLost: open.nLost,
      ...(targetPercent !== undefined && { targetPercent }),
      ...(lossPercent !== null && { lossPercent }),
    });
    store.note({ kind: 'recording-closed', run: start.run, name: start.name, isComplete, nLost: open.nLost });
    open = null;
  }

  function event(atS: number, durationS: number, label: string): void {
    open?.sink.event({ onsetS: Math.max(0, atS - open.first / fs), durationS, label });
  }

  return {
    add(values) {
      handOn();
      if (open) open.newest = values;
      index += values[0].length;
    },
    lost(n, cause) {
      index += n;
      if (!open) return;
      handOn();
      open.sink.lost(n, cause);
      open.nLost += n;
      nLost += n;
    },
    event,
    hear(notice, lossPercent) {
      switch (notice.kind) {
        case 'recording-opened':
          close(true);
          begin(notice.name, notice.state ?? null, lossPercent);
          break;
        case 'recording-closed':
          close(notice.isComplete);
          break;
        case 'step-started':
          if (!open) begin(betweenName, null, lossPercent);
          if (open && notice.step.targetPercent !== undefined) open.targetPercent ??= notice.step.targetPercent;
          stepFromS = notice.atS;
          break;
        case 'step-ended': {
          const label = eventLabels[notice.step.kind];
          const remark = notice.isBrokenOff ? ' (broken off)' : notice.added === 'practice' ? ' (practice)' : '';
          event(stepFromS, notice.atS - stepFromS, `${label}${remark}`);
          break;
        }
        case 'answered':
          if (notice.rating.value !== null)
            event(notice.atS, 0, `exertion ${notice.rating.value} (${notice.rating.scale})`);
          break;
        case 'trial-judged':
          event(notice.atS, 0, notice.trial.trial?.isAccepted ? 'mvc accepted' : 'mvc not accepted');
          break;
        case 'paused':
        case 'resumed':
          event(notice.atS, 0, notice.kind);
          break;
        case 'finished':
          close(notice.why !== 'aborted' && notice.why !== 'pain' && notice.why !== 'no-signal');
          break;
      }
    },
    end: () => close(false),
    get now() {
      return open && { name: open.start.name, durationS: (index - open.first) / fs };
    },
    get nLost() {
      return nLost;
    },
  };
}
