import { ArgumentError, requirePositive, requireWhole } from '#base';
import { mean } from '#signal';
import { bySubject } from './by-subject.ts';

/** One repetition of an exercise with the exertion that the person spoke. */
export interface RatedRepetition {
  readonly subject: string;
  /** Number of the repetition within its set, from 1. */
  readonly repetition: number;
  /** Spoken exertion, such as Borg CR-10. */
  readonly rating: number;
  /** RMS of each muscle [nMuscles], in any unit that is the same within the person. */
  readonly rms: readonly number[];
  /** Median frequency of each muscle (Hz) [nMuscles]. */
  readonly mdfHz: readonly number[];
}

/** A repetition as a regression sees it. */
export interface ExertionRow {
  readonly subject: string;
  readonly repetition: number;
  readonly rating: number;
  /** ln(RMS / RMS₀) of each muscle, then ln(MDF / MDF₀) of each [2 · nMuscles]. */
  readonly features: Float64Array;
}

/**
 * Repetitions against the person's own beginning: each index as the logarithm of its ratio to the mean of the person's
 * first `nReference` repetitions. Those have no row: they are the reference, and are neither learned from nor scored.
 *
 * @param repetitions of each person in the order of time.
 * @throws ArgumentError when a person has no repetition beyond the reference, muscles differ in number, or an index is not
 * above 0.
 */
export function exertionRows(
  repetitions: readonly RatedRepetition[],
  { nReference = 5 }: { readonly nReference?: number } = {},
): ExertionRow[] {
  requireWhole('nReference', nReference, 1, 'exertionRows');
  return [...bySubject(repetitions)].flatMap(([subject, own]) => {
    const values = own.map(({ rms, mdfHz }) => [...rms, ...mdfHz]);
    if (own.length <= nReference || values.some((row) => row.length !== values[0].length)) {
      throw new ArgumentError(
        `Each person must have more than ${nReference} repetitions of the same muscles, got ${own.length} of ${subject} — in exertionRows.`,
        'Leave the person out, or use a shorter reference.',
      );
    }
    for (const value of values.flat()) requirePositive(`RMS or MDF of ${subject}`, value, 'exertionRows');
    const reference = values[0].map((_, j) => mean(values.slice(0, nReference).map((row) => row[j])));
    return own.slice(nReference).map(({ repetition, rating }, i) => ({
      subject,
      repetition,
      rating,
      features: Float64Array.from(values[i + nReference], (value, j) => Math.log(value / reference[j])),
    }));
  });
}
