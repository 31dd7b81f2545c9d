import { ArgumentError, requirePositive, requireSamples } from '#base';
import { butterworth, correlation, movingRms, sosfiltfilt } from '#signal';
import { bandLimited } from './contraction.ts';

/** How smooth an envelope for force is. */
export interface ForceEnvelopeOptions {
  /** Length of the moving RMS (s). @default 0.25 */
  readonly windowS?: number;
  /** Corner of the low-pass behind it (Hz): force follows EMG no faster than 1–2 Hz. @default 1.5 */
  readonly cutoffHz?: number;
}

/**
 * The envelope that force is estimated from [nSamples], in the unit of `x`: band-limited EMG (20–450 Hz), moving RMS of
 * 250 ms, Butterworth low-pass of order 2 at 1.5 Hz. All of it is centred and without phase shift, so the delay from EMG
 * to force remains and has to be allowed for ({@link electromechanicalDelay}). For recordings, not for live use.
 *
 * @param x one cut-out piece of EMG, at least one window long.
 * @throws ArgumentError for a piece that is too short, a sample that is not finite, or options that fit no filter.
 */
export function forceEnvelope(
  x: Float64Array,
  fs: number,
  { windowS = 0.25, cutoffHz = 1.5 }: ForceEnvelopeOptions = {},
): Float64Array {
  requirePositive('fs', fs, 'forceEnvelope');
  requirePositive('windowS', windowS, 'forceEnvelope');
  const windowSamples = Math.max(1, Math.round(windowS * fs));
  requireSamples(x, 'forceEnvelope', { atLeast: Math.max(windowSamples, 30) });
  const power = movingRms(bandLimited(x, fs).samples, { windowSamples });
  const smooth = sosfiltfilt(butterworth(fs, { order: 2, type: 'lowpass', cutoffHz }), power);
  // Beside a sharp burst the low-pass dips below 0, where no amplitude lies.
  return smooth.map((value) => Math.max(0, value));
}

/**
 * An envelope as a share of that of the maximum [nSamples], with the power of the rest taken off both:
 * `sqrt((e² − rest²) / (mvc² − rest²))`, 0 where it lies below the rest.
 *
 * @throws ArgumentError unless the level of the maximum lies above that of the rest.
 */
export function relativeEnvelope(
  envelope: Float64Array,
  { mvcLevel, restLevel = 0 }: { readonly mvcLevel: number; readonly restLevel?: number },
): Float64Array {
  if (!(restLevel >= 0 && mvcLevel > restLevel && Number.isFinite(mvcLevel))) {
    throw new ArgumentError(
      `mvcLevel must lie above restLevel, got ${mvcLevel} and ${restLevel} — in relativeEnvelope.`,
      'Pass the envelope of the maximum and of the rest of the same channel.',
    );
  }
  const scale = mvcLevel ** 2 - restLevel ** 2;
  return envelope.map((value) => Math.sqrt(Math.max(0, value * value - restLevel ** 2) / scale));
}

/**
 * How long force comes after EMG (s): the delay, in steps of 10 ms up to `longestS`, at which envelope and force are
 * correlated best. With the centred envelope this is the electromechanical delay and half of the twitch's rise together,
 * about 0.1 s. It needs a force that goes up and down; a level hold says nothing about it.
 *
 * @throws ArgumentError when envelope and force differ in length, are too short, or do not vary.
 */
export function electromechanicalDelay(
  envelope: Float64Array,
  force: Float64Array,
  fs: number,
  { longestS = 0.3 }: { readonly longestS?: number } = {},
): number {
  requirePositive('fs', fs, 'electromechanicalDelay');
  requirePositive('longestS', longestS, 'electromechanicalDelay');
  requireSamples(envelope, 'electromechanicalDelay', { name: 'envelope', atLeast: Math.ceil(4 * longestS * fs) });
  let best = { delayS: 0, r: Number.NEGATIVE_INFINITY };
  for (let step = 0; step <= Math.round(longestS * 100); step++) {
    const delay = Math.round((step / 100) * fs);
    const r = correlation(envelope.subarray(0, envelope.length - delay), force.subarray(delay));
    if (r !== null && r > best.r) best = { delayS: step / 100, r };
  }
  if (Number.isFinite(best.r)) return best.delayS;
  throw new ArgumentError(
    'Envelope and force must vary, and one of them is constant — in electromechanicalDelay.',
    'Pass a piece in which the force rises and falls.',
  );
}
