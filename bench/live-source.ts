import { longRecording } from './long-recording.ts';

/** A made device in a process of its own, for live-run.ts: blocks of samples, written when their last sample is due. */
export const liveBlock = { nChannels: 6, nSamples: 10, fs: 1000 } as const;
const { nChannels, nSamples, fs } = liveBlock;
/** When it was due and when it was written (ms of the monotonic clock), number of its first sample, samples by channel. */
export const blockValues = 3 + nChannels * nSamples;
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

if (process.argv[1]?.endsWith('live-source.js')) {
  const seconds = Number(process.argv[2]);
  const { channels } = longRecording({ minutes: 1, nChannels });
  const nRecorded = channels[0].samples.length;
  const nBlocks = (seconds * fs) / nSamples;
  const blockMs = (1000 * nSamples) / fs;
  const startMs = monotonicMs() + 500;
  let next = 0;
  const send = (): void => {
    for (; next < nBlocks && startMs + (next + 1) * blockMs <= monotonicMs(); next++) {
      const values = new Float64Array(blockValues);
      values.set([startMs + (next + 1) * blockMs, monotonicMs(), next * nSamples]);
      const from = (next * nSamples) % nRecorded;
      channels.forEach(({ samples }, i) => {
        values.set(samples.subarray(from, from + nSamples), 3 + i * nSamples);
      });
      process.stdout.write(new Uint8Array(values.buffer));
    }
    if (next < nBlocks) setTimeout(send, Math.max(0, startMs + (next + 1) * blockMs - monotonicMs()));
  };
  send();
}
