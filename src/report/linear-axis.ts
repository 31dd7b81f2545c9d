/** Places data on a line of a drawing. */
export type Scale = (value: number) => number;

/** A scale from `[lo, hi]` in data to `[from, to]` in the drawing. */
export function linearScale([lo, hi]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  const perUnit = hi > lo ? (to - from) / (hi - lo) : 0;
  return (value) => from + (value - lo) * perUnit;
}

/** The step of 1, 2 or 5 times a power of ten that puts at most `count` steps between the limits. */
export function niceStep(lo: number, hi: number, count: number): number {
  const least = (hi - lo) / count;
  if (!(least > 0 && Number.isFinite(least))) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least * 0.999) ?? 10);
}

/** Round numbers inside `[lo, hi]`, in steps of 1, 2 or 5 times a power of ten. */
export function niceTicks(lo: number, hi: number, count: number): number[] {
  const step = niceStep(lo, hi, count);
  const first = Math.ceil(lo / step - 1e-9);
  const last = Math.floor(hi / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
