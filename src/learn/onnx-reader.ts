import { messageOf, notOnnx, type OtherTensor, readOnnxTensor, textOf } from './onnx-tensor.ts';
import type { OnnxConstant } from './onnx-writer.ts';
import { protoFields } from './protobuf.ts';

const modelGraph = 7;
const modelMetadata = 14;
const graphNodes = 1;
const graphConstants = 5;

/**
 * The `metadata_props` of an `.onnx` file: what {@link exportInference} was given, and what it adds. Safe on any bytes:
 * nested messages are read to a fixed depth, and every step consumes input.
 *
 * @throws FormatError when the bytes are not an ONNX model with a graph.
 */
export function readOnnxMetadata(bytes: Uint8Array): Record<string, string> {
  const entries: [string, string][] = [];
  let hasGraph = false;
  // Every ONNX file begins with its version, field 1 as a whole number: text and other formats do not.
  if (bytes.length > 0 && bytes[0] !== 0x08) throw notOnnx('The file does not begin as an ONNX model does');
  for (const { field, value } of protoFields(bytes)) {
    if (field === modelGraph) hasGraph = messageOf(value).length > 0;
    if (field !== modelMetadata) continue;
    let key = '';
    let content = '';
    for (const part of protoFields(messageOf(value))) {
      if (part.field === 1) key = textOf(part.value);
      if (part.field === 2) content = textOf(part.value);
    }
    entries.push([key, content]);
  }
  if (!hasGraph) throw notOnnx('The file has no graph');
  return Object.fromEntries(entries);
}

/** The tensors that an `.onnx` file holds: floats and int64 with their values, of others only what they are. */
export interface OnnxTensors {
  readonly constants: readonly OnnxConstant[];
  readonly others: readonly OtherTensor[];
}

/**
 * The initialisers of an `.onnx` file, in their order. Floats come as float32: float64 rounded, float16 and bfloat16 exact.
 *
 * @throws FormatError when the bytes are not an ONNX model, a tensor's values lie in another file, or its shape and data
 * disagree.
 */
export function readOnnxTensors(bytes: Uint8Array): OnnxTensors {
  const constants: OnnxConstant[] = [];
  const others: OtherTensor[] = [];
  let hasGraph = false;
  for (const { field, value } of protoFields(bytes)) {
    if (field !== modelGraph) continue;
    hasGraph = true;
    for (const part of protoFields(messageOf(value))) {
      if (part.field !== graphConstants) continue;
      const tensor = readOnnxTensor(messageOf(part.value));
      if ('data' in tensor) constants.push(tensor);
      else others.push(tensor);
    }
  }
  if (!hasGraph) throw notOnnx('The file has no graph');
  return { constants, others };
}

/**
 * The float and whole-number constants of an `.onnx` file, in their order ({@link readOnnxTensors}).
 *
 * @throws FormatError when the bytes are not an ONNX model, or a tensor cannot be read.
 */
export function readOnnxConstants(bytes: Uint8Array): readonly OnnxConstant[] {
  return readOnnxTensors(bytes).constants;
}

/**
 * The nodes of an `.onnx` file that only copy a value to another name, in their order.
 *
 * @throws FormatError when the bytes are not an ONNX model.
 */
export function readOnnxIdentities(bytes: Uint8Array): { from: string; to: string }[] {
  const copies: { from: string; to: string }[] = [];
  for (const { field, value } of protoFields(bytes)) {
    if (field !== modelGraph) continue;
    for (const part of protoFields(messageOf(value))) {
      if (part.field !== graphNodes) continue;
      let [from, to, type] = ['', '', ''];
      for (const own of protoFields(messageOf(part.value))) {
        if (own.field === 1) from = textOf(own.value);
        if (own.field === 2) to = textOf(own.value);
        if (own.field === 4) type = textOf(own.value);
      }
      if (type === 'Identity') copies.push({ from, to });
    }
  }
  return copies;
}
