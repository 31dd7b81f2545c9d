import { ArgumentError, requireSamples } from '#base';
import { mean } from '#signal';

/** How far an estimated force lies from the measured one. */
export interface ForceError {
  /** Root mean square error (% of the rested maximum). */
  readonly rmse: number;
  /** Mean of estimate minus truth (% of the rested maximum): above 0 where force is overestimated. */
  readonly bias: number;
  /**
   * `1 − SSE / SST` about the mean of this piece alone; null where the force does not vary. A steady hold has next to no
   * variance, so even a small error gives a value far below 0.
   */
  readonly r2: number | null;
}

/**
 * Errors of an estimated force [n] against the measured one [n], both in % of the rested maximum.
 *
 * @throws ArgumentError when they are empty, differ in length or are not finite.
 */
export function forceError(estimate: Float64Array, truth: Float64Array): ForceError {
  requireSamples(estimate, 'forceError', { name: 'estimate' });
  requireSamples(truth, 'forceError', { name: 'truth' });
  if (estimate.length !== truth.length) {
    throw new ArgumentError(
      `estimate and truth must be equally long, got ${estimate.length} and ${truth.length} — in forceError.`,
      'Pass one estimate for each force.',
    );
  }
  const centre = mean(truth);
  let [errors, squares, spread] = [0, 0, 0];
  truth.forEach((force, i) => {
    errors += estimate[i] - force;
    squares += (estimate[i] - force) ** 2;
    spread += (force - centre) ** 2;
  });
  const n = truth.length;
  return { rmse: Math.sqrt(squares / n), bias: errors / n, r2: spread > 0 ? 1 - squares / spread : null };
}
