import { type Issue, issue } from '#base';
import { counted } from './cannot-read.ts';
import { readLostEvent } from './lost-samples.ts';
import type { Channel, RecordingEvent } from './recording.ts';

/** Stretches [from, to) of samples, rising and apart, that lost-sample events tell of a channel at `fs`. */
function stretchesOf(events: readonly RecordingEvent[], fs: number, nSamples: number): [number, number][] {
  const stretches: [number, number][] = [];
  for (const event of events) {
    if (readLostEvent(event) === undefined) continue;
    const from = Math.max(0, Math.round(event.onsetS * fs));
    const to = Math.min(nSamples, Math.round((event.onsetS + event.durationS) * fs));
    const before = stretches.at(-1);
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else if (to > from) stretches.push([from, to]);
  }
  return stretches;
}

/**
 * Channels that know which of their samples a recorder filled in for lost ones, from the events that tell so. `events` are
 * in the order of time.
 */
export function withFilled(channels: readonly Channel[], events: readonly RecordingEvent[]): Channel[] {
  return channels.map((channel) => {
    const filled = stretchesOf(events, channel.fs, channel.samples.length);
    return filled.length === 0 ? channel : { ...channel, filled };
  });
}

/** What {@link withFilled} found, in words. */
export function filledIssues([first]: readonly Channel[], events: readonly RecordingEvent[], file: string): Issue[] {
  const nFilled = first?.filled?.length ?? 0;
  if (!first?.filled || nFilled === 0) return [];
  const nLost = events.reduce((sum, event) => sum + (readLostEvent(event) ?? 0), 0);
  const [from] = first.filled[0] as readonly [number, number];
  const message = `${counted(nLost, 'sample')} never came, in ${counted(nFilled, 'stretch', 'stretches')}; the last value before stands there.`;
  return [issue('SAMPLES_FILLED', message, { file, sample: from, atS: from / first.fs })];
}
