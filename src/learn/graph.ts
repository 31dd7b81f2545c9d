import { ArgumentError } from '#base';
import type { Attribute, DataType, OnnxConstant, OnnxGraph, OnnxNode, OnnxValue } from './onnx-writer.ts';

/** A value in a {@link Graph}: its name there, its shape and its element type. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** An ONNX graph while it is being built. Operators (`operators.ts`) add nodes; {@link Graph.toOnnx} gives plain data. */
export interface Graph {
  /** A float value that every run must be given. With `anyBatch` its first dimension is symbolic in the file. */
  input(name: string, shape: readonly number[], options?: { anyBatch?: boolean }): Tensor;
  /** A value stored in the file. Without a name it gets one. */
  constant(data: Float32Array, shape: readonly number[], name?: string): Tensor;
  /** One float, of shape []. Equal numbers share one constant. */
  scalar(value: number): Tensor;
  /** Whole numbers [values.length]: axes, sizes, positions. Equal lists share one constant. */
  ints(values: readonly number[]): Tensor;
  /** One operator call with one output. */
  node(
    type: string,
    inputs: readonly (Tensor | undefined)[],
    shape: readonly number[],
    attributes?: Readonly<Record<string, Attribute>>,
    dtype?: DataType,
  ): Tensor;
  /** One operator call with two outputs, the second of whole numbers (MaxPool's indices). */
  nodeWithIndices(
    type: string,
    inputs: readonly Tensor[],
    shape: readonly number[],
    attributes: Readonly<Record<string, Attribute>>,
  ): readonly [Tensor, Tensor];
  /** Declares that a run returns `tensor` under `name`. */
  output(name: string, tensor: Tensor, options?: { anyBatch?: boolean }): void;
  /** The graph as data, without the nodes and constants that no output needs. */
  toOnnx(name: string): OnnxGraph;
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** `[2, 3, 4]`, as messages show a shape. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function shownShape(shape: readonly number[], anyBatch: boolean): readonly (number | string)[] {
  return anyBatch ? ['batch', ...shape.slice(1)] : shape;
}

interface Output extends OnnxValue {
  readonly from: string;
}

/**
 * What is computed takes the name of the output it is. A node that copies it there would cost a pass over it, as a runtime
 * only leaves that out where nothing else reads the value; one is left for inputs, constants and values that are two outputs.
 */
function outputNames(nodes: readonly OnnxNode[], outputs: readonly Output[]) {
  const computed = new Set(nodes.flatMap((node) => node.outputs));
  const renamed = new Map<string, string>();
  const copies: OnnxNode[] = [];
  for (const { name, from } of outputs) {
    if (computed.has(from) && !renamed.has(from)) renamed.set(from, name);
    else copies.push({ type: 'Identity', inputs: [renamed.get(from) ?? from], outputs: [name], attributes: {} });
  }
  return { renamed, copies };
}

/** An empty graph. */
export function createGraph(): Graph {
  const nodes: OnnxNode[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: Output[] = [];
  const constants = new Map<string, OnnxConstant>();
  const shared = new Map<string, Tensor>();
  const taken = new Set<string>();

  const claim = (name: string, where: string): string => {
    if (name === '' || taken.has(name)) {
      throw new ArgumentError(
        `name '${name}' is empty or already taken — in ${where}.`,
        'Give every value its own name.',
      );
    }
    taken.add(name);
    return name;
  };
  const invent = (word: string): string => claim(`${word}:${taken.size}`, word);
  const store = (name: string, data: Float32Array | BigInt64Array, shape: readonly number[]): Tensor => {
    constants.set(name, { name, shape, data });
    return { name, shape, dtype: data instanceof Float32Array ? 'float32' : 'int64' };
  };
  const share = (key: string, make: () => Tensor): Tensor => {
    const found = shared.get(key) ?? make();
    shared.set(key, found);
    return found;
  };
  const names = (tensors: readonly (Tensor | undefined)[]): string[] => tensors.map((tensor) => tensor?.name ?? '');

  return {
    input(name, shape, { anyBatch = false } = {}) {
      const tensor: Tensor = { name: claim(name, 'graph input'), shape, dtype: 'float32' };
      inputs.push({ ...tensor, shape: shownShape(shape, anyBatch) });
      return tensor;
    },
    constant(data, shape, name) {
      if (data.length !== sizeOf(shape)) {
        throw new ArgumentError(
          `data must have ${sizeOf(shape)} values for shape ${shapeText(shape)}, got ${data.length} — in graph constant.`,
          'Pass the values of the whole tensor, row by row.',
        );
      }
      return store(name === undefined ? invent('constant') : claim(name, 'graph constant'), data, shape);
    },
    scalar(value) {
      return share(`scalar ${Object.is(value, -0) ? '-0' : value}`, () =>
        store(invent('scalar'), Float32Array.of(value), []),
      );
    },
    ints(values) {
      return share(`ints ${values}`, () => store(invent('ints'), BigInt64Array.from(values, BigInt), [values.length]));
    },
    node(type, given, shape, attributes = {}, dtype = 'float32') {
      const tensor: Tensor = { name: invent(type), shape, dtype };
      nodes.push({ type, inputs: names(given), outputs: [tensor.name], attributes });
      return tensor;
    },
    nodeWithIndices(type, given, shape, attributes) {
      const values: Tensor = { name: invent(type), shape, dtype: 'float32' };
      const indices: Tensor = { name: invent(type), shape, dtype: 'int64' };
      nodes.push({ type, inputs: names(given), outputs: [values.name, indices.name], attributes });
      return [values, indices];
    },
    output(name, { name: from, shape, dtype }, { anyBatch = false } = {}) {
      outputs.push({ name: claim(name, 'graph output'), shape: shownShape(shape, anyBatch), dtype, from });
    },
    toOnnx(name) {
      const { renamed, copies } = outputNames(nodes, outputs);
      const finalName = (value: string): string => renamed.get(value) ?? value;
      const named = nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(finalName),
        outputs: node.outputs.map(finalName),
      }));
      const needed = new Set(outputs.map((output) => output.name));
      const live: OnnxNode[] = [];
      for (const node of [...named, ...copies].reverse()) {
        if (!node.outputs.some((output) => needed.has(output))) continue;
        live.push(node);
        for (const input of node.inputs) needed.add(input);
      }
      return {
        name,
        nodes: live.reverse(),
        constants: [...constants.values()].filter((constant) => needed.has(constant.name)),
        inputs,
        outputs: outputs.map(({ from: _, ...value }) => value),
      };
    },
  };
}
