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
  const at = (i: number): number => {
    const first = Math.max(i - before, 0);
    const last = Math.min(i - before + windowSamples - 1, n - 1);
    // A window that starts a block, or is cut to one, is a head or a tail by itself.
    const sameBlock = Math.floor(first / windowSamples) === Math.floor(last / windowSamples);
    const sum = !sameBlock ? tails[first] + heads[last] : first % windowSamples === 0 ? heads[last] : tails[first];
    return Math.sqrt(sum / (last - first + 1));
  };
  const whole = Math.min(n, Math.max(before, n - windowSamples + before + 1));
  for (let i = 0; i < Math.min(n, before); i++) y[i] = at(i);
  // A whole window starts a block or reaches into the next: no place has to be divided by its length.
  let untilBlock = 0;
  for (let i = before; i < whole; i++) {
    const first = i - before;
    const last = first + windowSamples - 1;
    y[i] = Math.sqrt((untilBlock === 0 ? heads[last] : tails[first] + heads[last]) / windowSamples);
    untilBlock = untilBlock === 0 ? windowSamples - 1 : untilBlock - 1;
  }
  for (let i = whole; i < n; i++) y[i] = at(i);
  return y;
}

/** Sums of squares within blocks of `size` samples: up to and with each sample [n], and from each sample on [n]. */
function blockSums(x: Float64Array, size: number): { heads: Float64Array; tails: Float64Array } {
  const n = x.length;
  const heads = new Float64Array(n);
  const tails = new Float64Array(n);
  for (let start = 0; start < n; start += size) {
    const end = Math.min(n, start + size);
    let sum = 0;
    for (let i = start; i < end; i++) heads[i] = sum += x[i] * x[i];
    sum = 0;
    for (let i = end - 1; i >= start; i--) tails[i] = sum += x[i] * x[i];
  }
  return { heads, tails };
}
