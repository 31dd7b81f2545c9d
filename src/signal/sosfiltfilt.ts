import { ArgumentError } from '#base';
import { requireSamples } from './require-samples.ts';
import { requireSos, type Sos } from './sos.ts';
import { sosfilt, steadyState } from './sosfilt.ts';

/**
 * A signal filtered forwards and backwards [n]: no phase shift, the gain squared, twice the order. The ends are extended
 * by odd reflection and the filter starts in its steady state, as `scipy.signal.sosfiltfilt` does by default.
 *
 * Golden: `golden/signal/sosfiltfilt.json`.
 *
 * @throws ArgumentError when `sos` is not a filter, a sample is not finite, or the signal is not longer than the
 * extension of 3 (2 nSections + 1) samples (3 fewer for each first-order section).
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
  const forwards = sosfilt(sos, extended, steadyState(sos, extended[0])).y.reverse();
  const backwards = sosfilt(sos, forwards, steadyState(sos, forwards[0])).y.reverse();
  return backwards.slice(edge, edge + x.length);
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
