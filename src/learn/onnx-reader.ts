import { FormatError } from '#base';
import { shapeText, sizeOf } from './graph.ts';
import type { OnnxConstant } from './onnx-writer.ts';
import { protoFields } from './protobuf.ts';

const modelGraph = 7;
const modelMetadata = 14;
const graphNodes = 1;
const graphConstants = 5;

const decoder = new TextDecoder('utf-8', { fatal: true });

function notOnnx(what: string): FormatError {
  return new FormatError(`${what} — ONNX file.`, 'Check that this is an .onnx file, or export the model again.');
}

function text(value: number | Uint8Array): string {
  if (typeof value === 'number') throw notOnnx(`A text was expected, got the number ${value}`);
  try {
    return decoder.decode(value);
  } catch (cause) {
    throw new FormatError('A text is not valid UTF-8 — ONNX file.', 'Export the model again.', { cause });
  }
}

function message(value: number | Uint8Array): Uint8Array {
  if (typeof value === 'number') throw notOnnx(`A message was expected, got the number ${value}`);
  return value;
}

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
    if (field === modelGraph) hasGraph = message(value).length > 0;
    if (field !== modelMetadata) continue;
    let key = '';
    let content = '';
    for (const part of protoFields(message(value))) {
      if (part.field === 1) key = text(part.value);
      if (part.field === 2) content = text(part.value);
    }
    entries.push([key, content]);
  }
  if (!hasGraph) throw notOnnx('The file has no graph');
  return Object.fromEntries(entries);
}

function readConstant(bytes: Uint8Array): OnnxConstant {
  const shape: number[] = [];
  let type: number | Uint8Array = 0;
  let name = '';
  let raw: Uint8Array = new Uint8Array(0);
  for (const { field, value } of protoFields(bytes)) {
    // A writer may store dimensions one by one or packed into one field.
    if (field === 1) for (const size of typeof value === 'number' ? [value] : packedVarints(value)) shape.push(size);
    else if (field === 2) type = value;
    else if (field === 8) name = text(value);
    else if (field === 9) raw = message(value);
  }
  const bytesPerItem = type === 7 ? 8 : 4;
  if ((type !== 1 && type !== 7) || sizeOf(shape) * bytesPerItem !== raw.length) {
    throw notOnnx(
      `Constant '${name}' of type ${type} and shape ${shapeText(shape.slice(0, 8))} has ${raw.length} raw bytes`,
    );
  }
  // A copy, because raw may start at any byte, and new Uint8Array because slice does not copy a Node Buffer.
  const copy = new Uint8Array(raw).buffer;
  return { name, shape, data: type === 1 ? new Float32Array(copy) : new BigInt64Array(copy) };
}

function packedVarints(bytes: Uint8Array): number[] {
  const out: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) {
      out.push(value);
      value = 0;
      scale = 1;
    }
  }
  return out;
}

/**
 * The float and whole-number constants (initialisers with raw data) of an `.onnx` file, in their order.
 *
 * @throws FormatError when the bytes are not an ONNX model, or a constant's shape and data disagree.
 */
export function readOnnxConstants(bytes: Uint8Array): OnnxConstant[] {
  const constants: OnnxConstant[] = [];
  let hasGraph = false;
  for (const { field, value } of protoFields(bytes)) {
    if (field !== modelGraph) continue;
    hasGraph = true;
    for (const part of protoFields(message(value))) {
      if (part.field === graphConstants) constants.push(readConstant(message(part.value)));
    }
  }
  if (!hasGraph) throw notOnnx('The file has no graph');
  return constants;
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
    for (const part of protoFields(message(value))) {
      if (part.field !== graphNodes) continue;
      let [from, to, type] = ['', '', ''];
      for (const own of protoFields(message(part.value))) {
        if (own.field === 1) from = text(own.value);
        if (own.field === 2) to = text(own.value);
        if (own.field === 4) type = text(own.value);
      }
      if (type === 'Identity') copies.push({ from, to });
    }
  }
  return copies;
}
