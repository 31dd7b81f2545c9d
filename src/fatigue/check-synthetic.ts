import { seededRandom } from '#base';
// Simulation is a layer above this one; a fixture may look up.
import { shapedNoise } from '../simulate/index.ts';

/**
 * A signal that other programs are measured on: 60 s at 1000 Hz, noise of the shape
 * fh⁴ f² / ((f² + fl²) (f² + fh²)²) in blocks of 2 s, fl 60 → 42 Hz, fh 120 → 84 Hz, RMS 0.2 → 0.3 mV.
 */
export const syntheticFs = 1000;
export const syntheticDurationS = 60;

const moving =
  (from: number, to: number) =>
  (timeS: number): number =>
    from + ((to - from) * timeS) / syntheticDurationS;

/** The course of its two corner frequencies (Hz) and its RMS (mV). */
export const syntheticCourse = { lowHz: moving(60, 42), highHz: moving(120, 84), rmsMv: moving(0.2, 0.3) };

/** One realisation [60 000], in mV. */
export function syntheticSignal(seed: number): Float64Array {
  const { lowHz, highHz, rmsMv } = syntheticCourse;
  const noise = shapedNoise(seededRandom(seed), syntheticFs, { durationS: syntheticDurationS, lowHz, highHz });
  return noise.map((value, i) => value * rmsMv(i / syntheticFs));
}
