/** Samples 0, n, 2n, … [ceil(nSamples / n)]. */
export function everyNth(x: Float64Array, n: number): Float64Array {
  const taken = new Float64Array(Math.ceil(x.length / n));
  for (let i = 0; i < taken.length; i++) taken[i] = x[i * n];
  return taken;
}
