import type { DeviceFormat, SamplesEvent } from '#device';
import type { Recording } from '#recording';
import { simulateTask, virtualParticipant } from '#simulate';
import type { LiveAnalysis, LiveUpdate } from './live-analysis.ts';
import type { LiveMark } from './phases.ts';

/** A simulated hold and squeeze for the tests, in mV and N, with the steps as they were cued. SIMULATED. */
export function simulatedTest({ holdS = 10, targetShare = 0.7, seed = 1 } = {}): {
  readonly recording: Recording;
  readonly marks: readonly LiveMark[];
  readonly format: DeviceFormat;
} {
  const participant = virtualParticipant({ seed, index: 0, difficulty: 'textbook' });
  const task = simulateTask({
    participant,
    recordForce: true,
    steps: [
      { kind: 'rest', durationS: 8, record: true },
      { kind: 'target', durationS: holdS, targetShare, record: true },
      { kind: 'rest', durationS: 5, record: true },
      { kind: 'maximal', durationS: 5, record: true },
      { kind: 'rest', durationS: 3, record: true },
    ],
  });
  const recording = task.recording as Recording;
  const marks = task.truth.steps.map(({ startS }, i): LiveMark => {
    return { atS: startS, kind: (['rest', 'target', 'rest', 'maximal', 'rest'] as const)[i] };
  });
  const channels = recording.channels.map(({ name, unit }) => ({ name, unit }));
  return { recording, marks, format: { channels, fs: 1000 } };
}

/** Samples `[from, to)` of all channels, as a device tells them. */
export function samplesEvent(channels: readonly Float64Array[], from: number, to: number): SamplesEvent {
  return {
    kind: 'samples',
    firstIndex: from,
    values: channels.map((samples) => samples.subarray(from, to)),
    arrivedS: to / 1000,
  };
}

/** Plays signals into an analysis in blocks, with the marks of the guide before the samples they begin with. */
export function played(
  analysis: LiveAnalysis,
  channels: readonly Float64Array[],
  marks: readonly LiveMark[],
  blockOf: (index: number) => number = () => 100,
): LiveUpdate[] {
  const updates: LiveUpdate[] = [];
  const waiting = [...marks];
  for (let from = 0; from < channels[0].length; ) {
    const to = Math.min(channels[0].length, from + blockOf(updates.length));
    while (waiting.length > 0 && waiting[0].atS * 1000 < to) analysis.mark(waiting.shift() as LiveMark);
    updates.push(analysis.push(samplesEvent(channels, from, to)));
    from = to;
  }
  return updates;
}
