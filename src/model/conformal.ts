import { ArgumentError } from '#base';
import { decisionThreshold, type labels } from './classifier.ts';
import { byPerson, type Judged, requireJudged } from './judged.ts';

/** What is said of a recording; `undecided` only by a model that knows how often it may be wrong. */
export type Verdict = (typeof labels)[number] | 'undecided';

/** When a model may decide. */
export interface Conformal {
  /** Highest share of new people about whom a wrong verdict is given. */
  readonly errorLevel: number;
  /** How many people, none of whom the model had learned from, decided the threshold. */
  readonly people: number;
  /** A state is said when its probability is above this, 0.5 or more. Null: too few people, every verdict is `undecided`. */
  readonly threshold: number | null;
}

/** @throws ArgumentError unless the level is in (0, 1). */
export function requireErrorLevel(errorLevel: number, where: string): void {
  if (errorLevel > 0 && errorLevel < 1) return;
  throw new ArgumentError(
    `errorLevel must be between 0 and 1, got ${errorLevel} — in ${where}.`,
    'Pass 0.1 for one wrong verdict in ten people.',
  );
}

/** How many people a level needs before any verdict can be given: 9 for 0.1, 19 for 0.05. */
export function peopleNeeded(errorLevel: number): number {
  requireErrorLevel(errorLevel, 'peopleNeeded');
  // Without the rounding of 1 / level (1 / 0.1 is exact, 1 / 0.05 too, others may not be).
  return Math.ceil(1 / errorLevel - 1 - 1e-9);
}

/**
 * Split-conformal prediction (Vovk et al. 2005; Papadopoulos et al. 2002) over people. Recordings of one person depend on
 * each other, so the exchangeable unit is the person: each gives one score, the worst of their recordings (1 − the
 * probability of what was true). The threshold is the k-th smallest of n scores, k = ⌈(n + 1)(1 − level)⌉. For a new
 * person, exchangeable with these and recorded as often, the chance that *any* of their recordings gets a wrong verdict
 * is at most the level; for a single recording it is lower still. That is an average over calibration people and new
 * people: of one fixed model a little more or less is possible, and nothing is promised for other devices or muscles.
 *
 * A threshold below 0.5 is raised to 0.5: it would only turn right verdicts into `undecided`.
 *
 * A temperature changes no verdict, because it moves scores and probabilities alike; so it may be fitted to the same
 * people.
 *
 * @throws ArgumentError when the level is not between 0 and 1.
 * @throws StudyError when there is nobody, or a probability is not in [0, 1].
 */
export function conformalOf(judged: readonly Judged[], errorLevel: number): Conformal {
  requireErrorLevel(errorLevel, 'conformalOf');
  requireJudged(judged, 1, 'conformalOf');
  const scores = byPerson(judged)
    .map((own) => Math.max(...own.map(({ probability, fatigued }) => (fatigued ? 1 - probability : probability))))
    .sort((a, b) => a - b);
  const n = scores.length;
  const threshold = n < peopleNeeded(errorLevel) ? null : scores[Math.ceil((n + 1) * (1 - errorLevel) - 1e-9) - 1];
  return { errorLevel, people: n, threshold: threshold === null ? null : Math.max(threshold, 0.5) };
}

/** The verdict on a probability of `fatigued`; without conformal data always one of the two states. */
export function verdictOf(probability: number, conformal?: Conformal): Verdict {
  if (conformal === undefined) return probability >= decisionThreshold ? 'fatigued' : 'fresh';
  const { threshold } = conformal;
  if (threshold !== null && probability > threshold) return 'fatigued';
  return threshold !== null && 1 - probability > threshold ? 'fresh' : 'undecided';
}
