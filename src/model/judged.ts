import { StudyError } from '#base';

/** What a model said of a recording of a person it did not learn from, and what was true. */
export interface Judged {
  readonly subject: string;
  /** Probability of `fatigued`, in [0, 1]. */
  readonly probability: number;
  readonly fatigued: boolean;
}

/** Log-odds of a probability, finite even where float32 has reached 0 or 1. */
export function logitOf(probability: number): number {
  const inside = Math.min(Math.max(probability, 1e-7), 1 - 1e-7);
  return Math.log(inside) - Math.log1p(-inside);
}

/** Recordings of each person, in the order in which people first appear. */
export function byPerson(judged: readonly Judged[]): Judged[][] {
  const people = new Map<string, Judged[]>();
  for (const one of judged) people.set(one.subject, [...(people.get(one.subject) ?? []), one]);
  return [...people.values()];
}

/** @throws StudyError when the recordings are of fewer than `atLeast` people. */
export function requirePeople(rows: readonly { readonly subject: string }[], atLeast: number, where: string): void {
  const people = new Set(rows.map(({ subject }) => subject)).size;
  if (people >= atLeast) return;
  throw new StudyError(
    `At least ${atLeast} ${atLeast === 1 ? 'person is' : 'people are'} needed, got ${people} — in ${where}.`,
    'Set more people aside, or none.',
  );
}

/** @throws StudyError when there are fewer than `atLeast` people, or a probability is not in [0, 1]. */
export function requireJudged(judged: readonly Judged[], atLeast: number, where: string): void {
  requirePeople(judged, atLeast, where);
  const wrong = judged.find(({ probability }) => !(probability >= 0 && probability <= 1));
  if (wrong === undefined) return;
  throw new StudyError(
    `A probability must be from 0 to 1, got ${wrong.probability} for ${wrong.subject} — in ${where}.`,
    'Pass what the model said of each recording.',
  );
}
