import { adamw, compileTraining, type Network, type Optimiser, type Runtime, sgd, trainingFlops } from '#learn';
import { customCnn } from '#model';
import { median } from '#signal';
import { openGemm } from './gemm-peak.ts';
import { blocks, examplesOf, resnet, weightsOf } from './networks.ts';

/** A training step whose cost is measured. */
interface Point {
  readonly network: Network;
  readonly batch: number;
  readonly steps: number;
  readonly optimiser: Optimiser;
}

/** What one training step costs. */
export interface StepCost {
  readonly network: string;
  readonly batch: number;
  /** [channels, height, width] */
  readonly input: readonly number[];
  /** Steps that were timed. */
  readonly steps: number;
  /** Median and least, with all that a training does between two steps. */
  readonly stepMs: number;
  readonly bestStepMs: number;
  readonly examplesPerS: number;
  /** Operations of convolutions and dense layers, forward and backward, by the median step. */
  readonly gflops: number;
  /** `gflops` as a share of the peak. */
  readonly peakShare: number;
}

/** How the cost of a step grows, with the machine's own speed beside it. */
export interface Growth {
  /** The fastest of the matrix products that were timed between the points, GFLOP/s. */
  readonly gemmPeakGflops: number;
  readonly growth: readonly StepCost[];
}

const warmUpSteps = 2;

const points: readonly Point[] = [
  ...([18, 50] as const).flatMap((depth) =>
    [resnet(depth, 96, 1), resnet(depth, 96), resnet(depth, 224)].flatMap((network) =>
      [2, 8].map((batch) => ({ network, batch, steps: 5, optimiser: sgd() })),
    ),
  ),
  ...[customCnn({ dropout: 0.5 }), blocks].flatMap((network) =>
    [8, 32, 128].map((batch) => ({ network, batch, steps: 20, optimiser: adamw() })),
  ),
];

/** Milliseconds of each step of a training over one batch. */
async function stepTimes(runtime: Runtime, { network, batch, steps, optimiser }: Point): Promise<number[]> {
  const trainer = await compileTraining(runtime, network, batch, optimiser);
  const options = { epochs: warmUpSteps + steps, learningRate: 1e-3, seed: 1, initialWeights: weightsOf(network) };
  // One batch is one epoch, so the history holds every step.
  const { history } = await trainer.train(examplesOf(network, batch), options, { now: () => performance.now() });
  await trainer.release();
  return history.slice(warmUpSteps).map(({ secondsPerStep = Number.NaN }) => 1000 * secondsPerStep);
}

/** Times training steps over depth, batch and input size; the peak is looked for between them, in the same weather. */
export async function measureGrowth(runtime: Runtime): Promise<Growth> {
  const gemm = await openGemm(runtime);
  const products: number[] = [];
  const costs: Omit<StepCost, 'peakShare'>[] = [];
  for (const point of points) {
    const { network, batch, steps } = point;
    products.push(await gemm.measure(), await gemm.measure());
    const times = await stepTimes(runtime, point);
    const stepMs = median(times);
    costs.push({
      network: network.name,
      batch,
      input: network.inputShape,
      steps,
      stepMs,
      bestStepMs: Math.min(...times),
      examplesPerS: (1000 * batch) / stepMs,
      gflops: (batch * trainingFlops(network)) / stepMs / 1e6,
    });
  }
  await gemm.release();
  const gemmPeakGflops = Math.max(...products);
  return {
    gemmPeakGflops,
    growth: costs.map((cost) => ({ ...cost, peakShare: cost.gflops / gemmPeakGflops })),
  };
}
