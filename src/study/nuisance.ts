import type { Analysis } from '#fatigue';
import { logisticClassifier } from '#model';
import { durationS, longestStill, mainsLevel, type Recording } from '#recording';
import { mean, rms } from '#signal';

/** Quantities of a recording that are not physiology of the contraction, and could still give the label away. */
export const nuisances = [
  { id: 'durationS', name: 'Length of the recording', unit: 's' },
  { id: 'onsetS', name: 'Onset time of the grip', unit: 's' },
  { id: 'dcMv', name: 'DC level', unit: 'mV' },
  { id: 'restRmsMv', name: 'RMS at rest', unit: 'mV' },
  { id: 'mainsMv', name: 'Mains level at rest', unit: 'mV' },
] as const;

/** What the nuisance baseline is allowed to see: only what no model should use. */
export interface NuisanceView {
  readonly nuisance: Float64Array;
}

/** Shortest stretch (s) without a contraction in which rest noise and hum can be measured. */
const leastStillS = 1;

/**
 * The nuisance quantities of a recording in the order of {@link nuisances}. Rest noise and hum come from the rest segment,
 * or else from the longest stretch without a contraction. Null without a hold, or where all is contraction.
 */
export function nuisanceOf(recording: Recording, analysis: Analysis): Float64Array | null {
  const { channel, segments, hold } = analysis;
  const { samples, fs } = channel;
  const rest = segments.find((segment) => segment.kind === 'rest');
  const { startS, endS } = rest ?? longestStill(segments, samples.length / fs);
  const still = samples.slice(Math.round(startS * fs), Math.round(endS * fs));
  if (!hold || still.length < leastStillS * fs) return null;
  const level = mean(still);
  return Float64Array.of(
    durationS(recording),
    hold.segment.startS,
    mean(samples),
    rms(still.map((value) => value - level)),
    mainsLevel(still, fs).rms,
  );
}

/** Logistic regression on all nuisance quantities: a score above chance here warns against every other score. */
export function nuisanceBaseline() {
  return logisticClassifier<NuisanceView>({
    id: 'nuisance',
    name: 'Nuisance only (recording length, onset, DC, rest RMS, mains)',
    featureIds: nuisances.map(({ id }) => id),
    read: (view) => view.nuisance,
  });
}

/** Logistic regression on one nuisance quantity alone. */
export function singleNuisance(index: number) {
  const { id, name } = nuisances[index];
  return logisticClassifier<NuisanceView>({
    id: `nuisance:${id}`,
    name: `${name} alone`,
    featureIds: [id],
    read: (view) => view.nuisance.slice(index, index + 1),
  });
}
