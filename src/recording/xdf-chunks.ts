import { cannotRead } from './cannot-read.ts';

/** Name of the format, for messages. */
export const xdf = 'XDF';

/** One chunk of an XDF file: what it is, and where its content stands. */
export interface XdfChunk {
  readonly tag: number;
  /** First byte of the content, and the byte after it. */
  readonly from: number;
  readonly to: number;
}

/** Tags of the chunks that are read. */
export const xdfTags = { fileHeader: 1, streamHeader: 2, samples: 3, clockOffset: 4, streamFooter: 6 } as const;

/** Whether bytes begin as XDF does. */
export function isXdf(bytes: Uint8Array): boolean {
  return [0x58, 0x44, 0x46, 0x3a].every((byte, i) => bytes[i] === byte);
}

/** A number whose first byte tells whether 1, 4 or 8 bytes follow; undefined where they do not, or stand beyond `end`. */
export function xdfLength(view: DataView, at: number, end: number): { value: number; next: number } | undefined {
  if (at >= end) return undefined;
  const width = view.getUint8(at);
  const next = at + 1 + width;
  if (next > end) return undefined;
  if (width === 1) return { value: view.getUint8(at + 1), next };
  if (width === 4) return { value: view.getUint32(at + 1, true), next };
  return width === 8 ? { value: Number(view.getBigUint64(at + 1, true)), next } : undefined;
}

/**
 * The chunks of an XDF file that are whole, in their order; `isCut` where bytes are left that are no whole chunk.
 *
 * Source: https://github.com/sccn/xdf/wiki/Specifications, "File Format".
 */
export function xdfChunks(bytes: Uint8Array, file: string): { chunks: XdfChunk[]; isCut: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: XdfChunk[] = [];
  let at = 4;
  while (at < bytes.length) {
    const length = xdfLength(view, at, bytes.length);
    if (!length || length.value < 2 || length.next + length.value > bytes.length) break;
    const to = length.next + length.value;
    chunks.push({ tag: view.getUint16(length.next, true), from: length.next + 2, to });
    at = to;
  }
  if (chunks.length === 0)
    throw cannotRead(file, 'it breaks off before its first chunk', `${xdf}, byte 4`, 'Copy it again.');
  return { chunks, isCut: at < bytes.length };
}
