import { ArgumentError } from '#base';
import type { Channel, Segment, Unit } from '#recording';
import { median } from '#signal';
import { bandAt } from './contraction.ts';
import { type EmgForceModel, type ForceForm, forceFromEmg } from './emg-force.ts';
import { fitEmgForce } from './emg-force-fit.ts';
import { cutChannel, type EmgForcePoints, emgForcePoints, usualDelayS } from './emg-force-points.ts';
import { type ForceError, forceError } from './force-errors.ts';
import { forceMvcTrial } from './mvc-trial.ts';

/** What was recorded, and where. */
export interface CalibrationSource {
  /** File name without folders, and SHA-256 of its bytes. */
  readonly file: string;
  readonly sha256: string;
  /** Local start as the file tells it; null where it does not. */
  readonly recordedAt: string | null;
}

/** One person's relation from EMG to force, with what it holds for. Plain data: what a calibration file is. */
export interface ForceCalibration {
  readonly kind: 'myofade force calibration';
  readonly version: 1;
  readonly source: CalibrationSource & { readonly startS: number; readonly endS: number };
  /** The channels: an estimate needs an EMG of the same name, unit and rate. */
  readonly emg: { readonly channel: string; readonly unit: Unit; readonly fs: number };
  readonly force: { readonly channel: string; readonly unit: Unit };
  readonly model: EmgForceModel;
  readonly scale: {
    /** Best 0.5 s mean of the calibration's force, in its unit: 100 %. Perhaps not the person's maximum. */
    readonly mvcForce: number;
    /** RMS of the EMG in that same window, and its median envelope at rest, in the EMG's unit. */
    readonly mvcEnvelope: number;
    readonly restEnvelope: number;
    readonly bandHz: readonly [number, number];
    readonly windowS: number;
    readonly cutoffHz: number;
    readonly delayS: number;
    readonly stepS: number;
  };
  /** How far the relation lies from the forces it was fitted to: new ones are further off. */
  readonly residuals: ForceError & { readonly n: number };
  /** Largest calibrated envelope, as a share of that of the maximum: what lies above is extrapolated. */
  readonly largestEnvelope: number;
}

const windowS = 0.25;
const cutoffHz = 1.5;
const stepS = 0.05;

/** At rest is where the force lies below this share of the largest (%), for at least this long in all. */
const restPercent = 5;
const leastRestS = 1;

/** Median envelope where nothing is held; 0 where that is never long enough. */
function restEnvelopeOf(points: EmgForcePoints): number {
  const rest = points.envelope.filter((_, i) => points.force[i] < restPercent);
  return rest.length * stepS >= leastRestS ? median(rest) : 0;
}

/** Least range of force, in % of the largest: one level does not tell how force follows from EMG. */
const leastRangePercent = 20;

/** @throws ArgumentError unless the force rises above 0 and goes through a range. */
function requireRange(force: Channel, segment: Segment): void {
  const x = cutChannel(force, segment);
  const most = x.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const least = x.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (most > 0 && most - least >= (leastRangePercent / 100) * most) return;
  throw new ArgumentError(
    `The force ${force.name} must rise above 0 and go through a range of at least ${leastRangePercent} % of its largest, got ${least} to ${most} — in calibrateForce.`,
    'Choose a stretch with several levels and the largest force; tare the sensor, and check its sign.',
  );
}

/**
 * Fits a person's relation from EMG to force on a stretch that holds several levels and the largest force they can. Force
 * is in % of the best 0.5 s of that stretch, the envelope in shares of the RMS in the same window, with the power of the
 * rest taken off.
 *
 * @throws ArgumentError for channels of another kind, rates that differ, a stretch too short or without a range of force.
 * @example
 * const calibration = calibrateForce({ emg, force }, { kind: 'hold', channel: 'EMG', startS: 0, endS: 30 }, source);
 */
export function calibrateForce(
  { emg, force }: { readonly emg: Channel; readonly force: Channel },
  segment: Segment,
  source: CalibrationSource,
  { form = 'quadratic' }: { readonly form?: ForceForm } = {},
): ForceCalibration {
  requireRange(force, segment);
  const { value: mvcForce, emgRmsMv } = forceMvcTrial(force, segment, { file: source.file, emg });
  const mvcEnvelope = emgRmsMv as number;
  const pointsAt = (restEnvelope: number) =>
    emgForcePoints(emg, force, segment, { mvcForce, mvcEnvelope, restEnvelope, windowS, cutoffHz, stepS });
  const restEnvelope = mvcEnvelope * restEnvelopeOf(pointsAt(0));
  const points = pointsAt(restEnvelope);
  const model = fitEmgForce([points], { form });
  const { fs } = emg;
  return {
    kind: 'myofade force calibration',
    version: 1,
    source: { ...source, startS: segment.startS, endS: segment.endS },
    emg: { channel: emg.name, unit: emg.unit, fs },
    force: { channel: force.name, unit: force.unit },
    model,
    scale: {
      mvcForce,
      mvcEnvelope,
      restEnvelope,
      bandHz: bandAt(fs),
      windowS,
      cutoffHz,
      delayS: usualDelayS,
      stepS,
    },
    residuals: { ...forceError(forceFromEmg(model, points), points.force), n: points.force.length },
    largestEnvelope: points.envelope.reduce((most, value) => Math.max(most, value), 0),
  };
}
