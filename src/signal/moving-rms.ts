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
  const y = new Float64Array(n);
  const whole = Math.max(0, n - windowSamples + 1);
  // The whole windows, in order: the tail of a block is kept, the head of the next one grows by a sample.
  const tails = new Float64Array(windowSamples);
  let head = whole === 0 ? 0 : sumUp(x, 0, windowSamples - 1);
  for (let first = 0, place = 0; first < whole; first++) {
    const next = x[first + windowSamples - 1];
    head += next * next;
    y[first + before] = Math.sqrt((place === 0 ? head : tails[place] + head) / windowSamples);
    if (place === 0) {
      let tail = 0;
      for (let i = windowSamples - 1; i >= 0; i--) tails[i] = tail += x[first + i] * x[first + i];
      head = 0;
    }
    place = place === windowSamples - 1 ? 0 : place + 1;
  }
  for (let i = 0; i < Math.min(n, before); i++) y[i] = cutWindow(x, i - before, windowSamples);
  for (let i = Math.max(before, before + whole); i < n; i++) y[i] = cutWindow(x, i - before, windowSamples);
  return y;
}

function sumUp(x: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += x[i] * x[i];
  return sum;
}

function sumDown(x: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let i = end - 1; i >= start; i--) sum += x[i] * x[i];
  return sum;
}

/** The RMS in a window from `from` on that reaches over an end of the signal, summed in the order of the blocks. */
function cutWindow(x: Float64Array, from: number, windowSamples: number): number {
  const first = Math.max(from, 0);
  const end = Math.min(from + windowSamples, x.length);
  const blockEnd = (Math.floor(first / windowSamples) + 1) * windowSamples;
  const sum =
    end > blockEnd
      ? sumDown(x, first, blockEnd) + sumUp(x, blockEnd, end)
      : first % windowSamples === 0
        ? sumUp(x, first, end)
        : sumDown(x, first, end);
  return Math.sqrt(sum / (end - first));
}
