import { requireWhole } from '#base';
import { directionOf, type ExplainedScore, floatsOf, requireRows } from './explained-score.ts';
import { integratedGradientsGraph } from './explanation-graph.ts';
import type { Network } from './network.ts';
import { writeOnnx } from './onnx-writer.ts';
import type { Weights } from './parameters.ts';
import type { Runtime, TensorData } from './runtime.ts';

/** How much each element of one example contributed to a score. */
export interface Attribution {
  /** In units of the score [channels · height · width]. */
  readonly values: Float32Array;
  /** Of the side features [nSideFeatures]. */
  readonly side: Float32Array;
  /** The score of the example. */
  readonly score: number;
  /** The score of the baseline. */
  readonly baselineScore: number;
  /** Sum of all contributions − (score − baselineScore): what a finite number of steps leaves unexplained. */
  readonly completenessError: number;
}

/** An example's numbers and the baseline that they are compared with; zeros where it is left out. */
export interface AttributedExample {
  /** [channels · height · width] */
  readonly input: Float32Array;
  readonly baseline?: Float32Array;
  /** [nSideFeatures] */
  readonly side?: Float32Array;
  readonly sideBaseline?: Float32Array;
}

/** Loaded integrated gradients. */
export interface IntegratedGradients {
  /** @throws ArgumentError when the example does not fit the network, or the network has no such score. */
  attribute(example: AttributedExample, score: ExplainedScore): Promise<Attribution>;
  release(): Promise<void>;
}

/**
 * Compiles and loads integrated gradients (Sundararajan, Taly and Yan 2017): the gradient of the score, averaged over
 * `steps` places (the middles of equal parts) of the straight path from a baseline to the example, times the way. The
 * contributions sum to the difference of the scores, up to the reported completeness error, which falls with the number of
 * steps (about as 1 / steps, because ReLU makes gradients jump).
 *
 * @param options.steps default 64
 * @param options.pointsPerRun how many points go through the network at once: more is faster and takes more memory;
 *   default: all of them
 * @throws ArgumentError when a number is not whole or below 1.
 * @throws ModelError when `weights` lack a parameter.
 */
export async function openIntegratedGradients(
  runtime: Runtime,
  network: Network,
  weights: Weights,
  { steps = 64, pointsPerRun = steps + 2 }: { readonly steps?: number; readonly pointsPerRun?: number } = {},
): Promise<IntegratedGradients> {
  requireWhole('steps', steps, 1, 'openIntegratedGradients');
  requireWhole('pointsPerRun', pointsPerRun, 1, 'openIntegratedGradients');
  const session = await runtime.create(writeOnnx(integratedGradientsGraph(network, weights, pointsPerRun)));
  const { inputShape, nClasses, nSideFeatures = 0 } = network;
  // Both ends go along with no share, for their scores alone.
  const places = [0, 1, ...Array.from({ length: steps }, (_, i) => (i + 0.5) / steps)];
  const shares = [0, 0, ...new Array<number>(steps).fill(1 / steps)];
  const part = (values: readonly number[], start: number): TensorData => {
    const data = new Float32Array(pointsPerRun);
    data.set(values.slice(start, start + pointsPerRun));
    return { shape: [pointsPerRun], data };
  };

  return {
    async attribute({ input, baseline, side, sideBaseline }, score) {
      const rowOf = (name: string, values: Float32Array | undefined, shape: readonly number[]): TensorData => {
        const data = values ?? new Float32Array(shape.reduce((size, length) => size * length, 1));
        requireRows(name, data, 1, shape);
        return { shape: [1, ...shape], data };
      };
      const constant = {
        input: rowOf('input', input, inputShape),
        baseline: rowOf('baseline', baseline, inputShape),
        direction: { shape: [1, nClasses], data: directionOf(score, network) },
        ...(nSideFeatures > 0 && {
          side: rowOf('side', side ?? new Float32Array(0), [nSideFeatures]),
          sideBaseline: rowOf('sideBaseline', sideBaseline, [nSideFeatures]),
        }),
      };
      const values = new Float64Array(input.length);
      const beside = new Float64Array(nSideFeatures);
      const scores: number[] = [];
      for (let start = 0; start < places.length; start += pointsPerRun) {
        const feeds = { ...constant, places: part(places, start), shares: part(shares, start) };
        const outputs = await session.run(feeds);
        floatsOf(outputs, 'attributions').forEach((value, i) => {
          values[i] += value;
        });
        if (nSideFeatures > 0)
          floatsOf(outputs, 'sideAttributions').forEach((value, i) => {
            beside[i] += value;
          });
        scores.push(...floatsOf(outputs, 'score'));
      }
      const [baselineScore, ownScore] = scores;
      const sum = [...values, ...beside].reduce((total, value) => total + value, 0);
      return {
        values: Float32Array.from(values),
        side: Float32Array.from(beside),
        score: ownScore,
        baselineScore,
        completenessError: sum - (ownScore - baselineScore),
      };
    },
    release: () => session.release(),
  };
}
