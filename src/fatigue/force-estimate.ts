import { UnsupportedError } from '#base';
import type { Channel, Segment, Unit } from '#recording';
import { bandAt } from './contraction.ts';
import { forceEnvelope, relativeEnvelope } from './emg-envelope.ts';
import { forceFromEmg } from './emg-force.ts';
import { cutChannel, emgForcePoints } from './emg-force-points.ts';
import type { ForceCalibration } from './force-calibration.ts';
import { type ForceError, forceError } from './force-errors.ts';

/** A force that no sensor measured, moment by moment. */
export interface ForceEstimate {
  /** Seconds from the start of the recording [nPoints]: the EMG's, plus the delay to force. */
  readonly timesS: Float64Array;
  /** In % of the calibration's largest force [nPoints]. */
  readonly percent: Float64Array;
  /** Share of the moments whose EMG is stronger than any that was calibrated. */
  readonly extrapolatedShare: number;
}

/** @throws UnsupportedError unless the channel is the calibrated one, in its unit and at its rate. */
function requireCalibrated(
  what: string,
  { name, unit, fs }: Channel,
  known: { channel: string; unit: Unit; fs?: number; bandHz?: readonly [number, number] },
) {
  const facts = [
    ['channel', name, known.channel, ''],
    ['unit', unit, known.unit, ''],
    ['rate', fs, known.fs ?? fs, ' Hz'],
    ['band', bandAt(fs).join('–'), (known.bandHz ?? bandAt(fs)).join('–'), ' Hz'],
  ] as const;
  const other = facts.find(([, own, calibrated]) => own !== calibrated);
  if (other === undefined) return;
  const [fact, own, calibrated, hz] = other;
  throw new UnsupportedError(
    `The ${fact} of the ${what} must be that of the calibration, ${calibrated}${hz}; got ${own}${hz} — in ${name}.`,
    'Calibrate with the same sensor, place and settings as the recording.',
  );
}

/**
 * Force over time from a person's calibration: `g(E)` of the envelope, in % of the calibration's largest force.
 * EMG-derived, for a rested muscle under the same electrodes; fatigue makes it too high.
 *
 * @throws UnsupportedError when the channel is not the calibrated one, or has another unit or rate.
 * @throws ArgumentError for a stretch outside the channel or too short.
 */
export function estimateForce(emg: Channel, segment: Segment, calibration: ForceCalibration): ForceEstimate {
  requireCalibrated('EMG', emg, { ...calibration.emg, bandHz: calibration.scale.bandHz });
  const { scale, model, largestEnvelope } = calibration;
  const x = cutChannel(emg, segment);
  const whole = relativeEnvelope(forceEnvelope(x, emg.fs, scale), {
    mvcLevel: scale.mvcEnvelope,
    restLevel: scale.restEnvelope,
  });
  const step = Math.max(1, Math.round(scale.stepS * emg.fs));
  const envelope = whole.filter((_, i) => i % step === 0);
  return {
    timesS: envelope.map((_, i) => Math.max(0, segment.startS) + (i * step) / emg.fs + scale.delayS),
    percent: forceFromEmg(model, { envelope, mdfRatio: envelope.map(() => 1) }),
    extrapolatedShare: envelope.filter((share) => share > largestEnvelope).length / envelope.length,
  };
}

/**
 * How far an estimate lies from a force that was measured beside it, in % of the calibration's largest force.
 *
 * @throws UnsupportedError when a channel has another name, unit or rate than the calibration's.
 * @throws ArgumentError for a stretch outside the channels or too short.
 */
export function estimateForceError(
  { emg, force }: { readonly emg: Channel; readonly force: Channel },
  segment: Segment,
  calibration: ForceCalibration,
): ForceError {
  requireCalibrated('EMG', emg, calibration.emg);
  requireCalibrated('force', force, calibration.force);
  const points = emgForcePoints(emg, force, segment, calibration.scale);
  return forceError(forceFromEmg(calibration.model, points), points.force);
}
