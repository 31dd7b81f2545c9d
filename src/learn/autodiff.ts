import { ArgumentError, ModelError } from '#base';
import { type Graph, shapeText, type Tensor } from './graph.ts';
import { add } from './operators.ts';

/**
 * Given the gradient of the loss by an operator's output, the gradients by its inputs, in their order. `wanted[i]` says
 * whether anybody needs the i-th; it may be left out (undefined) otherwise.
 */
export type BackwardRule = (dy: Tensor, wanted: readonly boolean[]) => readonly (Tensor | undefined)[];

/** Remembers which operators were applied, so that {@link Tape.gradients} can walk back. */
export interface Tape {
  readonly graph: Graph;
  /** Says that a gradient by `x` will be asked for; what does not depend on a watched tensor costs nothing later. */
  watch(x: Tensor): Tensor;
  /**
   * Notes that `output` was computed from `inputs`; returns `output`.
   *
   * @throws ModelError when `output` is one of `inputs`.
   */
  record(output: Tensor, inputs: readonly Tensor[], backward: BackwardRule): Tensor;
  /**
   * Adds to the graph the gradients of `output` by each tensor of `by` (reverse-mode differentiation). `upstream` is the
   * gradient arriving at `output`; left out, `output` must be a single number.
   *
   * @throws ArgumentError when the shapes of `output` and `upstream` differ.
   * @throws ModelError when `output` does not depend on one of `by`.
   */
  gradients(output: Tensor, by: readonly Tensor[], upstream?: Tensor): Tensor[];
}

interface Entry {
  readonly output: Tensor;
  readonly inputs: readonly Tensor[];
  readonly backward: BackwardRule;
}

/** A tape over a graph. Operators that take a tape (`conv2d`, `relu`, …) record themselves. */
export function createTape(graph: Graph): Tape {
  const entries: Entry[] = [];
  const watched = new Set<string>();

  return {
    graph,
    watch(x) {
      watched.add(x.name);
      return x;
    },
    record(output, inputs, backward) {
      if (inputs.some((input) => input.name === output.name)) {
        throw new ModelError(
          `'${output.name}' is recorded as computed from itself — in Tape.record.`,
          'Return an input that stays as it is without recording it.',
        );
      }
      if (inputs.some((input) => watched.has(input.name))) {
        watched.add(output.name);
        entries.push({ output, inputs, backward });
      }
      return output;
    },
    gradients(output, by, upstream = graph.scalar(1)) {
      if (shapeText(output.shape) !== shapeText(upstream.shape)) {
        throw new ArgumentError(
          `upstream must have the shape ${shapeText(output.shape)} of the output, got ${shapeText(upstream.shape)} — in Tape.gradients.`,
          'Reduce the output to one number, or pass the gradient that arrives at it.',
        );
      }
      const found = new Map<string, Tensor>([[output.name, upstream]]);
      for (const entry of entries.toReversed()) {
        const dy = found.get(entry.output.name);
        if (dy === undefined) continue;
        const wanted = entry.inputs.map((input) => watched.has(input.name));
        const gradients = entry.backward(dy, wanted);
        entry.inputs.forEach((input, i) => {
          const gradient = gradients[i];
          if (!wanted[i] || gradient === undefined) return;
          const sum = found.get(input.name);
          found.set(input.name, sum === undefined ? gradient : add(graph, sum, gradient));
        });
      }
      return by.map((tensor) => {
        const gradient = found.get(tensor.name);
        if (gradient !== undefined) return gradient;
        throw new ModelError(
          `The loss does not depend on '${tensor.name}' — in Tape.gradients.`,
          'Use the parameter in the network, or do not create it.',
        );
      });
    },
  };
}
