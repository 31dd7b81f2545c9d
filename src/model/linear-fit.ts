import { ArgumentError } from '#base';
import { mean, rms } from '#signal';

/** Solves the symmetric positive definite system `a x = b` in place by Cholesky; `a` is row-major [n × n]. */
export function solvePositiveDefinite(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / a[j * n + j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
  return b;
}

function column(rows: readonly Float64Array[], j: number): Float64Array {
  return Float64Array.from(rows, (row) => row[j]);
}

/** Standard deviation with n in the denominator, as scikit-learn's StandardScaler has it; 1 where all values are equal. */
function scaleOf(values: Float64Array): number {
  // Equal values can miss their mean by a rounding error, which must not be taken for a spread.
  if (values.every((value) => value === values[0])) return 1;
  const centre = mean(values);
  return rms(values.map((value) => value - centre));
}

/** What standardises features: `(x − mean) / scale`, in their units [nFeatures each]. */
export interface Standardiser {
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** Means and scales of rows of features [n][nFeatures], as scikit-learn's StandardScaler has them. */
export function standardiserOf(rows: readonly Float64Array[]): Standardiser {
  const columns = Array.from(rows[0], (_, j) => column(rows, j));
  // A feature without spread carries nothing; a scale of 1 keeps it at zero instead of dividing by zero.
  return { means: Float64Array.from(columns, mean), scales: Float64Array.from(columns, scaleOf) };
}

/**
 * The number of features that all rows have.
 *
 * @throws ArgumentError when there is no row, or rows differ in length.
 */
export function requireFeatures(rows: readonly Float64Array[], where: string): number {
  const nFeatures = rows[0]?.length ?? 0;
  const odd = rows.find((row) => row.length !== nFeatures);
  if (rows.length > 0 && odd === undefined) return nFeatures;
  throw new ArgumentError(
    rows.length === 0
      ? `There must be at least one row of features, got none — in ${where}.`
      : `Rows must have the same number of features, got ${nFeatures} and ${odd?.length} — in ${where}.`,
    'Pass feature vectors of one kind.',
  );
}
