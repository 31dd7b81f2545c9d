import { ArgumentError } from '#base';

/**
 * P values [n] corrected for being n tests (Holm 1979): the chance that any of them is wrong stays below the level.
 *
 * Golden: `golden/signal/holm.json` (`statsmodels.stats.multitest`).
 *
 * @throws ArgumentError when one is not from 0 to 1.
 * @example
 * holm([0.01, 0.04, 0.03]); // [ 0.03, 0.06, 0.06 ]
 */
export function holm(pValues: readonly number[]): number[] {
  const wrong = pValues.findIndex((p) => !(p >= 0 && p <= 1));
  if (wrong >= 0) {
    throw new ArgumentError(
      `pValues[${wrong}] is ${pValues[wrong]}, and must be from 0 to 1 — in holm.`,
      'Leave out tests that could not be made.',
    );
  }
  const order = [...pValues.keys()].sort((i, j) => pValues[i] - pValues[j]);
  const out = new Array<number>(pValues.length);
  let least = 0;
  order.forEach((index, place) => {
    least = Math.max(least, Math.min(1, (pValues.length - place) * pValues[index]));
    out[index] = least;
  });
  return out;
}
