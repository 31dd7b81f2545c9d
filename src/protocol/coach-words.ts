import type { Mvc } from '#fatigue';
import type { JudgedSqueeze } from './squeeze.ts';

const faultWords: Readonly<Record<Exclude<JudgedSqueeze['fault'], 'none'>, string>> = {
  nothing: 'No squeeze arrived. Check the sensor, then once more.',
  lost: 'Samples were lost during the squeeze. Once more.',
  rising: 'That peak came at the very end. Once more, and hold it.',
  jerk: 'That was a jerk without a plateau. Once more: up at once, then hold it.',
};

/** What is said of a good squeeze that may have been better. */
function hint({ trial }: JudgedSqueeze): string {
  if (!trial?.issues.some(({ code }) => code === 'MVC_SUBMAXIMAL')) return '';
  return (trial.rampS ?? 0) > 1 ? ' Next time up faster.' : ' Next time hold it steadier.';
}

/**
 * What the coach says after a maximal squeeze, short and kind.
 *
 * @param options.isTakenAgain whether another squeeze of the rested hand follows.
 * @param options.mvc how the trials of the rested maximum agree, where that decides.
 */
export function coachWords(
  squeeze: JudgedSqueeze,
  { isTakenAgain, isReference, mvc }: { isTakenAgain: boolean; isReference: boolean; mvc?: Mvc },
): string {
  const { fault } = squeeze;
  if (fault !== 'none' && (isTakenAgain || squeeze.trial === null)) return faultWords[fault];
  if (fault !== 'none') return 'It counts as it is; there is no time for another.';
  if (!isReference) return `Well done.${hint(squeeze)}`;
  if (!mvc) return `Good.${hint(squeeze)}`;
  const { differencePercent, verdict } = mvc;
  if (verdict === 'accepted') return 'That is your maximum.';
  if (verdict === 'unrepeatable') return 'Enough: the best one counts.';
  if (differencePercent === null) return `Good.${hint(squeeze)} One more after a rest.`;
  return differencePercent > 5
    ? `The best two differ by ${differencePercent.toFixed(0)} %. One more, as hard as you can.${hint(squeeze)}`
    : `Harder: the best two were within ${Math.max(1, Math.ceil(differencePercent))} %, one more.`;
}
