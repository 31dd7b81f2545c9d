import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { analyze } from '#fatigue';
import { type TaskPool, taskPool } from '#node';
import type { Recording } from '#recording';
import { longRecording } from './long-recording.ts';
import { peakBytes } from './peak-bytes.ts';

/** Analyses one channel, on a worker thread. */
export function analyzeChannel(recording: Recording): { readonly nContractions: number; readonly nIndices: number } {
  const { contractions, indices } = analyze(recording);
  return { nContractions: contractions.length, nIndices: indices.length };
}

const script = 'hour-analysis.js';

/** Worker threads for {@link analyzeSideBySide}; `folder` holds the built bench. */
export const channelPool = (folder: string): TaskPool => taskPool(pathToFileURL(join(folder, script)));

/** Analyses all channels of a recording side by side, and checks that it was an analysis. Its samples are given away. */
export async function analyzeSideBySide(pool: TaskPool, { channels, ...about }: Recording): Promise<void> {
  const results = await Promise.all(
    channels.map((channel) =>
      pool.run<Recording, ReturnType<typeof analyzeChannel>>(
        'analyzeChannel',
        { ...about, channels: [channel] },
        { handOver: [channel.samples.buffer as ArrayBuffer] },
      ),
    ),
  );
  const wrong = results.find(({ nContractions, nIndices }) => nContractions === 0 || nIndices < 40 * nContractions);
  if (wrong) throw new Error(`The bench analysed nothing: ${JSON.stringify(wrong)}.`);
}

/** One analysis in a process of its own, for hour.ts: how long it took, threads started before, and the most memory held. */
if (isMainThread && process.argv[1]?.endsWith(script)) {
  const minutes = Number(process.argv[2]);
  const recording = longRecording({ minutes, nChannels: 6 });
  const pool = channelPool(join(process.argv[1], '..'));
  const start = performance.now();
  await analyzeSideBySide(pool, recording);
  const ms = performance.now() - start;
  await pool.close();
  console.log(JSON.stringify({ minutes, ms, peakBytes: peakBytes() }));
}
