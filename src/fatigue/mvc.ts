import { ArgumentError, type Issue, issue, requirePositive, requireWhole } from '#base';
import type { MvcTrial } from './mvc-trial.ts';

/** How many trials are asked for, and how well the best two must agree. */
export interface MvcRules {
  /** Largest difference of the best two accepted trials, in % of the better one. @default 5 */
  readonly withinPercent?: number;
  /** @default 3 */
  readonly fewestTrials?: number;
  /** After these many nothing more is asked for: tired people do not get better. @default 5 */
  readonly mostTrials?: number;
}

/** The maximum of several trials. */
export interface Mvc {
  /** A force, or an EMG amplitude where none was recorded: that is no strength. */
  readonly source: MvcTrial['source'];
  /** Value of the best accepted trial, in `unit`; null where none was accepted. */
  readonly value: number | null;
  readonly unit: MvcTrial['unit'];
  /** Place of the best trial in the list; null where none was accepted. */
  readonly best: number | null;
  /** Difference of the best two accepted trials (% of the better one); null for fewer than two. */
  readonly differencePercent: number | null;
  /** `accepted`, `another trial` is asked for, or `unrepeatable`: the last trial is done and the best two still differ. */
  readonly verdict: 'accepted' | 'another trial' | 'unrepeatable';
  /** Why, in words. */
  readonly reason: string;
  /** Those of the trials, and `MVC_SUBMAXIMAL` where trials stayed unrepeatable. */
  readonly issues: readonly Issue[];
}

function requireAlike(trials: readonly MvcTrial[]): void {
  const [first] = trials;
  const other = trials.find(({ source, unit }) => source !== first?.source || unit !== first.unit);
  if (first && !other) return;
  throw new ArgumentError(
    `trials must be at least one, all of one source and unit, got ${trials.map(({ source, unit }) => `${source} in ${unit}`).join(', ') || 'none'} — in judgeMvc.`,
    'Pass the trials of one session and one channel.',
  );
}

/** A difference with as many decimals as tell it from the limit that it is compared with, at least one. */
function beside(percent: number, limit: number): string {
  const decimals = [1, 2, 3, 4, 5, 6].find((count) => Number(percent.toFixed(count)) !== limit);
  return percent.toFixed(decimals ?? 1);
}

/**
 * The maximum of a session: the best accepted trial, once the best two lie within 5 % of each other. Until then another
 * trial is asked for, up to five; rejected ones count towards the five, since they tire as well.
 *
 * @param trials in the order of time, all forces of one unit or all EMG.
 * @throws ArgumentError for no trial, mixed sources or units, or rules that contradict themselves.
 */
export function judgeMvc(trials: readonly MvcTrial[], options: { readonly file: string } & MvcRules): Mvc {
  const { file, withinPercent = 5, fewestTrials = 3, mostTrials = 5 } = options;
  requirePositive('withinPercent', withinPercent, 'judgeMvc');
  requireWhole('fewestTrials', fewestTrials, 2, 'judgeMvc');
  requireWhole('mostTrials', mostTrials, fewestTrials, 'judgeMvc');
  requireAlike(trials);
  const ranked = trials
    .map(({ value, isAccepted }, place) => ({ value, isAccepted, place }))
    .filter(({ isAccepted }) => isAccepted)
    .sort((a, b) => b.value - a.value);
  const [best, second] = ranked;
  const differencePercent = best && second ? (100 * (best.value - second.value)) / best.value : null;
  // Half a millionth of a percent is the rounding of a mean, not a difference.
  const agree = differencePercent !== null && differencePercent <= withinPercent + 5e-7;
  const said =
    differencePercent === null
      ? `${ranked.length === 1 ? '1 squeeze counts' : 'no squeeze counts'} so far`
      : `the best two differ by ${beside(differencePercent, withinPercent)} %`;
  const isLast = trials.length >= mostTrials;
  const verdict =
    agree && trials.length >= fewestTrials ? 'accepted' : isLast ? 'unrepeatable' : ('another trial' as const);
  const reason = {
    accepted: `Accepted: ${said}, within ${withinPercent} %.`,
    unrepeatable: `Not repeatable: after ${trials.length} trials ${said}.`,
    'another trial': agree
      ? `Another trial, please: ${trials.length} of at least ${fewestTrials}; ${said}.`
      : `Another trial, please: ${said}, and the best two must agree within ${withinPercent} %.`,
  }[verdict];
  const unsure: Issue[] =
    verdict === 'unrepeatable'
      ? [issue('MVC_SUBMAXIMAL', `This may not be a full effort: after ${trials.length} trials ${said}.`, { file })]
      : [];
  const [{ source, unit }] = trials;
  return {
    source,
    value: best?.value ?? null,
    unit,
    best: best?.place ?? null,
    differencePercent,
    verdict,
    reason,
    issues: [...trials.flatMap(({ issues }) => issues), ...unsure],
  };
}
