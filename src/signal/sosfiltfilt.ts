import { ArgumentError, requireSamples } from '#base';
import { requireSos, type Sos } from './sos.ts';
import { sosfilt, steadyState } from './sosfilt.ts';

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
  const extended = oddExtension(x, edge);
  requireInRange(extended);
  const forwards = sosfilt(sos, extended, steadyState(sos, extended[0])).y.reverse();
  requireInRange(forwards);
  const backwards = sosfilt(sos, forwards, steadyState(sos, forwards[0])).y.reverse();
  requireInRange(backwards);
  return backwards.slice(edge, edge + x.length);
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

/** The signal continued by `edge` samples at both ends, turned by half a turn about its first and its last sample. */
function oddExtension(x: Float64Array, edge: number): Float64Array {
  const last = x.length - 1;
  const extended = new Float64Array(x.length + 2 * edge);
  extended.set(x, edge);
  for (let i = 1; i <= edge; i++) {
    extended[edge - i] = 2 * x[0] - x[i];
    extended[edge + last + i] = 2 * x[last] - x[last - i];
  }
  return extended;
}
