import { seededRandom } from '#base';
import type { Channel, Segment, SegmentKind } from '#recording';
import { type ContractionSignal, contractionSignal } from './contraction.ts';

/** Coloured noise [n] of a seed with most power at low frequencies, as sEMG has: what the tests of this layer feed. */
export function colouredNoise(n: number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  let value = 0;
  return Float64Array.from({ length: n }, () => {
    value = 0.6 * value + 0.1 * random.normal();
    return value;
  });
}

/** An EMG channel in mV with these samples. */
export function emgChannel(samples: Float64Array, fs = 1000): Channel {
  return { name: 'A1', kind: 'emg', unit: 'mV', fs, samples };
}

/** A segment of that channel. */
export function segmentAt(startS: number, endS: number, kind: SegmentKind = 'hold'): Segment {
  return { kind, channel: 'A1', startS, endS };
}

/** All of a signal as one contraction; its margins are lost. */
export function contractionOf(samples: Float64Array, fs = 1000, kind: SegmentKind = 'hold'): ContractionSignal {
  return contractionSignal(emgChannel(samples, fs), segmentAt(0, samples.length / fs, kind));
}
