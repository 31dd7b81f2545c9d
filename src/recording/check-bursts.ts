import { seededRandom } from '#base';
import { butterworth, rms, sosfiltfilt } from '#signal';
import type { Channel } from './recording.ts';

/** One effort of a simulated signal: from `startS` to `endS` at an RMS of `level`. */
export interface Burst {
  readonly startS: number;
  readonly endS: number;
  readonly level: number;
}

/** What {@link burstChannel} simulates. */
export interface BurstSignal {
  readonly seed?: number;
  readonly fs?: number;
  readonly lengthS: number;
  /** RMS of the noise that is always there. @default 0.004, as in a good recording in mV */
  readonly rest?: number;
  readonly bursts?: readonly Burst[];
}

// What the BITalino sensor lets through: its own noise is even in there; muscle has most of its power in the lower part.
const sensorHz = [25, 450] as const;
const muscleHz = [40, 160] as const;

/** A channel in mV with even sensor noise (25 to 450 Hz, or what fits) and bursts of muscle-like noise of known limits. */
export function burstChannel({ seed = 1, fs = 1000, lengthS, rest = 0.004, bursts = [] }: BurstSignal): Channel {
  const n = Math.round(lengthS * fs);
  const noise = (label: string, [low, high]: readonly [number, number]): Float64Array => {
    const random = seededRandom(seed).fork(label);
    const white = Float64Array.from({ length: n }, () => random.normal());
    const band = butterworth(fs, { order: 2, type: 'bandpass', cutoffHz: [low, Math.min(high, 0.45 * fs)] });
    const shaped = sosfiltfilt(band, white);
    const level = rms(shaped);
    return shaped.map((value) => value / level);
  };
  const samples = noise('rest', sensorHz).map((value) => rest * value);
  const muscle = noise('muscle', muscleHz);
  for (const { startS, endS, level } of bursts) {
    for (let i = Math.round(startS * fs); i < Math.min(n, endS * fs); i++) samples[i] += level * muscle[i];
  }
  return { name: 'EMG', kind: 'emg', unit: 'mV', fs, samples };
}
