import { FormatError } from '#base';

/**
 * Numbers with a head, as bytes: the length of the head (uint32, little-endian), the head as JSON padded with spaces to a
 * multiple of four bytes, then all arrays one after another as Float32 (little-endian). NaN stands for a lost sample.
 */
export interface PackedFloats<Head> {
  readonly head: Head;
  readonly arrays: readonly Float32Array[];
}

const utf8 = new TextEncoder();

/** Makes bytes of a head and its arrays. */
export function packFloats<Head extends object>(head: Head, arrays: readonly Float32Array[]): Uint8Array {
  const bare = utf8.encode(JSON.stringify({ ...head, lengths: arrays.map(({ length }) => length) }));
  const headBytes = 4 * Math.ceil(bare.length / 4);
  const total = arrays.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(4 + headBytes + 4 * total).fill(0x20, 4, 4 + headBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, headBytes, true);
  bytes.set(bare, 4);
  let at = 4 + headBytes;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

function refuse(what: string, cause?: unknown): never {
  throw new FormatError(`These are no packed numbers: ${what}.`, 'Load them again.', { cause });
}

/**
 * Reads what {@link packFloats} made. The arrays are views into the bytes where those begin at a multiple of four.
 *
 * @throws FormatError for bytes that are cut off or something else.
 */
export function unpackFloats<Head>(data: ArrayBuffer | Uint8Array): PackedFloats<Head> {
  const given = data instanceof Uint8Array ? data : new Uint8Array(data);
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice();
  if (bytes.length < 4) refuse(`${bytes.length} bytes`);
  const headBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (headBytes % 4 !== 0 || 4 + headBytes > bytes.length) refuse('the head is cut off');
  let read: Head & { readonly lengths: readonly number[] };
  try {
    read = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headBytes)));
  } catch (cause) {
    return refuse('the head is not JSON', cause);
  }
  const { lengths, ...head } = read;
  let at = 4 + headBytes;
  if (!Array.isArray(lengths)) refuse('the head names no lengths');
  if (at + 4 * lengths.reduce((sum, length) => sum + length, 0) !== bytes.length) refuse('the numbers are cut off');
  const arrays = lengths.map((length) => {
    const array = new Float32Array(bytes.buffer, bytes.byteOffset + at, length);
    at += 4 * length;
    return array;
  });
  return { head: head as unknown as Head, arrays };
}
