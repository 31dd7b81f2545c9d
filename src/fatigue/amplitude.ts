/** Mean absolute value (MAV, also called ARV): `mean(|x|)`, in the unit of `x` [nSamples]. */
export function meanAbsoluteValue(x: Float64Array): number {
  let sum = 0;
  for (const value of x) sum += Math.abs(value);
  return sum / x.length;
}

/** Waveform length (WL) per second: `sum |x[i+1] − x[i]|` over the duration, in the unit of `x` per second. */
export function waveformLength(x: Float64Array, fs: number): number {
  let sum = 0;
  for (let i = 1; i < x.length; i++) sum += Math.abs(x[i] - x[i - 1]);
  return (sum * fs) / x.length;
}

/**
 * Zero crossings (ZC) per second. A crossing counts when the signal moves from beyond `+threshold` to beyond
 * `−threshold` or back, so that noise around zero does not count.
 */
export function zeroCrossings(x: Float64Array, fs: number, { threshold }: { threshold: number }): number {
  let side = 0;
  let count = 0;
  for (const value of x) {
    const now = value > threshold ? 1 : value < -threshold ? -1 : 0;
    if (now !== 0 && now !== side) {
      if (side !== 0) count++;
      side = now;
    }
  }
  return (count * fs) / x.length;
}
