import {
  adamw,
  compileTraining,
  exportInference,
  loadModel,
  type Network,
  type Optimiser,
  type StepOptions,
  sgd,
} from '#learn';
import { customCnn } from '#model';
import { allButLastStage, blocks, examplesOf, resnet, weightsOf } from './networks.ts';
import { runtime, threads } from './runtime.ts';
import type { Ready, Task } from './task.ts';

const peerName = `PyTorch eager, ${threads} threads`;
const unit = 'images/s';

/** A training whose step repeats over one batch. */
interface Repeated {
  readonly network: Network;
  readonly batch: number;
  readonly steps: number;
  readonly optimiser: Optimiser;
  readonly options?: StepOptions;
}

async function readyTraining({ network, batch, steps, optimiser, options }: Repeated): Promise<Ready> {
  const trainer = await compileTraining(runtime, network, batch, optimiser, options);
  const examples = examplesOf(network, batch);
  // Drawn once: the peer does not draw its weights anew for each run either.
  const weights = weightsOf(network);
  return {
    run: () => trainer.train(examples, { epochs: steps, learningRate: 1e-3, seed: 1, initialWeights: weights }),
    release: () => trainer.release(),
  };
}

function titleOf(what: string, { name, inputShape }: Network, batch: number): string {
  return `${what}, ${name}, batch ${batch} of ${inputShape.join('×')}`;
}

function trainTask(id: string, training: Repeated): Task {
  const { network, batch, steps, options } = training;
  const title = titleOf(options?.frozen ? 'training step of the last stage' : 'training step', network, batch);
  return { id, title, peerName, amount: steps * batch, unit, prepare: () => readyTraining(training) };
}

function inferTask(id: string, network: Network, batch: number, runs: number): Task {
  return {
    id,
    title: titleOf('inference', network, batch),
    peerName,
    amount: runs * batch,
    unit,
    async prepare() {
      const model = await loadModel(runtime, exportInference(network, weightsOf(network)));
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

const cnn: Repeated = { network: customCnn({ dropout: 0.5 }), batch: 32, steps: 40, optimiser: adamw() };
const resnet50 = resnet(50, 224);
// More steps to a run than where steps are long: what a training does around them would count.
const full: Repeated = { network: resnet(50, 96), batch: 8, steps: 6, optimiser: sgd() };
const lastStage: Repeated = { ...full, options: { frozen: allButLastStage, frozenWeights: weightsOf(full.network) } };

/** Training and using networks, against PyTorch on the same threads. */
export const learnTasks: readonly Task[] = [
  trainTask('custom-cnn-train-step', cnn),
  trainTask('cnn-train-step', { ...cnn, network: blocks, steps: 20 }),
  inferTask('cnn-infer-b1', blocks, 1, 100),
  inferTask('cnn-infer-b32', blocks, 32, 10),
  trainTask('resnet50-train-step', { network: resnet50, batch: 8, steps: 6, optimiser: sgd() }),
  {
    ...trainTask('resnet50-finetune-step', lastStage),
    peerName: 'our full training',
    prepareRival: () => readyTraining(full),
  },
  trainTask('resnet50-finetune-pytorch', lastStage),
  inferTask('resnet50-infer-b1', resnet50, 1, 4),
  inferTask('resnet50-infer-b32', resnet50, 32, 1),
];
