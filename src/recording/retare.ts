import { ArgumentError, type Issue, issue, requireSamples } from '#base';
import { mean, standardDeviation } from '#signal';
import type { ForceSensorCalibration } from './force-sensor.ts';
import { newtonsPer } from './force-units.ts';

/** By how much the zero may move, in % of the largest known load: beyond the first it is told, beyond the second refused. */
export const tareLimits = { tellPercent: 2, refusePercent: 25 } as const;

/** A calibration with the zero of one test. */
export interface Retared {
  readonly calibration: ForceSensorCalibration;
  readonly issues: readonly Issue[];
}

/**
 * Standard deviation of the rest above which a hand is on the handle: in % of the largest known load, or as a multiple of
 * the noise under the calibration's still loads, whichever is more.
 */
const stillLimits = { percent: 2, noises: 3 } as const;

/**
 * Takes the zero of a test anew from its rest: counts [nSamples], some seconds without a hand on the handle. The slope
 * stays. `file` is where issues are told.
 *
 * @throws ArgumentError when the zero lies so far away, or the rest is so unsteady, that something pulled at the handle.
 */
export function retare(calibration: ForceSensorCalibration, restCounts: ArrayLike<number>, file: string): Retared {
  requireSamples(restCounts, 'retare', { atLeast: 2 });
  const { nPerCount, tareCounts, points, unit, channel } = calibration;
  const largestN = Math.max(...points.map(({ force }) => Math.abs(force))) * newtonsPer[unit];
  const counts = mean(restCounts);
  const movedN = nPerCount * (counts - tareCounts);
  const sdN = Math.abs(nPerCount) * standardDeviation(restCounts);
  const percent = (forceN: number) => (100 * Math.abs(forceN)) / largestN;
  const leaveAlone = 'Let go of the handle, lay it down, and take the zero again; calibrate anew if it stays so.';
  if (percent(movedN) > tareLimits.refusePercent) {
    throw new ArgumentError(
      `Without load ${channel} shows ${movedN.toFixed(1)} N, ${percent(movedN).toFixed(0)} % of the largest known load — in retare.`,
      leaveAlone,
    );
  }
  const noiseN = Math.abs(nPerCount) * Math.max(...points.map(({ sdCounts }) => sdCounts ?? 0));
  if (percent(sdN) > stillLimits.percent && sdN > stillLimits.noises * noiseN) {
    throw new ArgumentError(
      `At rest ${channel} moves by ${sdN.toFixed(1)} N (standard deviation) — in retare.`,
      leaveAlone,
    );
  }
  const message = `The zero of ${channel} moved by ${movedN.toFixed(1)} N since its calibration of ${calibration.date}.`;
  const isTold = percent(movedN) > tareLimits.tellPercent;
  return {
    calibration: { ...calibration, retared: { counts, movedN } },
    issues: isTold ? [issue('TARE_MOVED', message, { file, channel })] : [],
  };
}
