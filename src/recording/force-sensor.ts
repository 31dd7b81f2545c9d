import { ArgumentError, requireFinite, requireOneOf, requireWhole } from '#base';
import { linearFit } from '#signal';
import { type ForceUnit, newtonsPer } from './force-units.ts';
import { mostBits } from './sensors.ts';

/** A known load and what the sensor showed under it. */
export interface KnownLoad {
  /** Mean of the channel under this load (ADC counts). */
  readonly counts: number;
  /** Standard deviation of its samples (ADC counts); null where only the mean is known. */
  readonly sdCounts: number | null;
  /** The load, in the calibration's unit. */
  readonly force: number;
}

/** A {@link KnownLoad} with what the fitted line misses it by: fitted less known force, in the calibration's unit. */
export interface ForceSensorPoint extends KnownLoad {
  readonly residual: number;
}

/** How well a line fits its loads. */
export interface ForceSensorFit {
  /** Root mean square of the residuals, in the calibration's unit. */
  readonly rmsError: number;
  /** Coefficient of determination of the known forces by the fitted ones. */
  readonly r2: number;
  /** Largest residual in % of the span of known loads. */
  readonly worstPercent: number;
}

/** Mean of the channel without load at the start of one test, in place of the calibration's own zero. */
export interface ForceSensorTare {
  readonly counts: number;
  /** How far it lies from the calibration's zero (N). */
  readonly movedN: number;
}

/** How ADC counts of a load cell became newtons: `force = nPerCount · (counts − tare)`. Plain data, as in its JSON file. */
export interface ForceSensorCalibration {
  readonly kind: 'myofade force sensor';
  readonly version: 1;
  /** Address of the device, such as `serial:/dev/rfcomm0`. */
  readonly device: string;
  /** Its channel, such as `A2`. */
  readonly channel: string;
  /** Bits of the ADC in that channel. */
  readonly bits: number;
  /** Local time, `YYYY-MM-DDTHH:MM:SS`. */
  readonly date: string;
  /** Unit that loads and residuals are told in. */
  readonly unit: ForceUnit;
  /** Newtons per count; below 0 where the counts fall under load. */
  readonly nPerCount: number;
  /** Counts without load, by the fitted line. */
  readonly tareCounts: number;
  /** In the order they were taken; at least two different loads. */
  readonly points: readonly ForceSensorPoint[];
  /** Null for two points, through which every line goes. */
  readonly fit: ForceSensorFit | null;
  /** The zero of one test, where it was taken anew. */
  readonly retared?: ForceSensorTare;
}

/** Where and when loads were measured. */
export type ForceSensorSource = Pick<ForceSensorCalibration, 'device' | 'channel' | 'bits' | 'date' | 'unit'>;

const where = 'calibrateForceSensor';

function requireLoads(loads: readonly KnownLoad[], { bits, unit }: ForceSensorSource): void {
  requireWhole('bits', bits, 1, where);
  if (bits > mostBits) {
    throw new ArgumentError(
      `bits must be at most ${mostBits}, got ${bits} — in ${where}.`,
      'Pass the bits of the ADC.',
    );
  }
  requireOneOf('unit', unit, Object.keys(newtonsPer) as ForceUnit[], where);
  const counts = loads.map((load) => load.counts);
  const forces = loads.map((load) => load.force);
  requireFinite('counts', counts, where);
  requireFinite('force', forces, where);
  const top = 2 ** bits - 1;
  const outside = counts.find((value) => value < 0 || value > top);
  if (outside !== undefined) {
    throw new ArgumentError(
      `A mean of ${outside} counts is none that an ADC of ${bits} bits (0 to ${top}) can show — in ${where}.`,
      'Pass counts as the device gives them, and the bits of this channel.',
    );
  }
  if (new Set(forces).size < 2) {
    throw new ArgumentError(
      `A calibration needs two different loads, got ${loads.length === 0 ? 'none' : `only ${forces[0]} ${unit}`} — in ${where}.`,
      'Measure the handle without load and with at least one known mass.',
    );
  }
}

/**
 * The line `force = gain · (counts − tare)` of least squares through known loads. Loads are known and counts are measured,
 * so the counts are fitted to the loads and the line is then turned round.
 *
 * @throws ArgumentError for fewer than two different loads, counts outside the ADC, or counts that no load changes.
 * @example
 * const calibration = calibrateForceSensor([{ counts: 512, sdCounts: 1, force: 0 }, { counts: 600, sdCounts: 1, force: 5 }],
 *   { device: 'virtual', channel: 'A2', bits: 10, date: '2026-01-01T09:00:00', unit: 'kgf' });
 */
export function calibrateForceSensor(loads: readonly KnownLoad[], source: ForceSensorSource): ForceSensorCalibration {
  requireLoads(loads, source);
  const { device, channel, bits, date, unit } = source;
  const forces = loads.map(({ force }) => force);
  const { slope, intercept } = linearFit(
    forces,
    loads.map(({ counts }) => counts),
  );
  if (Math.abs(slope) * (Math.max(...forces) - Math.min(...forces)) < 1e-6) {
    throw new ArgumentError(
      `Channel ${channel} shows ${loads[0]?.counts} counts under every load — in ${where}.`,
      'Check that the load cell is plugged into this channel, and that its amplifier has power.',
    );
  }
  const points = loads.map(({ counts, sdCounts, force }) => ({
    counts,
    sdCounts,
    force,
    residual: (counts - intercept) / slope - force,
  }));
  return {
    kind: 'myofade force sensor',
    version: 1,
    device,
    channel,
    bits,
    date,
    unit,
    nPerCount: newtonsPer[unit] / slope,
    tareCounts: intercept,
    points,
    fit: points.length === 2 ? null : fitOf(points),
  };
}

function fitOf(points: readonly ForceSensorPoint[]): ForceSensorFit {
  const forces = points.map(({ force }) => force);
  const mean = forces.reduce((sum, force) => sum + force, 0) / forces.length;
  const squares = points.reduce((sum, { residual }) => sum + residual ** 2, 0);
  const spread = forces.reduce((sum, force) => sum + (force - mean) ** 2, 0);
  const worst = Math.max(...points.map(({ residual }) => Math.abs(residual)));
  return {
    rmsError: Math.sqrt(squares / points.length),
    r2: 1 - squares / spread,
    worstPercent: (100 * worst) / (Math.max(...forces) - Math.min(...forces)),
  };
}
