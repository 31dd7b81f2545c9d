import { ArgumentError, requireOneOf } from '#base';

/** Units of force that a dynamometer may speak; `lbf` is what its scale calls lb. */
export type ForceUnit = 'N' | 'kgf' | 'lbf';

/**
 * Newtons in one of each unit, exact by definition: standard gravity is 9.80665 m/s² (CGPM 1901) and the pound is
 * 0.45359237 kg (1959).
 */
export const newtonsPer: Readonly<Record<ForceUnit, number>> = { N: 1, kgf: 9.80665, lbf: 4.4482216152605 };

/**
 * A force in another unit.
 *
 * @throws ArgumentError for an unknown unit or a value that is not finite.
 * @example
 * convertForce(10, 'kgf', 'N'); // 98.0665
 */
export function convertForce(value: number, from: ForceUnit, to: ForceUnit): number {
  const units = Object.keys(newtonsPer) as ForceUnit[];
  requireOneOf('from', from, units, 'convertForce');
  requireOneOf('to', to, units, 'convertForce');
  if (!Number.isFinite(value)) {
    throw new ArgumentError(
      `value must be a finite number, got ${value} — in convertForce.`,
      'Pass the force as a number.',
    );
  }
  return from === to ? value : (value * newtonsPer[from]) / newtonsPer[to];
}
