// AssemblyScript, not TypeScript: the kernel behind src/signal/pattern-matches.ts. `npm run kernels` compiles it into
// src/signal/kernel-bytes.ts; a test compiles it again and compares every byte.

/** Where two values lie from `at` on that are no further than `tolerance` from `value`: all bits of a lane, or none. */
@inline
function near(at: usize, value: v128, tolerance: v128): v128 {
  return f64x2.le(f64x2.abs(f64x2.sub(v128.load(at), value)), tolerance);
}

/**
 * Counts pairs of patterns, two partners at a time. `rows` holds places 0 … m of all patterns, one row of `stride` bytes
 * per place, patterns in the order of their cells, with a NaN or two behind the last one of each row; `ends` says for each
 * pattern before which place its partners end. What stands behind those is farther away than the tolerance, so that
 * nothing has to be cut off where a vector reaches over the end. Pairs alike in places 0 … m − 1 go to `out`, those alike
 * in place m as well to `out` + 16, two halves each.
 */
export function countMatches(
  rows: usize,
  stride: usize,
  m: i32,
  n: i32,
  ends: usize,
  tolerance: f64,
  out: usize,
): void {
  const within = f64x2.splat(tolerance);
  const lastRow = <usize>m * stride;
  let alike = i64x2.splat(0);
  let staying = i64x2.splat(0);
  for (let i = 0; i < n; i++) {
    const own = rows + ((<usize>i) << 3);
    const end = rows + ((<usize>load<u32>(ends + ((<usize>i) << 2))) << 3);
    const first = v128.load64_splat(own);
    const second = v128.load64_splat(own + stride);
    const last = v128.load64_splat(own + lastRow);
    for (let at = own + 8; at < end; at += 16) {
      let mask = near(at, first, within);
      if (m > 1) mask = v128.and(mask, near(at + stride, second, within));
      for (let place: usize = 2 * stride; place < lastRow; place += stride) {
        mask = v128.and(mask, near(at + place, v128.load64_splat(own + place), within));
      }
      alike = i64x2.sub(alike, mask);
      staying = i64x2.sub(staying, v128.and(mask, near(at + lastRow, last, within)));
    }
  }
  v128.store(out, alike);
  v128.store(out, staying, 16);
}
