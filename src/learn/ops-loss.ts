import type { Tape } from './autodiff.ts';
import { shapeText, type Tensor } from './graph.ts';
import * as op from './operators.ts';

/**
 * Softmax cross-entropy with soft targets: Σᵢ wᵢ · (−Σₖ targetsᵢₖ · log softmax(logits)ᵢₖ) / Σᵢ wᵢ. With equal weights this
 * is PyTorch's `cross_entropy` with class probabilities. Golden: cross-entropy.json.
 *
 * @param logits - [n, classes]
 * @param targets - [n, classes]: class probabilities; data, without gradient
 * @param weights - [n]: how much each example counts; data, without gradient
 * @returns the loss, of shape []
 * @throws ArgumentError when the shapes do not fit.
 */
export function softmaxCrossEntropy(tape: Tape, logits: Tensor, targets: Tensor, weights: Tensor): Tensor {
  const { graph } = tape;
  const [n = 0] = logits.shape;
  if (logits.shape.length !== 2 || shapeText(logits.shape) !== shapeText(targets.shape)) {
    op.rejectShapes('softmaxCrossEntropy', 'both must be [n, classes]', { logits, targets });
  }
  if (weights.shape.length !== 1 || weights.shape[0] !== n) {
    op.rejectShapes('softmaxCrossEntropy', 'weights must have one value per example', { logits, weights });
  }
  const logProbabilities = graph.node('LogSoftmax', [logits], logits.shape, { axis: 1 });
  const column = op.reshape(graph, weights, [n, 1]);
  // A batch whose examples all weigh nothing has the loss 0, not 0 / 0.
  const total = graph.node('Max', [op.reduceSum(graph, weights, [0]), graph.scalar(1e-30)], []);
  const share = op.divide(graph, column, total);
  const weighted = op.multiply(graph, targets, share);
  const loss = op.times(graph, op.reduceSum(graph, op.multiply(graph, weighted, logProbabilities), [0, 1]), -1);
  return tape.record(loss, [logits], (dy) => {
    const probabilities = op.exponential(graph, logProbabilities);
    const mass = op.reduceSum(graph, weighted, [1], true);
    const gradient = op.subtract(graph, op.multiply(graph, probabilities, mass), weighted);
    return [op.multiply(graph, gradient, dy)];
  });
}
