import { ArgumentError, requirePositive } from '#base';
import type { Graph, Tensor } from './graph.ts';
import * as op from './operators.ts';

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019), in PyTorch's form. */
export interface AdamW {
  readonly kind: 'adamw';
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Pulls weights towards 0. Biases and batch normalisation do not decay. */
  readonly weightDecay: number;
}

/** Stochastic gradient descent with momentum, in PyTorch's form (decay is added to the gradient). */
export interface Sgd {
  readonly kind: 'sgd';
  readonly momentum: number;
  /** Pulls weights towards 0. Biases and batch normalisation do not decay. */
  readonly weightDecay: number;
}

/** How gradients become steps. Plain data: part of a result's provenance. */
export type Optimiser = AdamW | Sgd;

function requireDecay(weightDecay: number, where: string): void {
  if (!(weightDecay >= 0 && Number.isFinite(weightDecay))) {
    throw new ArgumentError(`weightDecay must be 0 or more, got ${weightDecay} — in ${where}.`, 'Pass 0 for no decay.');
  }
}

function requireFraction(name: string, value: number, where: string): void {
  if (!(value >= 0 && value < 1)) {
    throw new ArgumentError(`${name} must be in [0, 1), got ${value} — in ${where}.`, `Pass a ${name} below 1.`);
  }
}

/**
 * AdamW with PyTorch's defaults.
 *
 * @throws ArgumentError when a value is out of range.
 */
export function adamw(options: Partial<Omit<AdamW, 'kind'>> = {}): AdamW {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 } = options;
  requireFraction('beta1', beta1, 'adamw');
  requireFraction('beta2', beta2, 'adamw');
  requirePositive('epsilon', epsilon, 'adamw');
  requireDecay(weightDecay, 'adamw');
  return { kind: 'adamw', beta1, beta2, epsilon, weightDecay };
}

/**
 * SGD with momentum 0.9 and no decay unless told otherwise.
 *
 * @throws ArgumentError when a value is out of range.
 */
export function sgd(options: Partial<Omit<Sgd, 'kind'>> = {}): Sgd {
  const { momentum = 0.9, weightDecay = 0 } = options;
  requireFraction('momentum', momentum, 'sgd');
  requireDecay(weightDecay, 'sgd');
  return { kind: 'sgd', momentum, weightDecay };
}

/** The names of the vectors that an optimiser keeps beside each parameter; all start at zero. */
export function optimiserSlots(optimiser: Optimiser): readonly string[] {
  return optimiser.kind === 'adamw' ? ['moment1', 'moment2'] : ['velocity'];
}

/**
 * The numbers that change from step to step, by name: graph inputs, computed here in 64 bits. `step` counts from 1.
 */
export function optimiserScalars(optimiser: Optimiser, learningRate: number, step: number): Record<string, number> {
  if (optimiser.kind === 'sgd') return { learningRate };
  const { beta1, beta2, weightDecay } = optimiser;
  return {
    stepSize: learningRate / (1 - beta1 ** step),
    deviationCorrection: Math.sqrt(1 - beta2 ** step),
    kept: 1 - learningRate * weightDecay,
  };
}

/**
 * Adds one update to the graph and returns the new parameter and slots, in the order of {@link optimiserSlots}.
 *
 * AdamW: m ← m + (1 − β₁)(g − m), v ← β₂v + (1 − β₂)g², p ← (1 − ηλ)p − η/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).
 * SGD: v ← µv + g + λp, p ← p − ηv. Golden: optimiser.json.
 */
export function addUpdate(
  graph: Graph,
  optimiser: Optimiser,
  parameter: Tensor,
  gradient: Tensor,
  slots: readonly Tensor[],
  scalars: Readonly<Record<string, Tensor>>,
  decays: boolean,
): { readonly parameter: Tensor; readonly slots: readonly Tensor[] } {
  if (optimiser.kind === 'sgd') {
    const [velocity] = slots;
    const pulled =
      decays && optimiser.weightDecay > 0
        ? op.add(graph, gradient, op.times(graph, parameter, optimiser.weightDecay))
        : gradient;
    const moved = op.add(graph, op.times(graph, velocity, optimiser.momentum), pulled);
    const step = op.multiply(graph, moved, scalars.learningRate);
    return { parameter: op.subtract(graph, parameter, step), slots: [moved] };
  }
  const { beta1, beta2, epsilon, weightDecay } = optimiser;
  const [moment1, moment2] = slots;
  const mean = op.add(graph, moment1, op.times(graph, op.subtract(graph, gradient, moment1), 1 - beta1));
  const square = op.times(graph, op.multiply(graph, gradient, gradient), 1 - beta2);
  const variance = op.add(graph, op.times(graph, moment2, beta2), square);
  const deviation = op.divide(graph, op.squareRoot(graph, variance), scalars.deviationCorrection);
  const direction = op.divide(graph, mean, op.add(graph, deviation, graph.scalar(epsilon)));
  const step = op.multiply(graph, direction, scalars.stepSize);
  const kept = decays && weightDecay > 0 ? op.multiply(graph, parameter, scalars.kept) : parameter;
  return { parameter: op.subtract(graph, kept, step), slots: [mean, variance] };
}
