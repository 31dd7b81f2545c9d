import { FormatError } from '#base';
import { type FloatType, floatsOf } from './float-bytes.ts';
import { shapeText, sizeOf } from './graph.ts';
import type { OnnxConstant } from './onnx-writer.ts';
import { protoFields } from './protobuf.ts';

/** Element types of the format by number, from 1 on (`onnx.proto`, TensorProto.DataType). */
const typeNames = [
  ...['float32', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'int64', 'text', 'bool', 'float16', 'float64'],
  ...['uint32', 'uint64', 'complex64', 'complex128', 'bfloat16', 'float8e4m3fn', 'float8e4m3fnuz', 'float8e5m2'],
  ...['float8e5m2fnuz', 'uint4', 'int4', 'float4e2m1'],
] as const;

const floatTypes: Readonly<Record<string, FloatType>> = {
  float32: 'F32',
  float64: 'F64',
  float16: 'F16',
  bfloat16: 'BF16',
};
const bytesPerFloat: Readonly<Record<FloatType, number>> = { F32: 4, F64: 8, F16: 2, BF16: 2 };

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @throws FormatError always: what is wrong with an ONNX file. */
export function notOnnx(
  what: string,
  fix = 'Check that this is an .onnx file, or export the model again.',
): FormatError {
  return new FormatError(`${what} — ONNX file.`, fix);
}

/** A field as text. */
export function textOf(value: number | Uint8Array): string {
  if (typeof value === 'number') throw notOnnx(`A text was expected, got the number ${value}`);
  try {
    return decoder.decode(value);
  } catch (cause) {
    throw new FormatError('A text is not valid UTF-8 — ONNX file.', 'Export the model again.', { cause });
  }
}

/** A field as the bytes of a nested message. */
export function messageOf(value: number | Uint8Array): Uint8Array {
  if (typeof value === 'number') throw notOnnx(`A message was expected, got the number ${value}`);
  return value;
}

/** Whole numbers of a repeated field: one by one, or packed. */
function varints(value: number | Uint8Array): bigint[] {
  if (typeof value === 'number') return [BigInt(Number.isInteger(value) ? value : 0)];
  const out: bigint[] = [];
  let number = 0n;
  let shift = 0n;
  for (const byte of value) {
    number |= BigInt(byte & 127) << shift;
    shift += 7n;
    // Ten bytes hold 64 bits; more are damage, and must not grow without end.
    if (byte >= 128 && shift < 70n) continue;
    out.push(BigInt.asIntN(64, number));
    number = 0n;
    shift = 0n;
  }
  return out;
}

/** A field's own bytes; of a number on its own, those of a float32. */
function bytesOf(value: number | Uint8Array): Uint8Array {
  return typeof value === 'number' ? new Uint8Array(Float32Array.of(value).buffer) : value;
}

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const out = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** A tensor of a file whose element type holds neither floats nor int64. */
export interface OtherTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Its element type, such as `int8`. */
  readonly type: string;
}

/**
 * One initialiser (TensorProto): floats as float32 (float64 rounded, float16 and bfloat16 exact), int64 as it is; of any
 * other type only what it is.
 *
 * @throws FormatError when its values lie in another file, or shape and data disagree; the message names the tensor.
 */
export function readOnnxTensor(bytes: Uint8Array): OnnxConstant | OtherTensor {
  const shape: number[] = [];
  let type: string = 'no type';
  let name = '';
  let raw: Uint8Array | undefined;
  const [singles, doubles]: [Uint8Array[], Uint8Array[]] = [[], []];
  const [words, longs]: [bigint[], bigint[]] = [[], []];
  let isOutside = false;
  let location = '';
  for (const { field, value } of protoFields(bytes)) {
    if (field === 1) for (const size of varints(value)) shape.push(Number(size));
    else if (field === 2) type = typeNames[Number(value) - 1] ?? `type ${value}`;
    else if (field === 4) singles.push(bytesOf(value));
    else if (field === 5) for (const word of varints(value)) words.push(word);
    else if (field === 7) for (const long of varints(value)) longs.push(long);
    else if (field === 8) name = textOf(value);
    else if (field === 9) raw = messageOf(value);
    else if (field === 10) doubles.push(messageOf(value));
    else if (field === 13) location = locationOf(messageOf(value)) ?? location;
    else if (field === 14) isOutside = value === 1;
  }
  if (isOutside) {
    throw notOnnx(
      `Tensor '${name}' must hold its values in this file, but they lie in ${location ? `'${location}'` : 'another one'}`,
      'Save the model in one file: onnx.save_model(onnx.load(path), out, save_as_external_data=False).',
    );
  }
  const float = floatTypes[type];
  if (float === undefined && type !== 'int64') return { name, shape, type };
  const n = sizeOf(shape);
  const bytesPerItem = float === undefined ? 8 : bytesPerFloat[float];
  const halves = () => new Uint8Array(Uint16Array.from(words, (word) => Number(BigInt.asUintN(16, word))).buffer);
  const valueByValue = (): Uint8Array => {
    if (float === undefined) return new Uint8Array(BigInt64Array.from(longs).buffer);
    if (float === 'F32') return concatenated(singles);
    return float === 'F64' ? concatenated(doubles) : halves();
  };
  const data = raw ?? valueByValue();
  if (n * bytesPerItem !== data.length) {
    throw notOnnx(
      `Tensor '${name}' must have ${n} values of ${type} for shape ${shapeText(shape.slice(0, 8))}, which are ${n * bytesPerItem} bytes; it has ${data.length}`,
    );
  }
  // A copy, because raw may start at any byte, and new Uint8Array because slice does not copy a Node Buffer.
  if (float === undefined) return { name, shape, data: new BigInt64Array(new Uint8Array(data).buffer) };
  return { name, shape, data: floatsOf(float, data, n) };
}

/** The `location` of an entry of a tensor's external data. */
function locationOf(entry: Uint8Array): string | undefined {
  let [key, content] = ['', ''];
  for (const { field, value } of protoFields(entry)) {
    if (field === 1) key = textOf(value);
    if (field === 2) content = textOf(value);
  }
  return key === 'location' ? content : undefined;
}
