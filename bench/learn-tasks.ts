import { seededRandom } from '#base';
import {
  adamw,
  compileTraining,
  type Examples,
  exportInference,
  initialWeights,
  loadModel,
  type Network,
  networkParameters,
  type Optimiser,
  sgd,
} from '#learn';
import { customCnn, residualNetwork } from '#model';
import { nodeRuntime } from '#node';
import type { Task } from './task.ts';

const threads = 2;
const peerName = `PyTorch eager, ${threads} threads`;
const runtime = nodeRuntime({ threads });
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Three blocks of convolution, batch normalisation, ReLU and max pooling: what people build first. */
const blocks: Network = {
  name: 'three blocks of 16, 32 and 64 filters',
  inputShape: [1, 64, 64],
  nClasses: 2,
  build(b, x) {
    let h = x;
    for (const filters of [16, 32, 64]) {
      const name = `block${filters}`;
      const convolved = b.conv(`${name}.conv`, h, { filters, kernel: 3, padding: 1, bias: false });
      h = b.maxPool(b.relu(b.batchNorm(`${name}.bn`, convolved)), { kernel: 2 });
    }
    return b.dense('fc', b.globalAveragePool(h), 2);
  },
};

/** Random images with labels in turn. */
function examplesOf(network: Network, n: number): Examples {
  const random = seededRandom(1);
  return {
    inputs: Float32Array.from({ length: n * sizeOf(network.inputShape) }, () => random.normal()),
    targets: Float32Array.from({ length: 2 * n }, (_, i) => ((i >> 1) % 2 === i % 2 ? 1 : 0)),
  };
}

function trainTask(id: string, network: Network, batch: number, steps: number, optimiser: Optimiser): Task {
  return {
    id,
    title: `training step, ${network.name}, batch ${batch} of ${network.inputShape.join('×')}`,
    peerName,
    amount: steps * batch,
    unit: 'images/s',
    async prepare() {
      const trainer = await compileTraining(runtime, network, batch, optimiser);
      const examples = examplesOf(network, batch);
      // Drawn once: the peer does not draw its weights anew for each run either.
      const weights = initialWeights(networkParameters(network), seededRandom(1));
      return {
        run: () => trainer.train(examples, { epochs: steps, learningRate: 1e-3, seed: 1, initialWeights: weights }),
        release: () => trainer.release(),
      };
    },
  };
}

function inferTask(id: string, network: Network, batch: number, runs: number): Task {
  return {
    id,
    title: `inference, ${network.name}, batch ${batch} of ${network.inputShape.join('×')}`,
    peerName,
    amount: runs * batch,
    unit: 'images/s',
    async prepare() {
      const weights = initialWeights(networkParameters(network), seededRandom(1));
      const model = await loadModel(runtime, exportInference(network, weights));
      const { inputs } = examplesOf(network, batch);
      return {
        async run() {
          for (let i = 0; i < runs; i++) await model.predict(inputs);
        },
        release: () => model.release(),
      };
    },
  };
}

const resnet50 = residualNetwork({ depth: 50, inputShape: [3, 224, 224], nClasses: 2 });

/** Training and using networks, against PyTorch on the same threads. */
export const learnTasks: readonly Task[] = [
  trainTask('custom-cnn-train-step', customCnn({ dropout: 0.5 }), 32, 40, adamw()),
  trainTask('cnn-train-step', blocks, 32, 20, adamw()),
  inferTask('cnn-infer-b1', blocks, 1, 100),
  inferTask('cnn-infer-b32', blocks, 32, 10),
  trainTask('resnet50-train-step', resnet50, 8, 4, sgd()),
  inferTask('resnet50-infer-b1', resnet50, 1, 4),
  inferTask('resnet50-infer-b32', resnet50, 32, 1),
];
