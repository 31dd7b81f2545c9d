import { type Random, stopIfCancelled, type WorkContext } from '#base';
import { resample } from '#signal';
import { type Muap, muapStepMm } from './muap.ts';
import { forEachSpike, type RateCourse } from './spike-trains.ts';

/** What every unit does in every step; arrays [nSteps · nUnits], unit after unit within a step. */
export interface FiringCourse extends RateCourse {
  /** Factor on the speed with which an action potential is passed through: below 1 it lasts longer. */
  readonly timeScales: Float32Array;
  /** Factor on the action potential. */
  readonly amplitudes: Float32Array;
}

/** Options of {@link surfaceEmg}. */
export interface SurfaceEmgOptions {
  /** Sampling rate of the result (Hz). */
  readonly fs: number;
  /** Standard deviation of the intervals between spikes over their mean. */
  readonly intervalCv: number;
}

/** Action potentials reach beyond 500 Hz: they are added at this multiple of the rate, then filtered and thinned out. */
export const oversampling = 4;

/** How many places of its template a unit passes through per sample when rested. */
export function placesPerSampleOf(velocityMmPerMs: number, innerFs: number): number {
  return (velocityMmPerMs * 1000) / innerFs / muapStepMm;
}

/** Adds a template read at `speed` places per sample, its start at the (fractional) sample `at`. */
export function addMuap(out: Float64Array, values: Float64Array, at: number, speed: number, amplitude: number): void {
  const last = values.length - 1;
  const end = Math.min(out.length, Math.floor(at + last / speed) + 1);
  for (let k = Math.max(0, Math.ceil(at)); k < end; k++) {
    const place = (k - at) * speed;
    const before = place | 0;
    if (before >= last) break;
    const value = values[before];
    out[k] += amplitude * (value + (place - before) * (values[before + 1] - value));
  }
}

/**
 * sEMG between the electrodes [nSamples], in the unit of the action potentials: those of all units, each read anew at every
 * spike with the time scale and amplitude of that moment, added up without noise and without a sensor.
 *
 * @throws CancelledError when stopped between two units.
 */
export function surfaceEmg(
  muaps: readonly Muap[],
  course: FiringCourse,
  random: Random,
  { fs, intervalCv }: SurfaceEmgOptions,
  context: WorkContext = {},
): Float64Array {
  const { edgesS, nUnits, timeScales, amplitudes } = course;
  const startS = edgesS[0];
  const innerFs = oversampling * fs;
  const nSamples = Math.round((edgesS[edgesS.length - 1] - startS) * fs);
  const sum = new Float64Array(nSamples * oversampling);
  muaps.forEach(({ values, velocityMmPerMs }, unit) => {
    stopIfCancelled(context.signal, 'The simulation');
    const placesPerSample = placesPerSampleOf(velocityMmPerMs, innerFs);
    const train = random.fork(`unit ${unit}`);
    forEachSpike(train, course, { unit, intervalCv }, (timeS, step) => {
      const place = step * nUnits + unit;
      addMuap(sum, values, (timeS - startS) * innerFs, placesPerSample * timeScales[place], amplitudes[place]);
    });
    context.onProgress?.({ label: 'simulating sEMG', done: unit + 1, total: nUnits });
  });
  return resample(sum, { up: 1, down: oversampling });
}
