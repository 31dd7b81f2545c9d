import { ArgumentError } from '#base';
import { type LabelledLoss, type LabelRule, labelOfLoss } from './fatigue-label.ts';
import { type CriticalForce, criticalForce, type IntermittentTiming, repeatedContractions } from './intermittent.ts';
import type { ForceRecording, TrialBlock } from './strength-blocks.ts';
import { declineRatePercentPerMin, fatigueIndex3, fatigueIndexFirstLast } from './strength-decline.ts';

/** How maxima fall that follow one after the other. */
export interface RepeatedMaxima {
  /** Accepted squeezes: rejected ones do not count. */
  readonly n: number;
  /** Fatigue indices from the first and the last squeeze, and from three at each end (%). */
  readonly firstLastPercent: number;
  readonly fi3Percent: number;
  /** Loss in % of the first of all maxima per minute. */
  readonly declinePercentPerMin: number;
  /** The state by FI3. */
  readonly state: LabelledLoss;
}

/** With fewer squeezes one of them would count on both sides of FI3. */
const fewest = 6;

/** Fatigue indices of a block of six accepted squeezes or more; null for fewer, which is a test of the maximum alone. */
export function repeatedMaxima(
  { trials }: Pick<TrialBlock, 'trials'>,
  { restedMvc, rule }: { readonly restedMvc?: number; readonly rule?: Partial<LabelRule> } = {},
): RepeatedMaxima | null {
  const accepted = trials.filter(({ isAccepted }) => isAccepted);
  if (accepted.length < fewest) return null;
  const forces = accepted.map(({ value }) => value);
  const fi3Percent = fatigueIndex3(forces);
  return {
    n: accepted.length,
    firstLastPercent: fatigueIndexFirstLast(forces),
    fi3Percent,
    declinePercentPerMin: declineRatePercentPerMin(
      accepted.map(({ startS, endS, value }) => ({ timeS: (startS + endS) / 2, value })),
      { restedMvc: restedMvc ?? forces[0] },
    ),
    state: labelOfLoss(fi3Percent, rule),
  };
}

/** Critical force of an intermittent test, with the pace it was counted at. */
export interface IntermittentTest extends CriticalForce {
  readonly recording: number;
  readonly n: number;
  readonly timing: IntermittentTiming;
}

/** Farther from the metronome than this share of its period, contractions and counted stretches part. */
const mostDrift = 0.1;

/**
 * Critical force of the first block that is long enough, counted by the metronome from its first squeeze on.
 *
 * @throws ArgumentError where no block has seven squeezes or more, or the squeezes do not follow the metronome.
 */
export function intermittentTest(
  recordings: readonly ForceRecording[],
  blocks: readonly TrialBlock[],
  timing: IntermittentTiming,
): IntermittentTest {
  const block = blocks.find(({ segments }) => segments.length > fewest);
  if (!block) {
    throw new ArgumentError(
      `An intermittent test needs more than ${fewest} squeezes one after the other, got at most ${Math.max(0, ...blocks.map(({ segments }) => segments.length))} — in intermittentTest.`,
      'Leave --intermittent out, or set the squeezes by --segments.',
    );
  }
  const { segments, recording } = block;
  const { contractionS, restS } = timing;
  const paceS = (segments[segments.length - 1].startS - segments[0].startS) / (segments.length - 1);
  if (Math.abs(paceS / (contractionS + restS) - 1) > mostDrift) {
    throw new ArgumentError(
      `The squeezes come every ${paceS.toFixed(1)} s and not every ${contractionS + restS} s — in intermittentTest.`,
      'Pass the times of the test, such as --intermittent 5,5 for 5 s on and 5 s off.',
    );
  }
  const { fs, samples } = recordings[recording].force;
  const first = Math.round(segments[0].startS * fs);
  const lastS = (segments.length - 1) * (contractionS + restS) + contractionS;
  const contractions = repeatedContractions(samples.slice(first, first + Math.round(lastS * fs) + 1), fs, timing);
  return { ...criticalForce(contractions), recording, n: contractions.length, timing };
}
