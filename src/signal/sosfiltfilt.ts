import { ArgumentError, requireSamples } from '#base';
import { requireSos, type Sos } from './sos.ts';
import { cascadeOf, runCascade } from './sos-cascade.ts';
import { steadyState } from './sosfilt.ts';

/**
 * A signal filtered forwards and backwards [n]: no phase shift, the gain squared, twice the order. The ends are extended
 * by odd reflection and the filter starts in its steady state, as `scipy.signal.sosfiltfilt` does by default.
 *
 * Golden: `golden/signal/sosfiltfilt.json`.
 *
 * @throws ArgumentError when `sos` is not a filter, a sample is not finite, or the signal is not longer than the
 * extension of 3 (2 nSections + 1) samples (3 fewer for each first-order section), or grows beyond all numbers.
 * @example
 * const smooth = butterworth(1000, { order: 4, type: 'lowpass', cutoffHz: 10 });
 * sosfiltfilt(smooth, new Float64Array(100)).length; // 100
 */
export function sosfiltfilt(sos: Sos, x: Float64Array): Float64Array {
  requireSos(sos, 'sosfiltfilt');
  requireSamples(x, 'sosfiltfilt');
  const edge = extensionSamples(sos);
  if (x.length <= edge) {
    throw new ArgumentError(
      `x must be longer than ${edge} samples for this filter, got ${x.length} — in sosfiltfilt.`,
      'Pass a longer piece, or lower the order of the filter.',
    );
  }
  // A filter that has left the range of numbers never comes back, so the last value of each run tells.
  const before = extension(x, edge, 'before');
  const after = extension(x, edge, 'after');
  const y = new Float64Array(x.length);
  requireInRange(before);
  requireInRange(after);
  const forwards = cascadeOf(sos, steadyState(sos, before[0]));
  runCascade(forwards, before, before);
  runCascade(forwards, x, y);
  runCascade(forwards, after, after);
  if (!Number.isFinite(after[edge - 1])) for (const part of [before, y, after]) requireInRange(part);
  const backwards = cascadeOf(sos, steadyState(sos, after[edge - 1]));
  runCascade(backwards, after, after, true);
  runCascade(backwards, y, y, true);
  runCascade(backwards, before, before, true);
  if (!Number.isFinite(before[0])) for (const part of [after, y, before]) requireInRange(part);
  return y;
}

/** @throws ArgumentError when a finite signal has left the range of numbers on its way. */
function requireInRange(y: Float64Array): void {
  for (let i = 0; i < y.length; i++) {
    if (!Number.isFinite(y[i])) {
      throw new ArgumentError(
        `x becomes ${y[i]} while it is filtered — in sosfiltfilt.`,
        'Check that the filter is stable, or scale the signal down.',
      );
    }
  }
}

/** Three times the number of taps, where a section of first order counts one tap less. */
function extensionSamples(sos: Sos): number {
  const noSecondZero = sos.filter(([, , b2]) => b2 === 0).length;
  const noSecondPole = sos.filter(([, , , , , a2]) => a2 === 0).length;
  return 3 * (2 * sos.length + 1 - Math.min(noSecondZero, noSecondPole));
}

/** `edge` samples that continue the signal at one end, turned by half a turn about its first or its last sample. */
function extension(x: Float64Array, edge: number, side: 'before' | 'after'): Float64Array {
  const last = x.length - 1;
  return Float64Array.from({ length: edge }, (_, i) =>
    side === 'before' ? 2 * x[0] - x[edge - i] : 2 * x[last] - x[last - 1 - i],
  );
}
