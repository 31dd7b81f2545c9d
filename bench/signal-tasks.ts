import { seededRandom } from '#base';
import { sampleEntropy } from '#fatigue';
import { butterworth, cwt, logPowerStft, resample, sosfiltfilt, stft, welch } from '#signal';
import { analyzeSideBySide, channelPool } from './hour-analysis.ts';
import { longRecording } from './long-recording.ts';
import type { Task } from './task.ts';

const seconds = 600;
const random = seededRandom(1);
const x = Float64Array.from({ length: 1000 * seconds }, () => random.normal());
const sos = butterworth(1000, { order: 4, type: 'bandpass', cutoffHz: [20, 450] });

/** Frequencies in equal ratios, from 20 to 450 Hz. */
const frequenciesHz = Array.from({ length: 16 }, (_, k) => 20 * (450 / 20) ** (k / 15));

function task(id: string, title: string, run: () => unknown, peerName = 'SciPy'): Task {
  const ready = { run, release: async () => undefined };
  return { id, title, peerName, amount: seconds, unit: 's of signal/s', prepare: async () => ready };
}

/** All that `analyze` says of six channels of an hour, side by side on the worker threads; no peer does as much. */
const analyzeTask: Task = {
  id: 'analyze-1h',
  title: 'analyze 1 h of 6 channels',
  peerName: 'no peer',
  amount: 3600,
  unit: 's of 6 channels/s',
  async prepare() {
    const recording = longRecording({ minutes: 60, nChannels: 6 });
    const pool = channelPool(import.meta.dirname);
    return {
      run() {
        // Each run gives its samples away; copying them is a hundredth of the work.
        const channels = recording.channels.map((channel) => ({ ...channel, samples: channel.samples.slice() }));
        return analyzeSideBySide(pool, { ...recording, channels });
      },
      release: () => pool.close(),
    };
  },
};

/** Ten minutes of a channel at 1000 Hz, against SciPy and PyWavelets. */
export const signalTasks: readonly Task[] = [
  task('sosfiltfilt', 'zero-phase filter, 4 sections', () => sosfiltfilt(sos, x)),
  task('stft', 'STFT 256/64', () => stft(x, 1000, { windowSamples: 256, hopSamples: 64 })),
  // The peer does not take the logarithm: it is SciPy's transform alone.
  task('stft-log-power', 'log power of the STFT 256/64, against the STFT alone', () =>
    logPowerStft(x, 1000, { windowSamples: 256, hopSamples: 64, detrend: 'none' }),
  ),
  task('welch', 'Welch 1024', () => welch(x, 1000)),
  task('resample', 'resample 2 → 1', () => resample(x, { up: 1, down: 2 })),
  task(
    'sample-entropy',
    'sample entropy of each second',
    () => {
      for (let at = 0; at < x.length; at += 1000) sampleEntropy(x.subarray(at, at + 1000), { tolerance: 0.2 });
    },
    'no peer',
  ),
  analyzeTask,
  task('cwt', 'Morlet wavelets at 16 frequencies', () => cwt(x, 1000, { frequenciesHz }), 'PyWavelets'),
];
