import { ArgumentError, requireOneOf, requirePositive, requireSamples } from '#base';

/** How {@link staticFatigueIndex} counts. The literature uses both starts: say which. */
export interface StaticFatigueOptions {
  /** Length T (s), counted from the first sample. @default 30 */
  readonly durationS?: number;
  /** Where the area begins: at the first sample or at the largest force. @default 'start' */
  readonly from?: 'start' | 'peak';
}

/** A static fatigue index with its choices. */
export interface StaticFatigueIndex {
  /** 0 for a force that never falls, 100 for one that is gone at once (%). */
  readonly percent: number;
  /** Largest force within T, in the unit of the force, and when it was (s). */
  readonly peak: number;
  readonly peakAtS: number;
  readonly durationS: number;
  readonly from: 'start' | 'peak';
}

function largestAt(force: Float64Array): number {
  let at = 0;
  for (let i = 1; i < force.length; i++) if (force[i] > force[at]) at = i;
  return at;
}

/**
 * Static fatigue index of one all-out squeeze (%): `100 (1 − AUC / (Fmax T))`, the area under the force from 0 to T, or
 * from t_peak to T with T − t_peak in the denominator. With `start` the rise of the force counts as a loss. Each sample
 * stands for 1 / fs, so the ratio is a mean.
 *
 * @param force [nSamples] in any unit, tared; its first sample is the start of the squeeze.
 * @throws ArgumentError for a force shorter than T, one that is nowhere above 0, or a peak that is the last sample.
 * @example
 * staticFatigueIndex(Float64Array.of(100, 80, 60, 40), 1, { durationS: 4 }).percent; // 30
 */
export function staticFatigueIndex(
  force: Float64Array,
  fs: number,
  { durationS = 30, from = 'start' }: StaticFatigueOptions = {},
): StaticFatigueIndex {
  const where = 'staticFatigueIndex';
  requirePositive('fs', fs, where);
  requirePositive('durationS', durationS, where);
  requireOneOf('from', from, ['start', 'peak'], where);
  const n = Math.round(durationS * fs);
  requireSamples(force, where, { name: 'force', atLeast: Math.max(2, n) });
  const within = force.subarray(0, n);
  const at = largestAt(within);
  const peak = within[at];
  requirePositive('largest force', peak, where);
  if (from === 'peak' && at === n - 1) {
    throw new ArgumentError(
      `The largest force is the last sample within ${durationS} s, so nothing follows it — in ${where}.`,
      "Pass a longer squeeze, or from: 'start'.",
    );
  }
  const counted = from === 'peak' ? within.subarray(at) : within;
  const meanForce = counted.reduce((sum, value) => sum + value, 0) / counted.length;
  return { percent: 100 * (1 - meanForce / peak), peak, peakAtS: at / fs, durationS, from };
}

/** Times from the largest force until 75, 50 and 25 % of it are left (s); null where that was never so. */
export interface FallTimes {
  readonly FR75: number | null;
  readonly FR50: number | null;
  readonly FR25: number | null;
}

/**
 * FR75, FR50 and FR25 of an all-out squeeze: seconds from the largest force to the first sample at or below 75, 50 and
 * 25 % of it (Almashaqbeh et al.). Smooth a noisy force first: one low sample counts.
 *
 * @param force [nSamples] in any unit, tared.
 * @throws ArgumentError for a force that is empty or nowhere above 0.
 * @example
 * fallTimes(Float64Array.of(50, 100, 80, 75, 40), 2); // { FR75: 1, FR50: 1.5, FR25: null }
 */
export function fallTimes(force: Float64Array, fs: number): FallTimes {
  requirePositive('fs', fs, 'fallTimes');
  requireSamples(force, 'fallTimes', { name: 'force' });
  const at = largestAt(force);
  requirePositive('largest force', force[at], 'fallTimes');
  const timeTo = (share: number): number | null => {
    for (let i = at; i < force.length; i++) if (force[i] <= share * force[at]) return (i - at) / fs;
    return null;
  };
  return { FR75: timeTo(0.75), FR50: timeTo(0.5), FR25: timeTo(0.25) };
}
