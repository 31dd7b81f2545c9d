/**
 * Solves the symmetric positive definite system `a x = b` by Cholesky's decomposition, in place: `b` [n] becomes the
 * solution, and of `a` [n × n], row by row, only the lower half is read and overwritten. Golub and Van Loan 2013, §4.2.
 *
 * @returns `b`; not a number where `a` is not positive definite.
 * @example
 * solvePositiveDefinite(Float64Array.of(4, 2, 2, 5), Float64Array.of(8, 12)); // Float64Array(2) [ 1, 2 ]
 */
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
