import { ArgumentError, requireFinite } from '#base';
import { mean, solvePositiveDefinite } from '#signal';
import { requireFeatures, type Standardiser, standardiserOf } from './linear-fit.ts';

/** A fitted ridge regression: `y = bias + Σ weights · (x − means) / scales`. */
export interface RidgeModel extends Standardiser {
  /** Weights of the standardised features [nFeatures], in the unit of y. */
  readonly weights: Float64Array;
  readonly bias: number;
}

/**
 * Fits a linear regression with an L2 penalty on standardised features: minimises
 * `Σ (y − prediction)² + penalty ‖weights‖²` (the bias is free), which is scikit-learn's StandardScaler and Ridge with
 * `alpha = penalty`. Means and scales come from `rows` alone.
 *
 * Golden: `golden/model/ridge-regression.json`.
 *
 * @param rows feature vectors [n][nFeatures]
 * @param y what is to be said of each row [n]
 * @throws ArgumentError when there are no rows, rows of different lengths, another number of y, a value that is not finite,
 * or a penalty that is not above 0.
 */
export function fitRidge(
  rows: readonly Float64Array[],
  y: readonly number[],
  { penalty }: { readonly penalty: number },
): RidgeModel {
  const n = requireFeatures(rows, 'fitRidge');
  if (y.length !== rows.length || !(penalty > 0 && Number.isFinite(penalty))) {
    throw new ArgumentError(
      `A ridge regression needs one y for each row and a penalty above 0, got ${rows.length} rows, ${y.length} y and a penalty of ${penalty} — in fitRidge.`,
      'Pass one y for each row; a penalty of 1 is usual.',
    );
  }
  for (const row of rows) requireFinite('row', row, 'fitRidge');
  requireFinite('y', y, 'fitRidge');
  const { means, scales } = standardiserOf(rows);
  const bias = mean(Float64Array.from(y));
  const square = new Float64Array(n * n);
  const product = new Float64Array(n);
  for (let j = 0; j < n; j++) square[j * n + j] = penalty;
  rows.forEach((row, i) => {
    const x = row.map((value, j) => (value - means[j]) / scales[j]);
    for (let j = 0; j < n; j++) {
      product[j] += x[j] * (y[i] - bias);
      for (let k = 0; k <= j; k++) square[j * n + k] += x[j] * x[k];
    }
  });
  return { weights: solvePositiveDefinite(square, product), bias, means, scales };
}

/**
 * What a ridge regression says of one feature vector [nFeatures].
 *
 * @throws ArgumentError when the vector has another length than those of the fit.
 */
export function applyRidge({ weights, bias, means, scales }: RidgeModel, features: Float64Array): number {
  if (features.length !== weights.length) {
    throw new ArgumentError(
      `The model was fitted to ${weights.length} features, got ${features.length} — in applyRidge.`,
      'Pass the features that it was fitted to.',
    );
  }
  return weights.reduce((sum, weight, j) => sum + (weight * (features[j] - means[j])) / scales[j], bias);
}
