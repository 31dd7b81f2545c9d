import { seededRandom } from '#base';
import { adamw, compileTraining, type Network, networkParameters } from '#learn';
import { nodeRuntime } from '#node';

/** What a process held at one moment of a training, in bytes. */
export interface Held {
  readonly step: number;
  readonly rss: number;
  readonly heapUsed: number;
  /** Arrays beside the heap, with those that ONNX Runtime handed out. */
  readonly external: number;
}

/** What the process prints. */
export interface MemoryRun {
  /** One batch as it goes into a step, in bytes. */
  readonly batchBytes: number;
  /** Weights and both moments of AdamW, in bytes. */
  readonly stateBytes: number;
  readonly held: readonly Held[];
}

const size = 64;
const batch = 32;
const batchesPerEpoch = 4;
const stepsSeen = [200, 1200];

/** Wide enough that a state weighs megabytes, and cheap: nearly all its work is one dense layer. */
const network: Network = {
  name: 'wide',
  inputShape: [1, size, size],
  nClasses: 2,
  build(b, x) {
    const pooled = b.averagePool(b.relu(b.batchNorm('bn', b.conv('conv', x, { filters: 2, kernel: 3 }))), {
      kernel: 4,
    });
    const hidden = b.concat([b.dense('wide', b.flatten(x), 32), b.flatten(pooled)]);
    return b.dense('fc', b.dropout(b.relu(hidden), 0.5), 2);
  },
};

const random = seededRandom(1);
const n = batch * batchesPerEpoch;
const examples = {
  inputs: Float32Array.from({ length: n * size ** 2 }, () => random.normal()),
  targets: Float32Array.from({ length: 2 * n }, (_, i) => ((i >> 1) % 2 === i % 2 ? 1 : 0)),
};
const { gc } = globalThis as { gc?: () => void };
if (gc === undefined) throw new Error('Run with node --expose-gc.');
const held: Held[] = [];
const trainer = await compileTraining(nodeRuntime({ threads: 1 }), network, batch, adamw());
await trainer.train(
  examples,
  { epochs: Math.max(...stepsSeen) / batchesPerEpoch, learningRate: 1e-4, seed: 1 },
  {
    // Without a clock a report comes at the end of each epoch, and only there.
    onProgress({ done }) {
      const step = done * batchesPerEpoch;
      if (!stepsSeen.includes(step)) return;
      gc();
      const { rss, heapUsed, external } = process.memoryUsage();
      held.push({ step, rss, heapUsed, external });
    },
  },
);
await trainer.release();
const nParameters = networkParameters(network).reduce(
  (sum, { shape }) => sum + shape.reduce((product, k) => product * k, 1),
  0,
);
const run: MemoryRun = { batchBytes: 4 * batch * size ** 2, stateBytes: 3 * 4 * nParameters, held };
console.log(JSON.stringify(run));
