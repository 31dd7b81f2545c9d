import { ArgumentError, type Issue, issue } from '#base';
import type { ForceSensorCalibration } from './force-sensor.ts';
import { convertForce } from './force-units.ts';
import type { Channel } from './recording.ts';
import { bitsOf } from './sensors.ts';

/** What turns counts into newtons: a line and its zero. */
export type ForceLine = Pick<ForceSensorCalibration, 'nPerCount' | 'tareCounts' | 'retared'>;

/** Counts without load: those of the test where they were taken anew, else those of the calibration. */
export function tareCountsOf({ tareCounts, retared }: ForceLine): number {
  return retared?.counts ?? tareCounts;
}

/** ADC counts to newtons [nSamples]: `nPerCount · (counts − tare)`. */
export function countsToN(counts: ArrayLike<number>, line: ForceLine): Float64Array {
  const tare = tareCountsOf(line);
  const n = new Float64Array(counts.length);
  for (let i = 0; i < n.length; i++) n[i] = line.nPerCount * ((counts[i] as number) - tare);
  return n;
}

/** How far from a whole number a count may lie and still be taken for one: rounding noise, far below one LSB. */
const wholeWithin = 1e-6;

/** The inverse of {@link countsToN} [nSamples]. Counts that were whole come back whole. */
export function nToCounts(forceN: ArrayLike<number>, line: ForceLine): Float64Array {
  const tare = tareCountsOf(line);
  const counts = new Float64Array(forceN.length);
  for (let i = 0; i < counts.length; i++) {
    const value = (forceN[i] as number) / line.nPerCount + tare;
    const whole = Math.round(value);
    counts[i] = Math.abs(value - whole) < wholeWithin ? whole : value;
  }
  return counts;
}

/**
 * A channel of counts as force in newtons, with the calibration kept in it.
 *
 * @throws ArgumentError for a channel that is not in counts, or has another number of bits than the calibration.
 */
export function applyForceSensor(channel: Channel, calibration: ForceSensorCalibration): Channel {
  const { name, unit } = channel;
  if (unit !== 'count') {
    throw new ArgumentError(
      `Channel ${name} is in ${unit}, and a force sensor's calibration is for counts — in applyForceSensor.`,
      'Choose the channel that the load cell is plugged into, as the device gives it.',
    );
  }
  const bits = bitsOf(channel);
  if (bits !== undefined && bits !== calibration.bits) {
    throw new ArgumentError(
      `Channel ${name} has ${bits} bits, and the calibration was made at ${calibration.bits} — in applyForceSensor.`,
      'A BITalino gives its fifth and sixth channel 6 bits: acquire the load cell among the first four, as it was calibrated.',
    );
  }
  const rails = countsToN([0, 2 ** calibration.bits - 1], calibration);
  const [lo, hi] = [Math.min(...rails), Math.max(...rails)];
  const samples = countsToN(channel.samples, calibration);
  const { sensorName: _, ...kept } = channel;
  return { ...kept, kind: 'force', unit: 'N', samples, range: [lo, hi], forceSensor: calibration };
}

/** Beyond this multiple of the largest known load a force rests on the line going on straight. */
const farBeyond = 1.25;

/** Warns where a calibrated force goes far beyond the loads that were known. `file` is the recording's. */
export function beyondLoads(channel: Channel, file: string): Issue[] {
  const { forceSensor, samples, name } = channel;
  if (forceSensor === undefined) return [];
  const { points, unit } = forceSensor;
  const known = Math.max(...points.map(({ force }) => Math.abs(convertForce(force, unit, 'N'))));
  let largest = 0;
  for (const value of samples) largest = Math.max(largest, Math.abs(value));
  if (largest <= farBeyond * known) return [];
  const message = `${name} reaches ${largest.toFixed(0)} N, but was calibrated up to ${known.toFixed(0)} N.`;
  return [issue('FORCE_BEYOND_LOADS', message, { file, channel: name })];
}
