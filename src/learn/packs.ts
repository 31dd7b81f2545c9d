import { type IsFrozen, layerOf } from './frozen-layers.ts';
import { type Graph, sizeOf, type Tensor } from './graph.ts';
import * as op from './operators.ts';
import { isTrained, type ParameterSpec, type Weights, weightOf } from './parameters.ts';

/**
 * Parameters that live in one flat vector and are updated together. A small network then needs a handful of inputs and
 * one update, however many layers it has; large weights stay alone, so that no vector becomes huge.
 */
export interface Pack {
  /** The name of the graph input that holds it. */
  readonly name: string;
  readonly specs: readonly ParameterSpec[];
  readonly size: number;
  /** Whether weight decay applies. */
  readonly decays: boolean;
  /** Whether the optimiser updates it (else: running statistics, or frozen). */
  readonly trained: boolean;
  /** Whether a step leaves it as it is: parameters and running statistics of frozen layers. */
  readonly frozen: boolean;
}

/**
 * A pack is closed when it would hold more floats than this (256 kB). Cutting weights out of a pack and joining gradients to
 * one are copies, which small parameters are worth and large ones are not: a ResNet-50 step copied 70 MB for packs of 4 MB.
 */
const mostFloats = 1 << 16;

/** Distributes parameters over packs: decaying weights, other trained parameters, running statistics, frozen layers. */
export function packParameters(specs: readonly ParameterSpec[], isFrozen: IsFrozen = () => false): Pack[] {
  const live = specs.filter((spec) => !isFrozen(layerOf(spec.name)));
  const kinds = [
    { name: 'weights', decays: true, trained: true, members: live.filter((spec) => spec.role === 'weight') },
    {
      name: 'others',
      decays: false,
      trained: true,
      members: live.filter((spec) => isTrained(spec) && spec.role !== 'weight'),
    },
    { name: 'running', decays: false, trained: false, members: live.filter((spec) => !isTrained(spec)) },
    { name: 'frozen', decays: false, trained: false, members: specs.filter((spec) => isFrozen(layerOf(spec.name))) },
  ];
  return kinds.flatMap(({ name, decays, trained, members }) => {
    const frozen = name === 'frozen';
    const packs: { specs: ParameterSpec[]; size: number }[] = [];
    for (const spec of members) {
      const last = packs.at(-1);
      const size = sizeOf(spec.shape);
      if (last === undefined || last.size + size > mostFloats) packs.push({ specs: [spec], size });
      else {
        last.specs.push(spec);
        last.size += size;
      }
    }
    return packs.map((pack, i) => ({ ...pack, name: `${name}.${i}`, decays, trained, frozen }));
  });
}

/** The parameters of a pack, cut out of its vector inside the graph, by name. */
export function unpackInGraph(graph: Graph, pack: Pack, vector: Tensor): Record<string, Tensor> {
  let start = 0;
  return Object.fromEntries(
    pack.specs.map((spec) => {
      const end = start + sizeOf(spec.shape);
      // A slice copies even where it takes all; another shape of the same vector costs nothing.
      const isAll = pack.specs.length === 1;
      const part = isAll ? vector : op.slice(graph, vector, { axes: [0], starts: [start], ends: [end] });
      start = end;
      return [spec.name, op.reshape(graph, part, spec.shape)];
    }),
  );
}

/** One vector of tensors in the pack's order, inside the graph. */
export function packInGraph(graph: Graph, tensors: readonly Tensor[]): Tensor {
  const rows = tensors.map((tensor) => op.reshape(graph, tensor, [sizeOf(tensor.shape)]));
  return op.concat(graph, rows, 0);
}

/**
 * The vector of a pack with the values of `weights`.
 *
 * @throws ModelError when a parameter is missing or has another shape.
 */
export function packWeights(pack: Pack, weights: Weights): Float32Array {
  const vector = new Float32Array(pack.size);
  let start = 0;
  for (const spec of pack.specs) {
    const values = weightOf(weights, spec);
    vector.set(values, start);
    start += values.length;
  }
  return vector;
}

/** The parameters held by pack vectors (by pack name), copied out. */
export function unpackWeights(packs: readonly Pack[], vectors: Readonly<Record<string, Float32Array>>): Weights {
  return Object.fromEntries(
    packs.flatMap((pack) => {
      let start = 0;
      return pack.specs.map((spec) => {
        const end = start + sizeOf(spec.shape);
        const data = (vectors[pack.name] as Float32Array).slice(start, end);
        start = end;
        return [spec.name, { shape: spec.shape, data }];
      });
    }),
  );
}
