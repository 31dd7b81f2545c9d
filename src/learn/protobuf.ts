import { FormatError } from '#base';

/** One message in the protocol-buffer wire format, written field by field. */
export interface ProtoWriter {
  /** The chunks written so far, in order; {@link protoBytes} joins them. */
  readonly chunks: readonly Uint8Array[];
  readonly nBytes: number;
  /** A whole number as a varint; negative numbers take ten bytes, as the format asks. */
  int(field: number, value: number | bigint): void;
  float(field: number, value: number): void;
  text(field: number, value: string): void;
  bytes(field: number, value: Uint8Array): void;
  message(field: number, value: ProtoWriter): void;
}

const varintWire = 0;
const fixed64Wire = 1;
const lengthWire = 2;
const fixed32Wire = 5;

function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const out: number[] = [];
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    out.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Uint8Array.from(out);
}

/** An empty message. Nested messages and byte arrays are kept as they are and copied once, by {@link protoBytes}. */
export function protoWriter(): ProtoWriter {
  const chunks: Uint8Array[] = [];
  let nBytes = 0;
  const push = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    nBytes += chunk.length;
  };
  const tag = (field: number, wire: number): void => push(varint((field << 3) | wire));
  const bytes = (field: number, value: Uint8Array): void => {
    tag(field, lengthWire);
    push(varint(value.length));
    push(value);
  };
  return {
    chunks,
    get nBytes() {
      return nBytes;
    },
    int(field, value) {
      tag(field, varintWire);
      push(varint(value));
    },
    float(field, value) {
      tag(field, fixed32Wire);
      const out = new Uint8Array(4);
      new DataView(out.buffer).setFloat32(0, value, true);
      push(out);
    },
    text(field, value) {
      bytes(field, new TextEncoder().encode(value));
    },
    bytes,
    message(field, value) {
      tag(field, lengthWire);
      push(varint(value.nBytes));
      for (const chunk of value.chunks) push(chunk);
    },
  };
}

/** The finished message. */
export function protoBytes(writer: ProtoWriter): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(writer.nBytes);
  let at = 0;
  for (const chunk of writer.chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** One field of a message as it was read: whole numbers, everything with a length as bytes. */
export interface ProtoField {
  readonly field: number;
  readonly value: number | Uint8Array;
}

/**
 * The fields of one message, in their order; nested messages are returned as bytes. Every step consumes at least one
 * byte, so any input ends.
 *
 * @throws FormatError when the bytes are cut off or use a wire type that ONNX does not.
 */
export function* protoFields(bytes: Uint8Array): Generator<ProtoField> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const cut = (): FormatError =>
    new FormatError(
      `The file is cut off or damaged: a field reaches past byte ${bytes.length} of its message — ONNX protobuf.`,
      'Export or download the model again.',
    );
  const readVarint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) throw cut();
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw cut();
  };
  const take = (length: number): Uint8Array => {
    if (!(length <= bytes.length - at)) throw cut();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = readVarint();
    const field = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === varintWire) yield { field, value: readVarint() };
    else if (wire === lengthWire) yield { field, value: take(readVarint()) };
    else if (wire === fixed64Wire) yield { field, value: take(8) };
    else if (wire === fixed32Wire) {
      take(4);
      yield { field, value: view.getFloat32(at - 4, true) };
    } else {
      throw new FormatError(
        `A field has wire type ${wire}, which ONNX does not use — ONNX protobuf, byte ${at} of its message.`,
        'Check that this is an .onnx file.',
      );
    }
  }
}
