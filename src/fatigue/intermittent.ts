import { ArgumentError, requirePositive, requireWhole } from '#base';
import { linearFit, mean } from '#signal';

/** One contraction of an intermittent test. */
export interface RepeatedContraction {
  readonly startS: number;
  readonly durationS: number;
  /** Mean force over the contraction, in the unit of all others. */
  readonly meanForce: number;
}

/** Times of an intermittent test. The usual handgrip form is 5 s on, 5 s off. */
export interface IntermittentTiming {
  readonly contractionS: number;
  readonly restS: number;
}

export const fiveOnFiveOff: IntermittentTiming = { contractionS: 5, restS: 5 };

/**
 * Mean force of each contraction of an intermittent test that follows a metronome; a last contraction that is cut off is
 * left out.
 *
 * @param force [nSamples], tared, from the start of the first contraction.
 * @throws ArgumentError for times or a rate that are not above 0, or a force shorter than one contraction.
 */
export function repeatedContractions(
  force: Float64Array,
  fs: number,
  { contractionS, restS }: IntermittentTiming = fiveOnFiveOff,
): RepeatedContraction[] {
  const where = 'repeatedContractions';
  requirePositive('fs', fs, where);
  requirePositive('contractionS', contractionS, where);
  requirePositive('restS', restS, where);
  const length = Math.round(contractionS * fs);
  const contractions: RepeatedContraction[] = [];
  for (let k = 0; ; k++) {
    const startS = k * (contractionS + restS);
    const first = Math.round(startS * fs);
    if (first + length > force.length) break;
    contractions.push({ startS, durationS: contractionS, meanForce: mean(force.subarray(first, first + length)) });
  }
  if (contractions.length > 0) return contractions;
  throw new ArgumentError(
    `force must hold at least one contraction of ${contractionS} s, got ${(force.length / fs).toFixed(1)} s — in ${where}.`,
    'Pass the whole test, or its own times.',
  );
}

/** What an all-out intermittent test says. */
export interface CriticalForce {
  /** Mean of the last contractions: the force that seems to last (unit of the forces). */
  readonly criticalForce: number;
  readonly nLast: number;
  /** `sum over contractions of (F − CF) × duration` where F lies above CF (unit of the forces times s). */
  readonly impulseAbove: number;
  /** Change over the last contractions (% of their mean per contraction): far below 0 means no plateau was reached yet. */
  readonly lastTrendPercent: number;
}

/**
 * Critical force and the impulse above it (W′) of an all-out intermittent test, by the means of its contractions. The
 * force at the end of an all-out test is taken as the one that lasts; a test that ends while it still falls gives too
 * much, and `lastTrendPercent` shows it.
 *
 * @param options.nLast how many contractions at the end are averaged. @default 6
 * @throws ArgumentError unless there are more contractions than `nLast`, or their end is not above 0.
 */
export function criticalForce(
  contractions: readonly RepeatedContraction[],
  { nLast = 6 }: { readonly nLast?: number } = {},
): CriticalForce {
  requireWhole('nLast', nLast, 2, 'criticalForce');
  if (contractions.length <= nLast) {
    throw new ArgumentError(
      `contractions must be more than the ${nLast} that are averaged, got ${contractions.length} — in criticalForce.`,
      'Pass the whole test, or average fewer.',
    );
  }
  const last = contractions.slice(-nLast).map(({ meanForce }) => meanForce);
  const level = mean(last);
  requirePositive('mean of the last contractions', level, 'criticalForce');
  const impulseAbove = contractions.reduce(
    (sum, { meanForce, durationS }) => sum + Math.max(0, meanForce - level) * durationS,
    0,
  );
  const order = last.map((_, i) => i);
  return { criticalForce: level, nLast, impulseAbove, lastTrendPercent: (100 * linearFit(order, last).slope) / level };
}
