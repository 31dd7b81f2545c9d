import { ArgumentError } from '#base';
import { mean, rms } from '#signal';

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
