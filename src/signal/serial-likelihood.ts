import { autocovariance, type SerialErrors, thetaOf, whitened, whiteningOf } from './serial-errors.ts';
import { meanOf } from './statistics.ts';
import { longestLag } from './trend-places.ts';

/** One way in which errors may follow each other, its weight, and what a line of least squares is worth if it is so. */
export interface WeighedErrors {
  readonly rho: number;
  /** Share of belief; all weights together are 1. */
  readonly weight: number;
  /** Variances and covariance of the fitted start and slope. */
  readonly startVariance: number;
  readonly covariance: number;
  readonly slopeVariance: number;
}

/** Steps are even in atanh ρ: errors change more from 0.9 to 0.95 than from 0 to 0.05. */
const limits = [Math.atanh(-0.9), Math.atanh(0.98)] as const;
const gridPoints = 33;
/** So many points that count make the sum over them as exact as the integral. */
const leastNear = 8;
/** Points whose ln likelihood lies further below the best do not count. */
const negligible = 10;

/** Sums of products of two series at lags 0 … nLags − 1, both ways, so that `products · autocovariance` is a covariance. */
function lagProducts(a: Float64Array, b: Float64Array, nLags: number): Float64Array {
  const out = new Float64Array(nLags);
  for (let lag = 0; lag < nLags; lag++) {
    let sum = 0;
    for (let i = lag; i < a.length; i++) sum += a[i] * b[i - lag] + (lag > 0 ? a[i - lag] * b[i] : 0);
    out[lag] = sum;
  }
  return out;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** Values [n] at their places on an even grid, zero where one is missing. */
function onGrid(values: Float64Array, places: ArrayLike<number>): Float64Array {
  const grid = new Float64Array(places[values.length - 1] + 1);
  for (let i = 0; i < values.length; i++) grid[places[i]] = values[i];
  return grid;
}

/**
 * What the residuals of a line say about how errors follow each other: a grid of ρ, each weighed by its restricted
 * likelihood (REML) and the prior 1 − ρ², which keeps a dozen epochs from believing in a ρ near 1 that they cannot see.
 * One best ρ would make intervals too short, as its own uncertainty would be left out.
 *
 * @param t rising times [n], @param y values [n], @param places their places on an even grid [n]
 * @param c correlation of neighbours by overlap, 0 to 0.5
 */
export function weighedErrors(t: Float64Array, y: Float64Array, places: ArrayLike<number>, c: number): WeighedErrors[] {
  const n = t.length;
  const nLags = Math.min(places[n - 1] + 1, longestLag);
  const theta = thetaOf(c);
  const ones = new Float64Array(n).fill(1);
  const centre = meanOf(t);
  const centred = t.map((at) => at - centre);
  const spread = dot(centred, centred);
  // What least squares does to y to find slope and start.
  const forSlope = onGrid(
    centred.map((at) => at / spread),
    places,
  );
  const forStart = onGrid(
    centred.map((at) => 1 / n + (centred[0] * at) / spread),
    places,
  );
  const ofSlope = lagProducts(forSlope, forSlope, nLags);
  const ofBoth = lagProducts(forStart, forSlope, nLags);
  const ofStart = lagProducts(forStart, forStart, nLags);

  const at = (z: number) => {
    const rho = Math.tanh(z);
    const errors: SerialErrors = { rho, theta };
    const whitening = whiteningOf(places, errors);
    const [one, time, value] = [ones, centred, y].map((series) => whitened(series, whitening));
    const [s00, s01, s11] = [dot(one, one), dot(one, time), dot(time, time)];
    const det = s00 * s11 - s01 * s01;
    const [r0, r1] = [dot(one, value), dot(time, value)];
    const level = (s11 * r0 - s01 * r1) / det;
    const slope = (s00 * r1 - s01 * r0) / det;
    let left = 0;
    for (let i = 0; i < n; i++) left += (value[i] - level * one[i] - slope * time[i]) ** 2;
    const gamma = autocovariance(nLags, errors);
    const variance = left / (n - 2);
    const logLikelihood = -0.5 * (whitening.logDet + Math.log(det) + (n - 2) * Math.log(left));
    return {
      z,
      rho,
      // The prior and the step in ρ that belongs to one in atanh ρ are both 1 − ρ².
      belief: logLikelihood + 2 * Math.log(1 - rho * rho),
      startVariance: variance * dot(ofStart, gamma),
      covariance: variance * dot(ofBoth, gamma),
      slopeVariance: variance * dot(ofSlope, gamma),
    };
  };

  let [from, to]: readonly [number, number] = limits;
  for (let pass = 0; ; pass++) {
    const step = (to - from) / (gridPoints - 1);
    const grid = Array.from({ length: gridPoints }, (_, i) => at(i === gridPoints - 1 ? to : from + i * step));
    const best = Math.max(...grid.map(({ belief }) => belief));
    const near = grid.filter(({ belief }) => belief > best - negligible);
    // The trapezoid rule: half a step belongs to the ends.
    const share = ({ z, belief }: (typeof grid)[number]) =>
      Math.exp(belief - best) * (z === from || z === to ? 0.5 : 1);
    if (near.length >= leastNear || pass === 6) {
      const total = near.reduce((sum, point) => sum + share(point), 0);
      return near.map((point) => ({ ...point, weight: share(point) / total }));
    }
    // Many epochs know ρ well: look closer between the neighbours of those that count.
    [from, to] = [
      Math.max(limits[0], near[0].z - step),
      Math.min(limits[1], (near.at(-1) as (typeof near)[0]).z + step),
    ];
  }
}
