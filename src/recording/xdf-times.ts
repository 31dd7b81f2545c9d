import type { XdfStream } from './xdf-streams.ts';

/** A straight line: `y ≈ level + slope · (x − from)`. */
interface Line {
  readonly from: number;
  readonly level: number;
  readonly slope: number;
}

/** Residuals (s) of clock measurements above which their weight falls: network delays, which only ever add. */
const huberS = 1e-4;
const nRounds = 100;

function weightedLine(x: readonly number[], y: readonly number[], weights: readonly number[]): Line {
  const sum = (of: (i: number) => number) => weights.reduce((total, weight, i) => total + weight * of(i), 0);
  const total = sum(() => 1);
  const from = sum((i) => x[i]) / total;
  const level = sum((i) => y[i]) / total;
  const spread = sum((i) => (x[i] - from) ** 2);
  return { from, level, slope: spread > 0 ? sum((i) => (x[i] - from) * (y[i] - level)) / spread : 0 };
}

/**
 * What is added to a stream's time stamps to get those of the recorder's clock: a line through the measured offsets by
 * Huber's loss with a limit of 0.1 ms, as pyxdf fits it (there by ADMM, here by reweighting).
 */
function clockLine(clock: XdfStream['clock']): Line {
  if (clock.length === 0) return { from: 0, level: 0, slope: 0 };
  const [x, y] = [clock.map(({ timeS }) => timeS), clock.map(({ offsetS }) => offsetS)];
  let line = weightedLine(x, y, new Array(x.length).fill(1));
  for (let round = 0; round < nRounds; round++) {
    const weights = x.map((time, i) => {
      const rest = Math.abs(y[i] - line.level - line.slope * (time - line.from));
      return rest <= huberS ? 1 : huberS / rest;
    });
    line = weightedLine(x, y, weights);
  }
  return line;
}

/** Time stamps of a stream on the recorder's clock [nSamples]. */
export function syncedTimes({ timesS, clock }: XdfStream): Float64Array {
  const { from, level, slope } = clockLine(clock);
  return timesS.map((time) => time + level + slope * (time - from));
}

/** A stretch of a steady stream without a break. */
export interface XdfStretch {
  /** First sample and how many there are. */
  readonly first: number;
  readonly n: number;
  /** When the first one was taken (s), and the time from one to the next. */
  readonly startS: number;
  readonly stepS: number;
}

/** A break is a step of more than this many seconds and, at the same time, of samples: pyxdf's limits. */
const breakS = 1;
const breakSamples = 500;

/**
 * Stretches of a steady stream: its time stamps jitter with the transport, so the line through them tells when the samples
 * were taken. Where they jump by a second and 500 samples, or back by as much, a new stretch begins.
 */
export function steadyStretches(timesS: Float64Array, fs: number): XdfStretch[] {
  const limit = Math.max(breakS, breakSamples / fs);
  const starts = [0];
  for (let i = 1; i < timesS.length; i++) if (Math.abs(timesS[i] - timesS[i - 1]) > limit) starts.push(i);
  return starts.map((first, k) => {
    const n = (starts[k + 1] ?? timesS.length) - first;
    const middle = (n - 1) / 2;
    const origin = timesS[first];
    let mean = 0;
    for (let i = 0; i < n; i++) mean += (timesS[first + i] - origin) / n;
    let product = 0;
    for (let i = 0; i < n; i++) product += (i - middle) * (timesS[first + i] - origin - mean);
    const spread = (n * (n * n - 1)) / 12;
    const slope = spread > 0 ? product / spread : 0;
    const stepS = slope > 0 ? slope : 1 / fs;
    return { first, n, startS: origin + mean - middle * stepS, stepS };
  });
}

/** Rate (Hz) at which samples really came. */
export function effectiveRate(stretches: readonly XdfStretch[], fs: number): number {
  const n = stretches.reduce((sum, stretch) => sum + stretch.n, 0);
  return n / stretches.reduce((sum, { n: own, stepS }) => sum + (own - 1) * stepS + 1 / fs, 0);
}
