import type { State } from '#study';

/** A person's value in each state; null where there is none. Several recordings of one state are averaged. */
export interface SubjectPair {
  readonly subject: string;
  readonly fresh: number | null;
  readonly fatigued: number | null;
}

/** A pair with both values. */
export interface CompletePair {
  readonly subject: string;
  readonly fresh: number;
  readonly fatigued: number;
}

const average = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;

/** Groups values by person and state, people in the order of their names. */
export function subjectPairs(
  values: readonly { readonly subject: string; readonly state: State; readonly value: number }[],
): SubjectPair[] {
  const subjects = [...new Set(values.map(({ subject }) => subject))].sort((a, b) => (a < b ? -1 : 1));
  return subjects.map((subject) => {
    const of = (state: State): number | null =>
      average(values.filter((item) => item.subject === subject && item.state === state).map(({ value }) => value));
    return { subject, fresh: of('fresh'), fatigued: of('fatigued') };
  });
}

/** Only those people that have a value in both states. */
export function completePairs(pairs: readonly SubjectPair[]): CompletePair[] {
  return pairs.flatMap(({ subject, fresh, fatigued }) =>
    fresh === null || fatigued === null ? [] : [{ subject, fresh, fatigued }],
  );
}
