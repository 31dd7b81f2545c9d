const golden = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function of one number is least between two limits: a grid finds the valley, golden sections its floor (to a
 * millionth of the span). A second, narrower valley between grid points is missed.
 */
export function leastAt(f: (value: number) => number, [low, high]: readonly [number, number], nGrid = 60): number {
  const grid = Array.from({ length: nGrid + 1 }, (_, i) => low + ((high - low) * i) / nGrid);
  const values = grid.map(f);
  const best = values.indexOf(Math.min(...values));
  let [from, to] = [grid[Math.max(0, best - 1)], grid[Math.min(nGrid, best + 1)]];
  while (to - from > 1e-6 * (high - low)) {
    const [left, right] = [to - golden * (to - from), from + golden * (to - from)];
    if (f(left) <= f(right)) to = right;
    else from = left;
  }
  const middle = (from + to) / 2;
  return f(middle) <= values[best] ? middle : grid[best];
}
