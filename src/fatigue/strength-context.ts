import { ArgumentError } from '#base';
import type { ForceUnit } from '#recording';
import { type GripAsymmetry, gripAsymmetry } from './asymmetry.ts';
import { type GripHand, type GripNorms, gripNorms, type Sex } from './grip-norms.ts';
import { gripScore, type StrengthFacts } from './grip-protocol.ts';
import { minimalDetectableChange, sessionChange } from './reliability.ts';

/** Of whom a strength is, for a look at norms. */
export interface NormPerson {
  readonly sex: Sex;
  readonly ageYears: number;
}

/** Everything that is known of a hand, as the norm tables name it. */
function handsOf({ hand, dominantHand }: StrengthFacts): GripHand[] {
  if (hand === undefined) return [];
  const isSided = dominantHand === 'left' || dominantHand === 'right';
  return [hand, ...(isSided ? [hand === dominantHand ? ('dominant' as const) : ('non-dominant' as const)] : [])];
}

/**
 * Rested squeezes beside the norms of grip: the mean of the first three accepted ones, as the tables were made. Says why
 * where there is none.
 *
 * @param values of the accepted squeezes, in the order of time.
 * @throws ArgumentError for an age or a value that is not above 0.
 */
export function normsOf(
  values: readonly number[],
  unit: string,
  { sex, ageYears }: NormPerson,
  facts: StrengthFacts,
): GripNorms & { readonly statement: string } {
  if (values.length === 0) return { norms: [], none: 'There is no accepted squeeze to compare.', statement: '' };
  const { value, statement } = gripScore(values.slice(0, 3), 'asht-2015');
  if (unit !== 'N' && unit !== 'kgf' && unit !== 'lbf') {
    return { norms: [], none: 'There is no norm without the unit of the force.', statement };
  }
  return { ...gripNorms({ value, unit: unit as ForceUnit, ageYears, sex, hands: handsOf(facts) }), statement };
}

/** How two hands differ, or why that is not said. */
export interface HandsCompared {
  /** Maximum of the other hand; null where none was accepted. */
  readonly otherHand: number | null;
  readonly asymmetry: GripAsymmetry | null;
  /** In words, where there is no asymmetry. */
  readonly none?: string;
}

/** Left–right asymmetry of the maxima of two hands; without a dominant hand there is no formula for it. */
export function handsCompared(
  mvc: number | null,
  otherHand: number | null,
  { hand, dominantHand }: StrengthFacts,
): HandsCompared {
  if (mvc === null || otherHand === null) {
    return { otherHand, asymmetry: null, none: 'Asymmetry is not told: a hand has no accepted maximum.' };
  }
  if (hand === undefined || (dominantHand !== 'left' && dominantHand !== 'right')) {
    const what = hand === undefined ? 'which hand this is' : 'a dominant hand';
    return { otherHand, asymmetry: null, none: `Asymmetry is not told: ${what} was not recorded.` };
  }
  const [dominant, nonDominant] = hand === dominantHand ? [mvc, otherHand] : [otherHand, mvc];
  return { otherHand, asymmetry: gripAsymmetry({ dominant, nonDominant }) };
}

/** What an earlier session says, and how sure a measurement is. */
export interface EarlierSession {
  /** Rested maximum of the earlier session, in the unit of this one. */
  readonly mvc: number;
  /** Standard error of measurement in that unit, or the minimal detectable change (95 %): one of them at most. */
  readonly sem?: number;
  readonly mdc95?: number;
}

/** A change of the rested maximum between two sessions. */
export interface StrengthChange {
  readonly earlier: number;
  readonly change: number;
  readonly changePercent: number;
  /** Null where no error of measurement is known: then nobody can tell the change from noise. */
  readonly noise: { readonly mdc95: number; readonly inMdc: number; readonly isDetectable: boolean } | null;
}

/**
 * The change since an earlier session, in units of MDC95 where an error of measurement is known.
 *
 * @throws ArgumentError for values that are not above 0, or both SEM and MDC.
 */
export function changeSince({ mvc: earlier, sem, mdc95 }: EarlierSession, now: number): StrengthChange {
  if (sem !== undefined && mdc95 !== undefined) {
    throw new ArgumentError(
      `Either a SEM or an MDC says how sure a measurement is, got ${sem} and ${mdc95} — in changeSince.`,
      'Leave one of them out.',
    );
  }
  if (!(earlier > 0 && Number.isFinite(earlier))) {
    throw new ArgumentError(
      `The earlier maximum must be above 0, got ${earlier} — in changeSince.`,
      'Pass the rested maximum of the earlier session.',
    );
  }
  const change = now - earlier;
  const changePercent = (100 * change) / earlier;
  const error = sem ?? (mdc95 === undefined ? undefined : mdc95 / minimalDetectableChange(1));
  if (error === undefined) return { earlier, change, changePercent, noise: null };
  const found = sessionChange({ before: earlier, after: now, sem: error });
  return {
    earlier,
    change,
    changePercent,
    noise: { mdc95: found.mdc95, inMdc: change / found.mdc95, isDetectable: found.isDetectable },
  };
}
