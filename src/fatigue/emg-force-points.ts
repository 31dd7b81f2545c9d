import { ArgumentError, requireFinite, requirePositive } from '#base';
import type { Channel, Segment } from '#recording';
import { mean, welch } from '#signal';
import { bandLimited } from './contraction.ts';
import { type ForceEnvelopeOptions, forceEnvelope, relativeEnvelope } from './emg-envelope.ts';
import { inBand, medianFrequency } from './spectral.ts';

/** EMG and force at the same moments: what a relation is fitted to and tested on. */
export interface EmgForcePoints {
  /** Envelope as a share of that of the maximum [nPoints]. */
  readonly envelope: Float64Array;
  /** Force in % of the rested maximum [nPoints]. */
  readonly force: Float64Array;
  /** MDF as a share of the rested one [nPoints]; 1 everywhere where no rested MDF was given. */
  readonly mdfRatio: Float64Array;
}

/** Delay (s) from EMG to force that is allowed for unless told otherwise, see `electromechanicalDelay`. */
export const usualDelayS = 0.1;

/** What makes a person's EMG and force comparable with others', and how points are taken. */
export interface EmgForceScale extends ForceEnvelopeOptions {
  /** Envelope of the maximum and of the rest, in the EMG's unit. */
  readonly mvcEnvelope: number;
  readonly restEnvelope?: number;
  /** Rested maximum, in the force's unit. */
  readonly mvcForce: number;
  /** Rested MDF (Hz). */
  readonly restedMdfHz?: number;
  /** Delay from EMG to force (s). @default 0.1 */
  readonly delayS?: number;
  /** Distance of the points (s). @default 0.05 */
  readonly stepS?: number;
}

/** A segment of a channel [nSamples]. */
export function cutChannel({ samples, fs }: Channel, { startS, endS }: Segment): Float64Array {
  return samples.slice(Math.max(0, Math.round(startS * fs)), Math.max(0, Math.round(endS * fs)));
}

/** MDF is taken over 3 s, since that of 1 s scatters by 5–10 % and c multiplies it; every 0.5 s. */
const mdfSpanS = 3;
const mdfStepS = 0.5;

/** Middles (s from the start of the piece) and values of the MDF (Welch, Hann 1 s) over spans of 3 s, or the whole piece. */
function mdfSpans(x: Float64Array, fs: number): { timesS: number[]; mdfHz: number[] } {
  const { samples, bandHz } = bandLimited(x, fs);
  const length = Math.min(samples.length, Math.round(mdfSpanS * fs));
  const step = Math.max(1, Math.round(mdfStepS * fs));
  const windowSamples = Math.min(length, Math.round(fs));
  const starts = Array.from({ length: Math.floor((samples.length - length) / step) + 1 }, (_, i) => i * step);
  return {
    timesS: starts.map((start) => (start + length / 2) / fs),
    mdfHz: starts.map((start) =>
      medianFrequency(inBand(welch(samples.subarray(start, start + length), fs, { windowSamples }), bandHz)),
    ),
  };
}

/** Linear between neighbours, level beyond the ends. */
function interpolated(timesS: readonly number[], values: readonly number[], atS: number): number {
  const after = timesS.findIndex((time) => time >= atS);
  if (after === 0 || timesS.length === 1) return values[0];
  if (after < 0) return values[values.length - 1];
  const share = (atS - timesS[after - 1]) / (timesS[after] - timesS[after - 1]);
  return values[after - 1] + share * (values[after] - values[after - 1]);
}

/**
 * EMG and force of one segment, point by point: the segment is cut out first, so nothing outside it is seen; the envelope
 * at a moment stands beside the force `delayS` later. Force is taken as measured, unfiltered.
 *
 * @throws ArgumentError for rates that differ, a segment outside the channels or too short, or levels not above 0.
 */
export function emgForcePoints(emg: Channel, force: Channel, segment: Segment, scale: EmgForceScale): EmgForcePoints {
  const where = 'emgForcePoints';
  const { mvcEnvelope, restEnvelope = 0, mvcForce, restedMdfHz, delayS = usualDelayS, stepS = 0.05 } = scale;
  const { fs } = emg;
  if (force.fs !== fs) {
    throw new ArgumentError(
      `emg and force must have one rate, got ${fs} and ${force.fs} Hz — in ${where}.`,
      'Resample one of them first.',
    );
  }
  requirePositive('mvcForce', mvcForce, where);
  requirePositive('stepS', stepS, where);
  const [x, forces] = [cutChannel(emg, segment), cutChannel(force, segment)];
  requireFinite('force', forces, where);
  const envelope = relativeEnvelope(forceEnvelope(x, fs, scale), { mvcLevel: mvcEnvelope, restLevel: restEnvelope });
  const delay = Math.max(0, Math.round(delayS * fs));
  const step = Math.max(1, Math.round(stepS * fs));
  const last = Math.min(x.length, forces.length - delay);
  const at = Array.from({ length: Math.max(0, Math.ceil(last / step)) }, (_, i) => i * step);
  const ratioAt = (): ((i: number) => number) => {
    if (restedMdfHz === undefined) return () => 1;
    requirePositive('restedMdfHz', restedMdfHz, where);
    const { timesS, mdfHz } = mdfSpans(x, fs);
    return (i) => interpolated(timesS, mdfHz, i / fs) / restedMdfHz;
  };
  const ratio = ratioAt();
  return {
    envelope: Float64Array.from(at, (i) => envelope[i]),
    force: Float64Array.from(at, (i) => (100 * forces[i + delay]) / mvcForce),
    mdfRatio: Float64Array.from(at, ratio),
  };
}

/** The points of several pieces as one. */
export function joinedPoints(pieces: readonly EmgForcePoints[]): EmgForcePoints {
  const joined = (key: keyof EmgForcePoints) => Float64Array.from(pieces.flatMap((piece) => [...piece[key]]));
  return { envelope: joined('envelope'), force: joined('force'), mdfRatio: joined('mdfRatio') };
}

/**
 * A person's calibration: the mean of each level, such as 25, 50 and 100 %, as one point. Steady middles of the holds are
 * what to pass.
 *
 * @throws ArgumentError when a level holds no point.
 */
export function levelPoints(levels: readonly EmgForcePoints[]): EmgForcePoints {
  const means = (key: keyof EmgForcePoints) => Float64Array.from(levels, (level) => mean(level[key]));
  return { envelope: means('envelope'), force: means('force'), mdfRatio: means('mdfRatio') };
}
