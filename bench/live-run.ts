import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type LiveAnalysis, type LiveMark, type LiveUpdate, liveAnalysis } from '#live';
import { openModel } from '#model';
import { nodeRuntime, shippedModel } from '#node';
import { quantile } from '#signal';
import { blockValues, liveBlock, monotonicMs } from './live-source.ts';
import { longRecording } from './long-recording.ts';
import { peakBytes } from './peak-bytes.ts';

/** Latencies in a row (ms). */
export interface Latency {
  readonly n: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** How one run went at the pace of its samples. */
export interface LiveRun {
  readonly seconds: number;
  /** From a block's arrival, when it was written to the line, to the end of the work on it; and the same from when it was due. */
  readonly blockMs: Latency;
  readonly dueMs: Latency;
  /** The same of the blocks that ended a window, with its indices, quality, trends and JASA. */
  readonly windowMs: Latency;
  /** Processor time of the work on a block, which other work on the machine moves least. */
  readonly workMs: Latency;
  /** From the question to the model's answer; null where none was asked. */
  readonly judgementMs: Latency | null;
  readonly nSamples: number;
  readonly nMissing: number;
  /** Processor time of the analysing process, start included, as a share of one core. */
  readonly cpuShare: number;
  readonly peakBytes: number;
  readonly heapBytes: readonly [after30S: number, last: number];
}

/** Processor time of this process so far (s). */
function cpuS(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function latencyOf(ms: readonly number[]): Latency {
  const max = ms.reduce((most, value) => Math.max(most, value), 0);
  return { n: ms.length, p50: quantile(ms, 0.5), p99: quantile(ms, 0.99), max };
}

const { nChannels, nSamples, fs } = liveBlock;
const names = Array.from({ length: nChannels }, (_, i) => `A${i + 1}`);
const format = { channels: names.map((name) => ({ name, unit: 'mV' as const })), fs };
/** A minute of the made recording, as a guide would have led it. */
const cues = [
  [0, 'rest'],
  [10, 'target'],
  [20, 'rest'],
  [25, 'maximal'],
  [30, 'rest'],
] as const;

/** A running analysis of six channels of EMG that gets its marks by itself. */
async function markedAnalysis(): Promise<(firstIndex: number, values: readonly Float64Array[]) => LiveUpdate> {
  const clock = { nowS: () => monotonicMs() / 1000 };
  const model = await openModel(nodeRuntime({ threads: 1 }), shippedModel());
  const channels = names.map((name) => ({ kind: 'emg', name }) as const);
  const live: LiveAnalysis = liveAnalysis({ format, channels, classifier: { model, clock } });
  let nMarks = 0;
  return (firstIndex, values) => {
    const endS = (firstIndex + values[0].length) / fs;
    for (;;) {
      const [offsetS, kind] = cues[nMarks % cues.length];
      const mark: LiveMark = { atS: 60 * Math.floor(nMarks / cues.length) + offsetS, kind };
      if (mark.atS >= endS) break;
      live.mark(mark);
      nMarks++;
    }
    return live.push({ kind: 'samples', firstIndex, values, arrivedS: endS });
  };
}

async function realTime(seconds: number, isLoaded: boolean): Promise<LiveRun> {
  const push = await markedAnalysis();
  const busy = isLoaded ? spawn(process.execPath, ['-e', 'for (;;);']) : undefined;
  const source = spawn(process.execPath, [join(process.argv[1], '..', 'live-source.js'), `${seconds}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [blockMs, dueMs, windowMs, workMs, judgementMs]: number[][] = [[], [], [], [], []];
  let [next, nMissing, firstHeap] = [0, 0, 0];
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of source.stdout as AsyncIterable<Uint8Array>) {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    const size = 8 * blockValues;
    const nBlocks = Math.floor(bytes.length / size);
    for (let block = 0; block < nBlocks; block++) {
      const values = new Float64Array(bytes.buffer, block * size, blockValues);
      const [dueAt, sentAt, firstIndex] = values;
      nMissing += firstIndex - next;
      next = firstIndex + nSamples;
      const startCpuS = cpuS();
      const update = push(
        firstIndex,
        names.map((_, i) => values.subarray(3 + i * nSamples, 3 + (i + 1) * nSamples)),
      );
      const nowMs = monotonicMs();
      workMs.push(1000 * (cpuS() - startCpuS));
      blockMs.push(nowMs - sentAt);
      dueMs.push(nowMs - dueAt);
      if (update.windows.length > 0) windowMs.push(nowMs - sentAt);
      if (update.judgement?.latencyS != null) judgementMs.push(1000 * update.judgement.latencyS);
      if (next === 30 * fs) firstHeap = process.memoryUsage().heapUsed;
    }
    rest = bytes.slice(nBlocks * size);
  }
  busy?.kill();
  return {
    seconds,
    blockMs: latencyOf(blockMs),
    dueMs: latencyOf(dueMs),
    windowMs: latencyOf(windowMs),
    workMs: latencyOf(workMs),
    judgementMs: judgementMs.length === 0 ? null : latencyOf(judgementMs),
    nSamples: next,
    nMissing,
    cpuShare: cpuS() / seconds,
    peakBytes: peakBytes(),
    heapBytes: [firstHeap, process.memoryUsage().heapUsed],
  };
}

/** Not in real time: how many seconds of six channels are worked on in a second. */
async function throughput(seconds: number): Promise<{ readonly timesRealTime: number; readonly timesCpu: number }> {
  const push = await markedAnalysis();
  const { channels } = longRecording({ minutes: 1, nChannels });
  const nRecorded = channels[0].samples.length;
  const [startMs, startCpuS] = [monotonicMs(), cpuS()];
  for (let from = 0; from < seconds * fs; from += nSamples) {
    const at = from % nRecorded;
    push(
      from,
      channels.map(({ samples }) => samples.subarray(at, at + nSamples)),
    );
  }
  return {
    timesRealTime: seconds / ((monotonicMs() - startMs) / 1000),
    timesCpu: seconds / (cpuS() - startCpuS),
  };
}

/** One run in a process of its own, for live.ts. */
if (process.argv[1]?.endsWith('live-run.js')) {
  const [, , kind, seconds] = process.argv;
  const result =
    kind === 'throughput' ? await throughput(Number(seconds)) : await realTime(Number(seconds), kind === 'loaded');
  console.log(JSON.stringify(result));
}
