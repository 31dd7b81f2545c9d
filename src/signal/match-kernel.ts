import { patternMatchesKernel } from './kernel-bytes.ts';
import type { CellOrder, PatternMatches } from './pattern-matches.ts';
import { loadKernel, reserve } from './wasm.ts';

interface Kernel {
  countMatches(
    ...addressesAndSizes: readonly [
      rows: number,
      stride: number,
      m: number,
      n: number,
      ends: number,
      tolerance: number,
      out: number,
    ]
  ): void;
}

let loaded: ReturnType<typeof loadKernel<Kernel>> | undefined;

/** Counts matching patterns in the kernel: two partners at a time, without a branch; null where it cannot run. */
export function kernelMatches(
  x: Float64Array,
  { order, ends }: CellOrder,
  { dimension, tolerance }: { readonly dimension: number; readonly tolerance: number },
): PatternMatches | null {
  if (loaded === undefined) loaded = loadKernel<Kernel>(patternMatchesKernel);
  if (loaded === null) return null;
  const { countMatches, memory } = loaded;
  const n = order.length;
  // A vector that starts at the last pattern reaches one place further.
  const stride = n + 1;
  const atEnds = 32 + 8 * stride * (dimension + 1);
  reserve(memory, atEnds + 4 * n);
  const rows = new Float64Array(memory.buffer, 32, stride * (dimension + 1));
  for (let place = 0; place <= dimension; place++) {
    const from = place * stride;
    for (let i = 0; i < n; i++) rows[from + i] = x[order[i] + place];
    rows[from + n] = Number.NaN;
  }
  new Uint32Array(memory.buffer, atEnds, n).set(ends);
  countMatches(32, 8 * stride, dimension, n, atEnds, tolerance, 0);
  // Counts of pairs stay below 2^32 for every signal that fits into the memory: their lower halves are enough.
  const counts = new Float64Array(4);
  new BigInt64Array(memory.buffer, 0, 4).forEach((count, i) => {
    counts[i] = Number(count);
  });
  return { alike: counts[0] + counts[1], staying: counts[2] + counts[3] };
}
