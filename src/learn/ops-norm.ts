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

function inverseDeviation(graph: Graph, variance: Tensor, epsilon: number): Tensor {
  return op.divide(graph, graph.scalar(1), op.squareRoot(graph, op.add(graph, variance, graph.scalar(epsilon))));
}

/**
 * Batch normalisation with the statistics of this batch (Ioffe and Szegedy 2015): y = scale · (x − mean) / √(variance +
 * epsilon) + shift, per channel of x [n, channels, ...]. The variance is taken of the centred values: E[x²] − E[x]² would
 * cancel in 32 bits.
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
  const sum = (values: Tensor): Tensor => op.reduceSum(graph, values, [0, 2], true);

  const x3 = op.reshape(graph, x, flat);
  const mean = op.times(graph, sum(x3), 1 / count);
  const centred = op.subtract(graph, x3, mean);
  const squares = sum(op.multiply(graph, centred, centred));
  const inverse = inverseDeviation(graph, op.times(graph, squares, 1 / count), epsilon);
  const gain = op.multiply(graph, perChannel(graph, scale, view), inverse);
  const y3 = op.add(graph, op.multiply(graph, centred, gain), perChannel(graph, shift, view));
  const y = op.reshape(graph, y3, x.shape);

  tape.record(y, [x, scale, shift], (dy) => {
    const dy3 = op.reshape(graph, dy, flat);
    const dShift = sum(dy3);
    const dScale = op.multiply(graph, sum(op.multiply(graph, dy3, centred)), inverse);
    // dx = gain · (dy − mean(dy) − x̂ · mean(dy · x̂)), where x̂ = centred · inverse.
    const slope = op.times(graph, op.multiply(graph, dScale, inverse), -1 / count);
    const level = op.times(graph, dShift, -1 / count);
    const bent = op.add(graph, op.add(graph, dy3, op.multiply(graph, centred, slope)), level);
    const dx = op.reshape(graph, op.multiply(graph, bent, gain), x.shape);
    return [dx, op.reshape(graph, dScale, [channels]), op.reshape(graph, dShift, [channels])];
  });
  return {
    y,
    mean: op.reshape(graph, mean, [channels]),
    unbiasedVariance: op.reshape(graph, op.times(graph, squares, 1 / (count - 1)), [channels]),
  };
}

/**
 * Batch normalisation with stored statistics: what a trained network does.
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
