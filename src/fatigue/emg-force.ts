import { ArgumentError } from '#base';
import type { EmgForcePoints } from './emg-force-points.ts';

/**
 * How force F (% of the rested maximum) follows from the envelope E (share of that of the maximum), all through 0 and
 * never falling: `linear` F = a E; `quadratic` a parabola whose slope goes from p at 0 to q at E = 1, both at least 0, and
 * stays q beyond; `power` F = a E^b.
 */
export type ForceForm = 'linear' | 'quadratic' | 'power';

/** A relation from EMG to force. Plain data. */
export interface EmgForceModel {
  readonly form: ForceForm;
  /** `[a]`, `[p, q]` or `[a, b]`; a, p and q in % of the maximum. */
  readonly coefficients: readonly number[];
  /** c of the factor `(MDF / rested MDF)^c`; 0 for a relation that knows no fatigue. */
  readonly fatigueExponent: number;
}

/** The two shapes a quadratic is a sum of: slope 1 at 0 falling to 0 at E = 1, and slope 0 rising to 1. */
export function quadraticShapes(e: number): readonly [number, number] {
  return e <= 1 ? [e - (e * e) / 2, (e * e) / 2] : [0.5, e - 0.5];
}

/** Force (% of the rested maximum) at one envelope, without fatigue. */
function restedForce({ form, coefficients }: EmgForceModel, e: number): number {
  const [a, b] = coefficients;
  if (form === 'linear') return a * e;
  if (form === 'power') return a * e ** b;
  const [u, v] = quadraticShapes(e);
  return a * u + b * v;
}

/**
 * Force [nPoints] in % of the rested maximum, from envelope and MDF: `g(E) · (MDF / rested MDF)^c`. EMG-derived: an
 * estimate that no force sensor confirmed.
 *
 * @throws ArgumentError when envelope and MDF differ in length or an MDF is not above 0.
 */
export function forceFromEmg(
  model: EmgForceModel,
  { envelope, mdfRatio }: Pick<EmgForcePoints, 'envelope' | 'mdfRatio'>,
): Float64Array {
  if (envelope.length !== mdfRatio.length || !mdfRatio.every((ratio) => ratio > 0)) {
    throw new ArgumentError(
      `envelope and mdfRatio must be equally long and every ratio above 0, got ${envelope.length} and ${mdfRatio.length} — in forceFromEmg.`,
      'Pass a ratio of 1 where the MDF is not known.',
    );
  }
  return envelope.map((e, i) => restedForce(model, e) * mdfRatio[i] ** model.fatigueExponent);
}
