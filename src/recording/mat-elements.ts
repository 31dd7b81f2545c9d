import { Unzlib } from 'fflate/browser';
import { UnsupportedError } from '#base';
import { cannotRead, counted } from './cannot-read.ts';

/** Name of the format, for messages. */
export const mat5 = 'MAT-5';
const headerBytes = 128;
/** Most bytes that the variables of one file may have unpacked: an hour of eight channels in doubles has half. */
const mostBytes = 2 ** 29;
/** No deflate stream grows by more than this. */
const mostGrowth = 1032;
const step = 2 ** 14;
const fix = "Save it again in MATLAB with save('file.mat', '-v7'), or from Python with scipy.io.savemat.";

/** One element of a MAT-5 file: its type, and the bytes of its data. */
export interface MatElement {
  readonly type: number;
  readonly view: DataView;
}

/** Types of elements. */
export const miMatrix = 14;
const miCompressed = 15;

/** A part of a view. */
function part(view: DataView, from: number, to: number): DataView {
  return new DataView(view.buffer, view.byteOffset + from, to - from);
}

function textAt(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** Whether bytes begin as MAT-5, or as MAT 7.3, which is HDF5 behind the same header. */
export function isMat(bytes: Uint8Array): boolean {
  const mark = textAt(bytes, 126, 128);
  return bytes.length >= headerBytes && (mark === 'IM' || mark === 'MI') && textAt(bytes, 0, 4) !== '\0\0\0\0';
}

/** The next element of a view at `at`, and where the one after it stands; undefined where none is whole. */
export function matElement(
  view: DataView,
  at: number,
  little: boolean,
): { element: MatElement; next: number } | undefined {
  if (at + 8 > view.byteLength) return undefined;
  const word = view.getUint32(at, little);
  const small = word >>> 16;
  if (small > 0) {
    if (small > 4) return undefined;
    return { element: { type: word & 0xffff, view: part(view, at + 4, at + 4 + small) }, next: at + 8 };
  }
  const size = view.getUint32(at + 4, little);
  const end = at + 8 + size;
  if (end > view.byteLength) return undefined;
  // Compressed elements are not padded to eight bytes; the last one's padding may be missing.
  const next = word === miCompressed ? end : Math.min(view.byteLength, at + 8 + Math.ceil(size / 8) * 8);
  return { element: { type: word, view: part(view, at + 8, end) }, next };
}

/** Adler-32 of bytes, going on from `sum`: what zlib puts behind a stream, and the library does not compare. */
function adler32(bytes: Uint8Array, sum: number): number {
  let a = sum & 0xffff;
  let b = sum >>> 16;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** The element that a compressed one holds; undefined where it is damaged or claims more than deflate can hold. */
function unpacked(packed: DataView, little: boolean, left: number): MatElement | undefined {
  const bytes = new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
  const head: number[] = [];
  let out: Uint8Array | undefined;
  let n = 0;
  const stream = new Unzlib((chunk) => {
    let from = 0;
    while (head.length < 8 && from < chunk.length) head.push(chunk[from++] as number);
    if (head.length === 8 && out === undefined) {
      const size = new DataView(Uint8Array.from(head).buffer).getUint32(4, little);
      out = size <= Math.min(left, mostGrowth * bytes.length) ? new Uint8Array(size) : new Uint8Array(0);
    }
    if (!out) return;
    const taken = chunk.subarray(from, from + out.length - n);
    out.set(taken, n);
    n += taken.length;
  });
  try {
    for (let at = 0; at < bytes.length && (out === undefined || n < out.length); at += step) {
      stream.push(bytes.subarray(at, at + step), at + step >= bytes.length);
    }
  } catch {
    return undefined; // what the library throws tells a user no more than that it is damaged
  }
  if (!out || n < out.length || out.length === 0) return undefined;
  const sum = adler32(out, adler32(Uint8Array.from(head), 1));
  if (packed.byteLength < 4 || packed.getUint32(packed.byteLength - 4) !== sum) return undefined;
  return { type: new DataView(Uint8Array.from(head).buffer).getUint32(0, little), view: new DataView(out.buffer) };
}

/**
 * The variables of a MAT-5 file, unpacked.
 *
 * Source: MATLAB MAT-File Format, "Level 5 MAT-File Format",
 * https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf.
 *
 * @throws UnsupportedError for MAT 7.3.
 * @throws FormatError where the file breaks off or is damaged: without all variables, the guess of the signal could be wrong.
 */
export function matVariables(bytes: Uint8Array, file: string): { variables: DataView[]; little: boolean } {
  if (!isMat(bytes)) throw cannotRead(file, 'its header is cut off', `${mat5}, byte 0`, fix);
  const little = textAt(bytes, 126, 128) === 'IM';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint16(124, little);
  if (version === 0x200) {
    throw new UnsupportedError(
      `Cannot read ${file}: MAT files of version 7.3, which are HDF5, are not supported.`,
      fix,
    );
  }
  const variables: DataView[] = [];
  let left = mostBytes;
  for (let at = headerBytes; at < view.byteLength; ) {
    const found = matElement(view, at, little);
    if (!found) {
      const what = `it breaks off after ${counted(bytes.length, 'byte')}`;
      throw cannotRead(file, what, `${mat5}, byte ${at}`, 'Copy the file again.');
    }
    const isPacked = found.element.type === miCompressed;
    const element = isPacked ? unpacked(found.element.view, little, left) : found.element;
    if (!element) throw cannotRead(file, 'a compressed variable is damaged or too large', `${mat5}, byte ${at}`, fix);
    if (isPacked) left -= element.view.byteLength;
    if (element.type === miMatrix) variables.push(element.view);
    at = found.next;
  }
  return { variables, little };
}
