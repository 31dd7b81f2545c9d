import type { Graph, Tensor } from './graph.ts';
import * as op from './operators.ts';
import { addUpdate, type Optimiser, optimiserScalars, optimiserSlots } from './optimisers.ts';
import type { Pack } from './packs.ts';
import { averageShare, type StepOptions } from './step-options.ts';

/** The name under which a step returns the next value of an input. */
export function nextName(name: string): string {
  return `${name}.next`;
}

/** The name of a pack's moving average. */
export function averageName(pack: string): string {
  return `average.${pack}`;
}

/** What PyTorch adds to the norm before it divides by it. */
const clipEpsilon = 1e-6;

/** The numbers that change from step to step, by graph input. `step` counts from 1. */
export function updateScalars(
  optimiser: Optimiser,
  { ema }: StepOptions,
  learningRate: number,
  step: number,
): Record<string, number> {
  const scalars = optimiserScalars(optimiser, learningRate, step);
  return ema === undefined ? scalars : { ...scalars, averageShare: averageShare(ema, step) };
}

/** The names of the state vectors that belong to a pack: itself, the optimiser's slots, its average. */
export function vectorsOf(pack: Pack, optimiser: Optimiser, { ema }: StepOptions): string[] {
  const slots = pack.trained ? optimiserSlots(optimiser).map((slot) => `${slot}.${pack.name}`) : [];
  const averages = ema === undefined || pack.frozen ? [] : [averageName(pack.name)];
  return [pack.name, ...slots, ...averages];
}

/** The packs that an update changes: the trained ones, and with averages also the statistics, which they average. */
export function updatedPacks(packs: readonly Pack[], { ema }: StepOptions): Pack[] {
  return packs.filter((pack) => pack.trained || (ema !== undefined && !pack.frozen));
}

/** Gradients scaled so that their common norm is at most `clipNorm`, and that norm before. Golden: clip-norm.json. */
export function clipGradients(
  graph: Graph,
  gradients: readonly Tensor[],
  clipNorm: number,
): { readonly clipped: Tensor[]; readonly norm: Tensor } {
  const squares = gradients.map((gradient) => graph.node('ReduceSumSquare', [gradient], [], { keepdims: 0 }));
  const norm = op.squareRoot(
    graph,
    squares.reduce((sum, square) => op.add(graph, sum, square)),
  );
  const wanted = op.divide(graph, graph.scalar(clipNorm), op.add(graph, norm, graph.scalar(clipEpsilon)));
  const factor = graph.node('Min', [wanted, graph.scalar(1)], []);
  return { clipped: gradients.map((gradient) => op.multiply(graph, gradient, factor)), norm };
}

/**
 * Adds clipping, the optimiser's update and the moving averages to a step, and declares every next value as an output.
 *
 * @param gradients - of each trained pack, by its name
 * @param running - the next value of each pack of running statistics, by its name
 */
export function addUpdates(
  graph: Graph,
  packs: readonly Pack[],
  vectors: Readonly<Record<string, Tensor>>,
  { gradients, running }: Record<'gradients' | 'running', Readonly<Record<string, Tensor>>>,
  optimiser: Optimiser,
  options: StepOptions,
): void {
  const scalars = Object.fromEntries(
    Object.keys(updateScalars(optimiser, options, 1, 1)).map((name) => [name, graph.input(name, [])]),
  );
  const changes = { ...gradients };
  if (options.clipNorm !== undefined) {
    const names = Object.keys(gradients);
    const { clipped, norm } = clipGradients(graph, Object.values(gradients), options.clipNorm);
    names.forEach((name, i) => {
      changes[name] = clipped[i];
    });
    graph.output('gradientNorm', norm);
  }
  for (const pack of packs) {
    if (pack.frozen) continue;
    let next = running[pack.name];
    if (pack.trained) {
      const slotNames = optimiserSlots(optimiser).map((slot) => `${slot}.${pack.name}`);
      const slots = slotNames.map((name) => graph.input(name, [pack.size]));
      const update = addUpdate(graph, optimiser, vectors[pack.name], changes[pack.name], slots, scalars, pack.decays);
      slotNames.forEach((name, i) => {
        graph.output(nextName(name), update.slots[i]);
      });
      next = update.parameter;
    }
    graph.output(nextName(pack.name), next);
    if (options.ema === undefined) continue;
    const name = averageName(pack.name);
    const average = graph.input(name, [pack.size]);
    const moved = op.multiply(graph, op.subtract(graph, next, average), scalars.averageShare);
    graph.output(nextName(name), op.add(graph, average, moved));
  }
}
