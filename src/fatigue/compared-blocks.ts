import { requirePositive } from '#base';
import { type LabelledLoss, type LabelRule, labelOfLoss } from './fatigue-label.ts';
import { recoveryRatios } from './recovery-ratio.ts';
import { type RepeatedMaxima, repeatedMaxima } from './repeated-maxima.ts';
import type { ForceRecording, HoldEffort, strengthBlocks, TrialBlock } from './strength-blocks.ts';
import { mvcLossPercent } from './strength-decline.ts';

/** The maximum that all loss is counted from. */
export interface RestedMvc {
  /** In the unit of the force; null where there is none. */
  readonly value: number | null;
  readonly isGiven: boolean;
  /** Whether it was accepted, or why there is none, in words. */
  readonly reason: string;
}

/** A block of squeezes with what it says beside the rested maximum. */
export interface StrengthBlock extends TrialBlock {
  readonly isRested: boolean;
  /** Minutes after the task (its hold, or the squeezes that ended it); null where a recording's begin is not known. */
  readonly minutes: number | null;
  /** Loss of the rested maximum, and the state by it; null for that maximum itself, or where there is none. */
  readonly loss: LabelledLoss | null;
  /** Share of the lost strength that is back; null before anything was lost. */
  readonly recovery: number | null;
  readonly repeated: RepeatedMaxima | null;
}

/**
 * The rested maximum: a given one, or that of the first block where no hold comes before it.
 *
 * @throws ArgumentError when the given one is not above 0.
 */
export function restedMvcOf(blocks: readonly TrialBlock[], given?: number): RestedMvc {
  if (given !== undefined) requirePositive('restedMvc', given, 'restedMvcOf');
  if (given !== undefined) return { value: given, isGiven: true, reason: 'Given.' };
  const [first] = blocks;
  const none = (reason: string) => ({ value: null, isGiven: false, reason });
  if (first === undefined) return none('No maximal squeeze was found.');
  if (first.isAfterHold) return none('The first squeezes come after a hold: they are not rested.');
  return { value: first.mvc.value, isGiven: false, reason: first.mvc.reason };
}

interface Moment {
  readonly recording: number;
  readonly atS: number;
}

/** Minutes between two moments; null where the begin of one of their recordings is not known. */
function minutesBetween(recordings: readonly ForceRecording[], from: Moment, to: Moment): number | null {
  if (from.recording === to.recording) return (to.atS - from.atS) / 60;
  const [start, end] = [from, to].map(({ recording, atS }) => {
    const { offsetS = recording === 0 ? 0 : Number.NaN } = recordings[recording];
    return offsetS + atS;
  });
  return Number.isFinite(end - start) ? (end - start) / 60 : null;
}

/** When the task ended: with the last hold before these squeezes, or where none was recorded when they began. */
function taskEnd(end: TrialBlock, holds: readonly HoldEffort[]): Moment {
  const hold = holds.findLast(
    ({ recording, segment }) =>
      recording < end.recording || (recording === end.recording && segment.endS <= end.startS),
  );
  return hold ? { recording: hold.recording, atS: hold.segment.endS } : { recording: end.recording, atS: end.startS };
}

/** Blocks beside the rested maximum: the first that is not rested ends the task, the others show the recovery. */
export function comparedBlocks(
  recordings: readonly ForceRecording[],
  { blocks, holds }: ReturnType<typeof strengthBlocks>,
  rested: RestedMvc,
  rule: Partial<LabelRule>,
): StrengthBlock[] {
  const nRested = rested.isGiven || blocks[0]?.isAfterHold ? 0 : 1;
  const end = blocks[nRested];
  return blocks.map((block, i): StrengthBlock => {
    const { value } = block.mvc;
    const isRested = i < nRested;
    const repeated = repeatedMaxima(block, { ...(rested.value !== null && { restedMvc: rested.value }), rule });
    if (isRested) return { ...block, isRested, minutes: null, loss: null, recovery: null, repeated };
    const minutes = minutesBetween(recordings, taskEnd(end, holds), { recording: block.recording, atS: block.startS });
    const restedMvc = rested.value;
    if (value === null || restedMvc === null)
      return { ...block, isRested, minutes, loss: null, recovery: null, repeated };
    const endMvc = end.mvc.value;
    const [point] =
      endMvc === null ? [] : recoveryRatios({ restedMvc, endMvc }, [{ minutes: minutes ?? 0, mvc: value }]);
    return {
      ...block,
      isRested,
      minutes,
      loss: labelOfLoss(mvcLossPercent({ restedMvc, mvc: value }), rule),
      recovery: block === end ? null : (point?.ratio ?? null),
      repeated,
    };
  });
}
