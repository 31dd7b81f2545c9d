import { ArgumentError, requirePositive } from '#base';
import { solvePositiveDefinite } from '#signal';
import { requireFeatures, standardiserOf } from './linear-fit.ts';

/** A fitted logistic regression: `p = 1 / (1 + exp(−(bias + Σ weights · (x − means) / scales)))`. */
export interface LogisticModel {
  /** Weights of the standardised features [nFeatures]. */
  readonly weights: Float64Array;
  readonly bias: number;
  /** What standardises the features, in their units [nFeatures each]. */
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

const mostSteps = 100;
const smallStep = 1e-10;

/** `ln(1 + exp(z))` without overflow. */
function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/**
 * Fits a logistic regression with an L2 penalty on standardised features: minimises
 * `Σ loss + ‖weights‖² / (2 c)` (the bias is free) by damped Newton steps, which is scikit-learn's StandardScaler and
 * LogisticRegression with `C = c`. Means and scales come from `rows` alone.
 *
 * Golden: `golden/model/logistic-regression.json`.
 *
 * @param rows feature vectors [n][nFeatures]
 * @param truth whether each row is of the positive class [n]
 * @param options.c strength of the data against the penalty, above 0
 * @throws ArgumentError when there are no rows, not both classes, rows of different lengths, a value that is not finite,
 * or c is not positive.
 */
export function fitLogistic(
  rows: readonly Float64Array[],
  truth: readonly boolean[],
  { c }: { readonly c: number },
): LogisticModel {
  if (!truth.includes(true) || !truth.includes(false) || rows.length !== truth.length) {
    throw new ArgumentError(
      `Logistic regression needs both classes and a label for each row, got ${rows.length} rows and ${truth.length} labels — in fitLogistic.`,
      'Pass recordings of both states.',
    );
  }
  requirePositive('c', c, 'fitLogistic');
  const nFeatures = requireFeatures(rows, 'fitLogistic');
  const { means, scales } = standardiserOf(rows);
  const x = rows.map((row) => Float64Array.of(1, ...row.map((value, j) => (value - means[j]) / scales[j])));
  const n = nFeatures + 1;
  const penalty = (j: number): number => (j === 0 ? 0 : 1 / c);
  const scoreOf = (beta: Float64Array, row: Float64Array): number =>
    row.reduce((sum, value, j) => sum + value * beta[j], 0);
  const objective = (beta: Float64Array): number =>
    x.reduce((sum, row, i) => sum + softplus(truth[i] ? -scoreOf(beta, row) : scoreOf(beta, row)), 0) +
    beta.reduce((sum, value, j) => sum + (penalty(j) * value * value) / 2, 0);

  let beta = new Float64Array(n);
  for (let step = 0; step < mostSteps; step++) {
    const gradient = beta.map((value, j) => penalty(j) * value);
    const hessian = new Float64Array(n * n);
    // The bias has no penalty; a trace of one keeps the system solvable when all probabilities saturate.
    for (let j = 0; j < n; j++) hessian[j * n + j] = penalty(j) || 1e-12;
    x.forEach((row, i) => {
      const p = sigmoid(scoreOf(beta, row));
      for (let j = 0; j < n; j++) {
        gradient[j] += (p - (truth[i] ? 1 : 0)) * row[j];
        for (let k = 0; k <= j; k++) hessian[j * n + k] += p * (1 - p) * row[j] * row[k];
      }
    });
    const direction = solvePositiveDefinite(hessian, gradient);
    // Near the minimum the objective changes less than it is rounded; a full step must not be refused for that.
    const highest = objective(beta) * (1 + 1e-12);
    let size = 1;
    let next = beta.map((value, j) => value - size * direction[j]);
    while (objective(next) > highest && size > 1e-6) {
      size /= 2;
      next = beta.map((value, j) => value - size * direction[j]);
    }
    const moved = Math.max(...direction.map((value) => Math.abs(value * size)));
    beta = next;
    if (moved < smallStep) break;
  }
  return { weights: beta.slice(1), bias: beta[0], means, scales };
}

/**
 * Probability of the positive class for one feature vector [nFeatures].
 *
 * @throws ArgumentError when the vector has another length than those of the fit.
 */
export function applyLogistic({ weights, bias, means, scales }: LogisticModel, features: Float64Array): number {
  if (features.length !== weights.length) {
    throw new ArgumentError(
      `The model was fitted to ${weights.length} features, got ${features.length} — in applyLogistic.`,
      'Pass the features that it was fitted to.',
    );
  }
  return sigmoid(weights.reduce((sum, weight, j) => sum + (weight * (features[j] - means[j])) / scales[j], bias));
}
