import { createTape, type Tape } from './autodiff.ts';
import { createGraph, sizeOf, type Tensor } from './graph.ts';
import { type LayerBuilder, layerBuilder } from './layer-builder.ts';
import { inferenceHost, type Network, networkInputs } from './network.ts';

/** What one convolution or dense layer costs. */
export interface LayerCost {
  readonly name: string;
  /** Multiply-adds of its forward pass for one example. */
  readonly multiplyAdds: number;
  /** Whether it reads the network's own input, resized or otherwise prepared without weights: to it no gradient goes. */
  readonly readsInput: boolean;
}

/**
 * The multiply-adds of a network's convolutions and dense layers, in their order. Normalisation, activations, pooling and
 * biases are left out, as in the numbers that networks are known by.
 *
 * @throws ArgumentError when a layer does not fit.
 */
export function layerCosts(network: Network): LayerCost[] {
  const graph = createGraph();
  const kernelSizes = new Map<string, number>();
  // Names of what depends on a weight: only there a gradient goes.
  const learnt = new Set<string>();
  const tape = createTape(graph);
  const noting: Tape = {
    ...tape,
    record(output, inputs, backward) {
      if (inputs.some(({ name }) => learnt.has(name))) learnt.add(output.name);
      return tape.record(output, inputs, backward);
    },
  };
  const host = inferenceHost(noting, ({ name, shape }) => {
    // Every value of the output is a sum over one filter: all dimensions of the weight but its first.
    kernelSizes.set(name, sizeOf(shape.slice(1)));
    learnt.add(name);
    return graph.input(name, shape);
  });
  const { x: input, side } = networkInputs(graph, network, 1);
  const costs: LayerCost[] = [];
  const counted = (name: string, x: Tensor, y: Tensor): Tensor => {
    const multiplyAdds = sizeOf(y.shape) * (kernelSizes.get(`${name}.weight`) ?? 0);
    costs.push({ name, multiplyAdds, readsInput: !learnt.has(x.name) });
    return y;
  };
  const plain = layerBuilder(host, side);
  const counting: LayerBuilder = {
    ...plain,
    conv: (name, x, options) => counted(name, x, plain.conv(name, x, options)),
    dense: (name, x, units, options) => counted(name, x, plain.dense(name, x, units, options)),
  };
  network.build(counting, input);
  return costs;
}

/**
 * Floating-point operations of one example in a training step, two to a multiply-add: the forward pass, the gradient by the
 * weights and the gradient by the input are as much work each; a layer that reads the network's input, as it is or resized, lacks
 * the last.
 *
 * @throws ArgumentError when a layer does not fit.
 */
export function trainingFlops(network: Network): number {
  return layerCosts(network).reduce(
    (sum, { multiplyAdds, readsInput }) => sum + 2 * multiplyAdds * (readsInput ? 2 : 3),
    0,
  );
}
