import type { Tape } from './autodiff.ts';
import { type Graph, sizeOf, type Tensor } from './graph.ts';
import * as op from './operators.ts';

/** What training-mode batch normalisation gives: the result, and this batch's statistics [channels]. */
export interface NormalisedBatch {
  readonly y: Tensor;
  readonly mean: Tensor;
  /** The unbiased variance, which PyTorch feeds into its running variance. */
  readonly unbiasedVariance: Tensor;
}

interface ChannelView {
  readonly n: number;
  readonly channels: number;
  readonly nPlaces: number;
}

function channelView(where: string, x: Tensor, scale: Tensor): ChannelView {
  const [n = 0, channels = 0, ...plane] = x.shape;
  if (x.shape.length < 2 || scale.shape.length !== 1 || scale.shape[0] !== channels) {
    op.rejectShapes(where, 'x must be [n, channels, ...] and scale [channels]', { x, scale });
  }
  return { n, channels, nPlaces: sizeOf(plane) };
}

/** One value per channel, ready to broadcast over [n, channels, places]. */
function perChannel(graph: Graph, values: Tensor, { channels }: ChannelView): Tensor {
  return op.reshape(graph, values, [1, channels, 1]);
}

/** gain · x + offset per channel, in one pass over x: the normalisation operator with nothing to normalise. */
function affine(graph: Graph, x: Tensor, gain: Tensor, offset: Tensor): Tensor {
  const [mean, variance] = [0, 1].map((value) =>
    graph.constant(new Float32Array(sizeOf(gain.shape)).fill(value), gain.shape),
  );
  return graph.node('BatchNormalization', [x, gain, offset, mean, variance], x.shape, { epsilon: { float: 0 } });
}

function inverseDeviation(graph: Graph, variance: Tensor, epsilon: number): Tensor {
  return op.divide(graph, graph.scalar(1), op.squareRoot(graph, op.add(graph, variance, graph.scalar(epsilon))));
}

/**
 * Batch normalisation with the statistics of this batch (Ioffe and Szegedy 2015): y = scale · (x − mean) / √(variance +
 * epsilon) + shift, per channel of x [n, channels, ...]. The variance is taken of the centred values: E[x²] − E[x]² would
 * cancel in 32 bits. Golden: batch-norm-training.json.
 *
 * @throws ArgumentError when the shapes do not fit, or a channel has fewer than two values.
 */
export function batchNormTraining(
  tape: Tape,
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  epsilon: number,
): NormalisedBatch {
  const { graph } = tape;
  const view = channelView('batchNorm', x, scale);
  const { n, channels, nPlaces } = view;
  const count = n * nPlaces;
  if (count < 2) op.rejectShapes('batchNorm', 'a channel must have at least two values in training', { x });
  const flat = [n, channels, nPlaces];
  const sum = (values: Tensor): Tensor => op.reduceSum(graph, values, [0, 2]);

  const x3 = op.reshape(graph, x, flat);
  const mean = op.times(graph, sum(x3), 1 / count);
  const centred = op.subtract(graph, x3, perChannel(graph, mean, view));
  const squares = sum(op.multiply(graph, centred, centred));
  const inverse = inverseDeviation(graph, op.times(graph, squares, 1 / count), epsilon);
  const gain = op.multiply(graph, scale, inverse);
  const y = op.reshape(graph, affine(graph, centred, gain, shift), x.shape);

  tape.record(y, [x, scale, shift], (dy) => {
    const dy3 = op.reshape(graph, dy, flat);
    const dShift = sum(dy3);
    const dScale = op.multiply(graph, sum(op.multiply(graph, dy3, centred)), inverse);
    // dx = gain · (dy − mean(dy) − x̂ · mean(dy · x̂)), where x̂ = centred · inverse.
    const negativeGain = op.times(graph, gain, -1 / count);
    const level = op.multiply(graph, negativeGain, dShift);
    const slope = op.multiply(graph, negativeGain, op.multiply(graph, dScale, inverse));
    const own = op.multiply(graph, dy3, perChannel(graph, gain, view));
    const dx = op.add(graph, own, affine(graph, centred, slope, level));
    return [op.reshape(graph, dx, x.shape), dScale, dShift];
  });
  return { y, mean, unbiasedVariance: op.times(graph, squares, 1 / (count - 1)) };
}

/**
 * Batch normalisation with stored statistics: what a trained network does. Golden: batch-norm-inference.json.
 *
 * @throws ArgumentError when the shapes do not fit.
 */
export function batchNormInference(
  tape: Tape,
  x: Tensor,
  parameters: { scale: Tensor; shift: Tensor; mean: Tensor; variance: Tensor },
  epsilon: number,
): Tensor {
  const { graph } = tape;
  const { scale, shift, mean, variance } = parameters;
  const view = channelView('batchNorm', x, scale);
  const y = graph.node('BatchNormalization', [x, scale, shift, mean, variance], x.shape, {
    epsilon: { float: epsilon },
  });
  return tape.record(y, [x, scale, shift], (dy) => {
    const flat = [view.n, view.channels, view.nPlaces];
    const dy3 = op.reshape(graph, dy, flat);
    const inverse = inverseDeviation(graph, variance, epsilon);
    const gain = perChannel(graph, op.multiply(graph, scale, inverse), view);
    const centred = op.subtract(graph, op.reshape(graph, x, flat), perChannel(graph, mean, view));
    const dScale = op.multiply(graph, op.reduceSum(graph, op.multiply(graph, dy3, centred), [0, 2]), inverse);
    return [op.reshape(graph, op.multiply(graph, dy3, gain), x.shape), dScale, op.reduceSum(graph, dy3, [0, 2])];
  });
}
