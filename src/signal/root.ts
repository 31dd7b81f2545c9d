/**
 * Where a continuous function crosses zero between two places at which its signs differ, to within `tolerance` in units of
 * the argument: Chandrupatla's method (1997), which interpolates where the function is smooth and halves where it is not.
 */
export function rootBetween(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  let share = 0.5;
  for (let i = 0; i < 200; i++) {
    const x = a + share * (b - a);
    const fx = f(x);
    let [c, fc] = [a, fa];
    if (fx > 0 !== fa > 0) {
      [c, fc] = [b, fb];
      [b, fb] = [a, fa];
    }
    [a, fa] = [x, fx];
    const [best, fBest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb];
    const least = tolerance / Math.abs(b - a);
    if (fBest === 0 || !(least <= 0.5)) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    // Only here does a parabola through the three points, taken as x of f, lie between them.
    share =
      1 - Math.sqrt(1 - xi) < phi && phi < Math.sqrt(xi)
        ? (fa / (fb - fa)) * (fc / (fb - fc)) + (((c - a) / (b - a)) * (fa / (fc - fa)) * fb) / (fc - fb)
        : 0.5;
    share = Math.min(1 - least, Math.max(least, share));
  }
  return a;
}
