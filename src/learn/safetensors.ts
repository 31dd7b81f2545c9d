import { ArgumentError, FormatError } from '#base';
import { floatsOf, isFloatType } from './float-bytes.ts';
import { shapeText, sizeOf } from './graph.ts';
import type { Weights } from './parameters.ts';
import { repeatedKey } from './repeated-key.ts';

/** What a `.safetensors` file holds. */
export interface Safetensors {
  /** The float tensors (F32; F16, BF16 and F64 converted to it) by name, in the order of their bytes. */
  readonly weights: Weights;
  /** Texts that the writer added. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The element type of each tensor that is no float and was not read (`num_batches_tracked` is I64). */
  readonly others: Readonly<Record<string, string>>;
}

/** The element types of the format, with their bytes. */
const bytesPerItem: Readonly<Record<string, number>> = {
  ...{ BOOL: 1, U8: 1, I8: 1, F8_E5M2: 1, F8_E4M3: 1, I16: 2, U16: 2, F16: 2, BF16: 2 },
  ...{ I32: 4, U32: 4, F32: 4, F64: 8, I64: 8, U64: 8 },
};
/** The reference implementation's limit. */
const longestHeader = 100_000_000;
const lengthBytes = 8;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

function damaged(what: string, options?: { cause: unknown }): FormatError {
  return new FormatError(
    `${what} — safetensors file.`,
    'Check that this is a .safetensors file, or download it again.',
    options,
  );
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < lengthBytes) throw damaged(`The file has ${bytes.length} bytes, too few for a header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const most = Math.min(longestHeader, bytes.length - lengthBytes);
  if (length > most) throw damaged(`The header claims ${length} bytes, where at most ${most} are possible`);
  const dataStart = lengthBytes + Number(length);
  let text: string;
  let header: unknown;
  try {
    text = decoder.decode(bytes.subarray(lengthBytes, dataStart));
    header = JSON.parse(text);
  } catch (cause) {
    throw damaged('The header is not JSON', { cause });
  }
  if (header === null || typeof header !== 'object' || Array.isArray(header)) {
    throw damaged('The header is not a JSON object');
  }
  const twice = repeatedKey(text);
  if (twice !== undefined) throw damaged(`The header names '${twice}' twice`);
  return { header: header as Record<string, unknown>, dataStart };
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function readEntry(name: string, value: unknown): Entry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(bytesPerItem, dtype)) {
    throw damaged(
      `Tensor '${name}' has dtype ${JSON.stringify(dtype)}, not one of ${Object.keys(bytesPerItem).join(', ')}`,
    );
  }
  if (!Array.isArray(shape) || !shape.every(isSize)) throw damaged(`Tensor '${name}' has no shape of whole numbers`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
    throw damaged(`Tensor '${name}' has no data_offsets of two whole numbers`);
  }
  const [start, end] = offsets as [number, number];
  if (end - start !== sizeOf(shape) * (bytesPerItem[dtype] as number)) {
    throw damaged(
      `Tensor '${name}' of dtype ${dtype} and shape ${shapeText(shape.slice(0, 8))} has ${end - start} bytes`,
    );
  }
  return { name, dtype, shape, start, end };
}

function readMetadata(value: unknown): Record<string, string> {
  const entries = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  if (Array.isArray(value) || typeof value !== 'object' || !entries.every(([, text]) => typeof text === 'string')) {
    throw damaged('__metadata__ must hold texts');
  }
  return Object.fromEntries(entries);
}

/**
 * Reads a `.safetensors` file (format: https://github.com/huggingface/safetensors). Safe on any bytes: nothing is
 * allocated that the file does not hold.
 *
 * @throws FormatError when the header is no JSON of the format, names a tensor twice, or its tensors do not fill the rest of
 * the file without gap or overlap.
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const { header, dataStart } = readHeader(bytes);
  const { __metadata__: metadata = {}, ...tensors } = header;
  const entries = Object.entries(tensors)
    .map(([name, value]) => readEntry(name, value))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let reached = 0;
  for (const { name, start, end } of entries) {
    if (start < reached) throw damaged(`Tensor '${name}' starts at byte ${start}, inside the tensor before it`);
    if (start > reached) throw damaged(`Bytes ${reached} to ${start}, before tensor '${name}', belong to no tensor`);
    reached = end;
  }
  const nBytes = bytes.length - dataStart;
  if (reached !== nBytes) throw damaged(`The tensors take ${reached} bytes, the file has ${nBytes} for them`);
  const weights: [string, Weights[string]][] = [];
  const others: [string, string][] = [];
  for (const { name, dtype, shape, start, end } of entries) {
    if (!isFloatType(dtype)) others.push([name, dtype]);
    else {
      const data = floatsOf(dtype, bytes.subarray(dataStart + start, dataStart + end), sizeOf(shape));
      weights.push([name, { shape, data }]);
    }
  }
  return {
    weights: Object.fromEntries(weights),
    metadata: readMetadata(metadata),
    others: Object.fromEntries(others),
  };
}

/**
 * The bytes of a `.safetensors` file with these tensors as F32: byte for byte what Python's `safetensors` writes.
 *
 * @throws ArgumentError when a tensor is called `__metadata__`, or its shape and values disagree.
 */
export function writeSafetensors(
  weights: Weights,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const names = Object.keys(weights).sort();
  if (names.includes('__metadata__')) {
    throw new ArgumentError("A tensor cannot be called '__metadata__' — in writeSafetensors.", 'Rename it.');
  }
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [['__metadata__', metadata]] : [];
  let nBytes = 0;
  for (const name of names) {
    const { shape, data } = weights[name] as Weights[string];
    if (data.length !== sizeOf(shape)) {
      throw new ArgumentError(
        `'${name}' must have ${sizeOf(shape)} values for shape ${shapeText(shape)}, got ${data.length} — in writeSafetensors.`,
        'Pass the values of the whole tensor, row by row.',
      );
    }
    header.push([name, { dtype: 'F32', shape, data_offsets: [nBytes, nBytes + data.byteLength] }]);
    nBytes += data.byteLength;
  }
  // Joined by hand: an object would move names like '0' to the front.
  const members = header.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const text = new TextEncoder().encode(`{${members.join(',')}}`);
  // The data starts at a multiple of eight bytes: spaces fill the header.
  const headerBytes = Math.ceil(text.length / lengthBytes) * lengthBytes;
  const bytes = new Uint8Array(lengthBytes + headerBytes + nBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, lengthBytes, lengthBytes + headerBytes);
  bytes.set(text, lengthBytes);
  let at = lengthBytes + headerBytes;
  for (const name of names) {
    const { data } = weights[name] as Weights[string];
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
