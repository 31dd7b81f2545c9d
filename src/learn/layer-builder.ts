import { ArgumentError, requireWhole } from '#base';
import type { Tensor } from './graph.ts';
import { sizeOf } from './graph.ts';
import type { LayerHost } from './layer-host.ts';
import { conv2d } from './ops-conv.ts';
import { concatFeatures, dense, flatten } from './ops-dense.ts';
import { addTensors, relu, scale } from './ops-pointwise.ts';
import { averagePool, globalAveragePool, maxPool } from './ops-pool.ts';
import { resizePlane } from './ops-resize.ts';
import type { InitialValues, ParameterRole } from './parameters.ts';
import type { WindowGeometry } from './window-geometry.ts';

/** One number for both directions, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

/** A moving window; the stride of a pool defaults to its kernel. */
export interface PoolOptions {
  readonly kernel: Pair;
  readonly stride?: Pair;
  readonly padding?: Pair;
}

/** A convolution: stride 1, no padding, one group and a bias unless told otherwise. */
export interface ConvOptions {
  readonly filters: number;
  readonly kernel: Pair;
  readonly stride?: Pair;
  readonly padding?: Pair;
  readonly groups?: number;
  readonly bias?: boolean;
  /** Whether weights start as N(0, 2 / fan-in) (default: keeps the size of activations) or N(0, 2 / fan-out) (of gradients). */
  readonly initialFan?: 'in' | 'out';
}

/**
 * The layers that a network is built from. Layers with parameters take a name, hierarchical as in PyTorch
 * (`layer1.0.conv1`); their parameters are named `<name>.weight`, `<name>.bias` and so on.
 */
export interface LayerBuilder {
  /**
   * [n, c, h, w] → [n, filters, h', w']. Weights start as He normal: N(0, 2 / fan); biases at 0. Before a batch
   * normalisation pass `bias: false`: it takes any bias out again, and Adam would only walk it about.
   */
  conv(name: string, x: Tensor, options: ConvOptions): Tensor;
  /**
   * Batch normalisation per channel; running statistics move by 0.1 per step, as in PyTorch. `initialScale` 0 makes a
   * residual branch start silent.
   */
  batchNorm(name: string, x: Tensor, options?: { readonly epsilon?: number; readonly initialScale?: number }): Tensor;
  relu(x: Tensor): Tensor;
  maxPool(x: Tensor, options: PoolOptions): Tensor;
  /** Padding counts as zeros, as in PyTorch. */
  averagePool(x: Tensor, options: PoolOptions): Tensor;
  /** [n, c, h, w] → [n, c, …size], bilinear between the middles of elements. */
  resize(x: Tensor, size: readonly [number, number]): Tensor;
  /** [n, c, h, w] → [n, c]. */
  globalAveragePool(x: Tensor): Tensor;
  /** [n, ...] → [n, everything else]. */
  flatten(x: Tensor): Tensor;
  /** [n, inputs] → [n, units]. Weights and biases start uniform in ±1/√inputs, as PyTorch's Linear. */
  dense(name: string, x: Tensor, units: number, options?: { readonly bias?: boolean }): Tensor;
  /** In training, zeroes elements with probability `rate` and scales the others by 1 / (1 − rate). */
  dropout(x: Tensor, rate: number): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  scale(x: Tensor, k: number): Tensor;
  /** [n, a], [n, b], … → [n, a + b + …]. */
  concat(tensors: readonly Tensor[]): Tensor;
  /**
   * The side features of the examples, [n, nSideFeatures], to be joined to others by `concat`.
   *
   * @throws ArgumentError when the network declares none.
   */
  sideFeatures(): Tensor;
  /**
   * Gives an activation a name by which an explanation finds it (`block2`); the network stays the same.
   *
   * @throws ArgumentError when the name is empty or already given.
   */
  mark(name: string, x: Tensor): Tensor;
}

function pair(value: Pair): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}

function geometry(where: string, kernel: Pair, stride: Pair, padding: Pair): WindowGeometry {
  const result = { kernel: pair(kernel), stride: pair(stride), padding: pair(padding) };
  for (const size of result.kernel) requireWhole('kernel', size, 1, where);
  for (const size of result.stride) requireWhole('stride', size, 1, where);
  for (const size of result.padding) requireWhole('padding', size, 0, where);
  return result;
}

/** The layers over one host; `side` holds the side features of the network, if it has any. */
export function layerBuilder(host: LayerHost, side?: Tensor): LayerBuilder {
  const { tape } = host;
  const names = new Set<string>();
  const marks = new Set<string>();
  const beforeRelu = new Map<string, Tensor>();
  const claim = (name: string, where: string): void => {
    if (name === '' || names.has(name)) {
      throw new ArgumentError(
        `name '${name}' is empty or already used — in ${where}.`,
        'Give every layer its own name.',
      );
    }
    names.add(name);
  };
  const parameter = (name: string, shape: number[], role: ParameterRole, initial: InitialValues): Tensor =>
    host.parameter({ name, shape, role, initial });

  return {
    conv(name, x, { filters, kernel, stride = 1, padding = 0, groups = 1, bias = true, initialFan = 'in' }) {
      const where = `conv '${name}'`;
      claim(name, where);
      requireWhole('filters', filters, 1, where);
      requireWhole('groups', groups, 1, where);
      const window = geometry(where, kernel, stride, padding);
      const perGroup = Math.floor((x.shape[1] ?? 0) / groups);
      const shape = [filters, perGroup, ...window.kernel];
      const fan = (initialFan === 'in' ? perGroup : filters) * sizeOf(window.kernel);
      const deviation = Math.sqrt(2 / fan);
      const weight = parameter(`${name}.weight`, shape, 'weight', { kind: 'normal', deviation });
      const offset = bias ? parameter(`${name}.bias`, [filters], 'bias', { kind: 'constant', value: 0 }) : undefined;
      return conv2d(tape, x, weight, offset, { ...window, groups });
    },
    batchNorm(name, x, { epsilon = 1e-5, initialScale = 1 } = {}) {
      claim(name, `batchNorm '${name}'`);
      const shape = [x.shape[1] ?? 0];
      const zeros: InitialValues = { kind: 'constant', value: 0 };
      const parameters = {
        scale: parameter(`${name}.weight`, shape, 'scale', { kind: 'constant', value: initialScale }),
        shift: parameter(`${name}.bias`, shape, 'shift', zeros),
        mean: parameter(`${name}.running_mean`, shape, 'runningMean', zeros),
        variance: parameter(`${name}.running_var`, shape, 'runningVariance', { kind: 'constant', value: 1 }),
      };
      return host.normalise(name, x, parameters, epsilon);
    },
    relu(x) {
      const y = relu(tape, x);
      if (host.poolsFirst) beforeRelu.set(y.name, x);
      return y;
    },
    maxPool(x, { kernel, stride = kernel, padding = 0 }) {
      const window = geometry('maxPool', kernel, stride, padding);
      const before = beforeRelu.get(x.name);
      return before === undefined ? maxPool(tape, x, window) : relu(tape, maxPool(tape, before, window));
    },
    averagePool: (x, { kernel, stride = kernel, padding = 0 }) =>
      averagePool(tape, x, geometry('averagePool', kernel, stride, padding)),
    resize: (x, size) => resizePlane(tape, x, size),
    globalAveragePool: (x) => globalAveragePool(tape, x),
    flatten: (x) => flatten(tape, x),
    dense(name, x, units, { bias = true } = {}) {
      const where = `dense '${name}'`;
      claim(name, where);
      requireWhole('units', units, 1, where);
      const inputs = x.shape[1] ?? 0;
      const initial: InitialValues = { kind: 'uniform', limit: 1 / Math.sqrt(inputs) };
      const weight = parameter(`${name}.weight`, [units, inputs], 'weight', initial);
      return dense(tape, x, weight, bias ? parameter(`${name}.bias`, [units], 'bias', initial) : undefined);
    },
    dropout(x, rate) {
      if (!(rate >= 0 && rate < 1)) {
        throw new ArgumentError(
          `rate must be in [0, 1), got ${rate} — in dropout.`,
          'Pass the share of elements to drop.',
        );
      }
      return rate === 0 ? x : host.drop(x, rate);
    },
    add: (a, b) => addTensors(tape, a, b),
    scale: (x, k) => scale(tape, x, k),
    concat: (tensors) => concatFeatures(tape, tensors),
    sideFeatures() {
      if (side !== undefined) return side;
      throw new ArgumentError(
        'nSideFeatures is 0, so the network has no side features — in sideFeatures.',
        'Declare nSideFeatures in the network.',
      );
    },
    mark(name, x) {
      if (name === '' || marks.has(name)) {
        throw new ArgumentError(
          `name '${name}' is empty or already given — in mark.`,
          'Give every marked activation its own name.',
        );
      }
      marks.add(name);
      host.mark?.(name, x);
      return x;
    },
  };
}
