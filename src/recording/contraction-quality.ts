import { type Issue, issue, issueCatalogue, type Where } from '#base';
import { rms } from '#signal';
import { withoutDrift } from './contraction-envelope.ts';
import { samplesOf } from './quality-levels.ts';
import type { WindowFault, WindowJudge, WindowQuality } from './quality-windows.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

/** The quality of one contraction, window by window. */
export interface ContractionQuality {
  /** Windows of 1 s from the start of the contraction. */
  readonly windows: readonly WindowQuality[];
  /** Windows with a fault. */
  readonly nBad: number;
  /** Whether enough is left to be measured: more than half of the windows. */
  readonly isUsable: boolean;
}

const leastGoodShare = 0.5;

/**
 * Judges a contraction in windows of 1 s.
 *
 * @param restLevel - RMS at rest above 20 Hz in the channel's unit, where a rest is known
 */
export function contractionQuality(judge: WindowJudge, segment: Segment, restLevel?: number): ContractionQuality {
  const windows = judge({ within: segment, ...(restLevel !== undefined && { restLevel }) });
  const nBad = windows.filter(({ faults }) => faults.length > 0).length;
  return { windows, nBad, isUsable: nBad === 0 || nBad < (1 - leastGoodShare) * windows.length };
}

const causes: Readonly<Record<WindowFault, string>> = {
  CLIPPED: 'clipped',
  SIGNAL_GAP: 'standing still',
  DROPPED_SAMPLES: 'samples lost',
  MAINS_HUM: 'mains hum',
  MOTION_ARTEFACT: 'motion',
  SPIKES: 'spikes',
  LOW_SNR: 'hardly above rest',
};

/** The issue that tells which windows of a contraction were left out and why, with the remedy of the commonest cause; none where all are good. */
export function excludedWindows(
  { windows, nBad, isUsable }: ContractionQuality,
  segment: Segment,
  where: Where,
): Issue[] {
  if (nBad === 0) return [];
  const counts = new Map<WindowFault, number>();
  for (const { code } of windows.flatMap(({ faults }) => faults)) counts.set(code, (counts.get(code) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  const list = byCount.map(([code, count]) => `${causes[code]} in ${count}`).join(', ');
  const lost = isUsable ? 'were left out' : 'are bad, so it was not measured';
  const message = `${nBad} of ${windows.length} windows of 1 s of the ${segment.kind} at ${segment.startS.toFixed(1)} s ${lost}: ${list}.`;
  const [[commonest]] = byCount;
  const excluded = issue(isUsable ? 'WINDOWS_EXCLUDED' : 'CONTRACTION_UNUSABLE', message, {
    ...where,
    atS: segment.startS,
  });
  return [{ ...excluded, suggestion: issueCatalogue[commonest].suggestion }];
}

/** What a test contraction of a neighbouring muscle says about cross-talk. */
export interface CrossTalk {
  /** RMS in the wanted contraction over RMS in the neighbour's, above 20 Hz. */
  readonly ratio: number;
  /** Whether the electrodes see the wanted muscle well enough: twice its neighbour or more. */
  readonly isSelective: boolean;
}

const leastSelectivity = 2;

/**
 * Cross-talk from a test: the wanted muscle alone (for the finger flexors bending the middle joints with the wrist fixed)
 * against its neighbour alone (bending the wrist). Two to three times the amplitude says that the electrodes sit right.
 *
 * @throws ArgumentError when a segment is empty.
 */
export function crossTalk(channel: Channel, wanted: Segment, neighbour: Segment): CrossTalk {
  const steady = { ...channel, samples: withoutDrift(channel) };
  const ratio = rms(samplesOf(steady, wanted)) / rms(samplesOf(steady, neighbour));
  return { ratio, isSelective: ratio >= leastSelectivity };
}
