import { requireSamples, requireWhole } from '#base';

/**
 * The root mean square in a centred window that moves along the signal [n], in the unit of `x`: sample i sees the
 * samples from i - floor(w / 2) to i - floor(w / 2) + w - 1. At the edges the window shrinks to what there is.
 *
 * Each sum is the tail of one block plus the head of the next (van Herk's scheme), so only positive numbers are added:
 * a rest after a strong contraction keeps all its digits, at a cost that does not depend on the window.
 *
 * Golden: `golden/signal/moving-rms.json`.
 *
 * @throws ArgumentError when the signal is empty, a sample is not finite, or the window is not a whole number from 1.
 * @example
 * movingRms(Float64Array.of(2, 2, 2, 2), { windowSamples: 3 }); // Float64Array(4) [ 2, 2, 2, 2 ]
 */
export function movingRms(x: Float64Array, { windowSamples }: { readonly windowSamples: number }): Float64Array {
  requireSamples(x, 'movingRms');
  requireWhole('windowSamples', windowSamples, 1, 'movingRms');
  const n = x.length;
  const before = Math.floor(windowSamples / 2);
  const { heads, tails } = blockSums(x, windowSamples);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const from = i - before;
    const to = from + windowSamples - 1;
    const first = Math.max(from, 0);
    const last = Math.min(to, n - 1);
    // A window that starts a block, or is cut to one, is a head or a tail by itself.
    const sameBlock = Math.floor(first / windowSamples) === Math.floor(last / windowSamples);
    const sum = !sameBlock ? tails[first] + heads[last] : first % windowSamples === 0 ? heads[last] : tails[first];
    y[i] = Math.sqrt(sum / (last - first + 1));
  }
  return y;
}

/** Sums of squares within blocks of `size` samples: up to and with each sample [n], and from each sample on [n]. */
function blockSums(x: Float64Array, size: number): { heads: Float64Array; tails: Float64Array } {
  const n = x.length;
  const heads = new Float64Array(n);
  const tails = new Float64Array(n);
  for (let i = 0; i < n; i++) heads[i] = x[i] * x[i] + (i % size === 0 ? 0 : heads[i - 1]);
  for (let i = n - 1; i >= 0; i--) tails[i] = x[i] * x[i] + (i === n - 1 || (i + 1) % size === 0 ? 0 : tails[i + 1]);
  return { heads, tails };
}
