import { counted } from './cannot-read.ts';
import type { RecordingEvent } from './recording.ts';

/** Why samples never came, as devices tell it. */
export type LossCause = 'dropped' | 'corrupt' | 'disconnected';

/** A stretch of samples that was filled because some of it never came. */
export interface LostStretch {
  /** Samples `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** How many of them are lost. */
  readonly nLost: number;
  readonly causes: readonly LossCause[];
}

/** Both stretches and what lies between them, as one. */
export function joinedStretch(a: LostStretch, b: LostStretch): LostStretch {
  return {
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
    nLost: a.nLost + b.nLost,
    causes: [...new Set([...a.causes, ...b.causes])],
  };
}

/** A lost stretch as a recording's own event. */
export function lostEvent({ from, to, nLost, causes }: LostStretch, fs: number): RecordingEvent {
  const label = `Lost ${counted(nLost, 'sample')} (${causes.join(', ')})`;
  return { onsetS: from / fs, durationS: (to - from) / fs, label };
}

const lostLabel = /^Lost (\d{1,12}) samples? \((?:(?:dropped|corrupt|disconnected)(?:, )?)+\)$/;

/** How many samples an event of {@link lostEvent} tells as lost; undefined for any other. */
export function readLostEvent({ label }: RecordingEvent): number | undefined {
  const found = lostLabel.exec(label);
  return found ? Number(found[1]) : undefined;
}
