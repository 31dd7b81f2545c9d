import { type ProtoWriter, protoBytes, protoWriter } from './protobuf.ts';

/** The element types that our graphs use. */
export type DataType = 'float32' | 'int64' | 'bool';

/** A node attribute: a whole number, a list of whole numbers, a text, or a float. */
export type Attribute = number | readonly number[] | string | { readonly float: number };

/** One operator call. An empty input name means "left out". */
export interface OnnxNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A graph input or output; a dimension given as text is symbolic. */
export interface OnnxValue {
  readonly name: string;
  readonly dtype: DataType;
  readonly shape: readonly (number | string)[];
}

/** A constant stored in the file. */
export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** A whole ONNX graph as plain data. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** Operator set 17 (2022): every operator we use, and runtimes of the last four years read it. */
const opset = 17;
/** The file version that came with operator set 17. */
const irVersion = 8;

const elementTypes = { float32: 1, int64: 7, bool: 9 } as const;
const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const;

function attributeMessage(name: string, value: Attribute): ProtoWriter {
  const message = protoWriter();
  message.text(1, name);
  if (typeof value === 'number') {
    message.int(3, value);
    message.int(20, attributeTypes.int);
  } else if (typeof value === 'string') {
    message.text(4, value);
    message.int(20, attributeTypes.string);
  } else if ('float' in value) {
    message.float(2, value.float);
    message.int(20, attributeTypes.float);
  } else {
    for (const item of value) message.int(8, item);
    message.int(20, attributeTypes.ints);
  }
  return message;
}

function nodeMessage(node: OnnxNode, index: number): ProtoWriter {
  const message = protoWriter();
  for (const input of node.inputs) message.text(1, input);
  for (const output of node.outputs) message.text(2, output);
  message.text(3, `${node.type}_${index}`);
  message.text(4, node.type);
  for (const [name, value] of Object.entries(node.attributes)) message.message(5, attributeMessage(name, value));
  return message;
}

function constantMessage({ name, shape, data }: OnnxConstant): ProtoWriter {
  const message = protoWriter();
  for (const size of shape) message.int(1, size);
  message.int(2, data instanceof Float32Array ? elementTypes.float32 : elementTypes.int64);
  message.text(8, name);
  // raw_data is little-endian by definition, and so are typed arrays on every machine that runs JavaScript today.
  message.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return message;
}

function valueMessage({ name, dtype, shape }: OnnxValue): ProtoWriter {
  const dimensions = protoWriter();
  for (const size of shape) {
    const dimension = protoWriter();
    if (typeof size === 'string') dimension.text(2, size);
    else dimension.int(1, size);
    dimensions.message(1, dimension);
  }
  const tensor = protoWriter();
  tensor.int(1, elementTypes[dtype]);
  tensor.message(2, dimensions);
  const type = protoWriter();
  type.message(1, tensor);
  const message = protoWriter();
  message.text(1, name);
  message.message(2, type);
  return message;
}

function entryMessage(key: string, value: string): ProtoWriter {
  const message = protoWriter();
  message.text(1, key);
  message.text(2, value);
  return message;
}

/**
 * The bytes of an `.onnx` file (ModelProto, operator set 17). `metadata` becomes the file's `metadata_props`.
 * Field numbers: onnx/onnx.proto of the ONNX project.
 */
export function writeOnnx(graph: OnnxGraph, metadata: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  const body = protoWriter();
  graph.nodes.forEach((node, index) => {
    body.message(1, nodeMessage(node, index));
  });
  body.text(2, graph.name);
  for (const constant of graph.constants) body.message(5, constantMessage(constant));
  for (const input of graph.inputs) body.message(11, valueMessage(input));
  for (const output of graph.outputs) body.message(12, valueMessage(output));

  const operators = protoWriter();
  operators.text(1, '');
  operators.int(2, opset);

  const model = protoWriter();
  model.int(1, irVersion);
  model.text(2, 'myofade');
  model.message(7, body);
  model.message(8, operators);
  for (const [key, value] of Object.entries(metadata)) model.message(14, entryMessage(key, value));
  return protoBytes(model);
}
