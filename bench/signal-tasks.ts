import { seededRandom } from '#base';
import { butterworth, resample, sosfiltfilt, stft, welch } from '#signal';
import type { Task } from './task.ts';

const seconds = 600;
const random = seededRandom(1);
const x = Float64Array.from({ length: 1000 * seconds }, () => random.normal());
const sos = butterworth(1000, { order: 4, type: 'bandpass', cutoffHz: [20, 450] });

function task(id: string, title: string, run: () => unknown): Task {
  const ready = { run, release: async () => undefined };
  return { id, title, peerName: 'SciPy', amount: seconds, unit: 's of signal/s', prepare: async () => ready };
}

/** Ten minutes of a channel at 1000 Hz, against SciPy. */
export const signalTasks: readonly Task[] = [
  task('sosfiltfilt', 'zero-phase filter, 4 sections', () => sosfiltfilt(sos, x)),
  task('stft', 'STFT 256/64', () => stft(x, 1000, { windowSamples: 256, hopSamples: 64 })),
  task('welch', 'Welch 1024', () => welch(x, 1000)),
  task('resample', 'resample 2 → 1', () => resample(x, { up: 1, down: 2 })),
];
