import { cannotRead, counted } from './cannot-read.ts';

/**
 * Checks of an HDF5 file before the C library sees it. Where structures are damaged that library may loop for ever, which
 * nothing can end in the thread that reads, or ask for gigabytes; in tens of thousands of changed files, a global heap made
 * it do the first, the length of an attribute's text and a circle of free blocks in a local heap the second.
 */

const fileSignature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Name of the format, for messages. */
export const hdf5 = 'HDF5';
/** Largest file that is read: an hour of eight channels has a quarter of that. */
export const mostHdf5Bytes = 2 ** 29;
const fix = 'Export the recording from OpenSignals again, as text (.txt) if it stays so.';

/** Whether bytes begin as HDF5 does. */
export function isHdf5(bytes: Uint8Array): boolean {
  return fileSignature.every((byte, i) => bytes[i] === byte);
}

/** Where the base address and, two numbers of 64 bit on, the end of the file stand, by the superblock's version. */
const baseByte = [24, 28, 12, 12];
/** Where the address of the root group's header stands in the versions of OpenSignals; later ones have checksums. */
const rootByte = [64, 68];
/** Where the widths of addresses and lengths stand. */
const widthsByte = [13, 13, 9, 9];

function checkSuperblock(bytes: Uint8Array, view: DataView, file: string): void {
  const version = bytes[8] ?? 0;
  const base = baseByte[version];
  const widths = widthsByte[version];
  if (base === undefined || widths === undefined || bytes.length < base + 48) {
    throw cannotRead(file, 'its header is cut off or of an unknown version', `${hdf5}, byte 8`, fix);
  }
  if (bytes[widths] !== 8 || bytes[widths + 1] !== 8 || view.getBigUint64(base, true) !== 0n) {
    throw cannotRead(file, 'its addresses are not those of OpenSignals', `${hdf5}, byte ${widths}`, fix);
  }
  const end = Number(view.getBigUint64(base + 16, true));
  if (end <= bytes.length) return;
  const what = `it breaks off after ${counted(bytes.length, 'byte')} of ${end}`;
  throw cannotRead(file, what, `${hdf5}, byte ${base + 16}`, fix);
}

const objectHeader = 16;
const smallestHeap = 4096;

/**
 * Whether a global heap, which holds the texts of attributes, can be walked: every object ends inside, none comes twice,
 * and free space reaches to the end. A free space of no bytes would be walked over for ever.
 */
function isSoundHeap(view: DataView, at: number): boolean {
  if (at + objectHeader > view.byteLength) return false;
  const size = Number(view.getBigUint64(at + 8, true));
  const end = at + size;
  if (size < smallestHeap || end > view.byteLength) return false;
  const seen = new Set<number>();
  for (let object = at + objectHeader; end - object >= objectHeader; ) {
    const index = view.getUint16(object, true);
    const length = Number(view.getBigUint64(object + 8, true));
    if (index === 0) return length === end - object;
    object += objectHeader + 8 * Math.ceil(length / 8);
    if (object > end || seen.has(index) || index > size / objectHeader) return false;
    seen.add(index);
  }
  return true;
}

/** Whether an attribute is something else than a text with a length beyond the file, which the library would make room for. */
function isSoundText(view: DataView, at: number): boolean {
  const padded = (lengthAt: number) => 8 * Math.ceil(view.getUint16(at + lengthAt, true) / 8);
  const type = at + 8 + padded(2);
  const value = type + padded(4) + padded(6);
  if (view.getUint8(at) !== 1 || value + 4 > view.byteLength) return true;
  const isText = (view.getUint8(type) & 0x0f) === anyLengthClass;
  return !isText || view.getUint32(value, true) <= view.byteLength;
}

const anyLengthClass = 9;
const attributeMessage = 0x0c;
const continuationMessage = 0x10;
const mostBlocks = 1000;
/** Those of OpenSignals have some kilobytes. */
const mostHeaderBytes = 2 ** 18;
const entryBytes = 40;

/** Whether all bytes of an object header, which stand in one to many places, are inside the file, and its texts too. */
function isSoundHeader(view: DataView, at: number): boolean {
  const nBytes = view.byteLength;
  if (at + objectHeader > nBytes) return false;
  // Of another version, which begins otherwise: the library looks at its checksum.
  if (view.getUint8(at) !== 1) return true;
  const blocks: [first: number, length: number][] = [[at + objectHeader, view.getUint32(at + 8, true)]];
  let total = 0;
  for (let i = 0; i < blocks.length; i++) {
    const [first, length] = blocks[i] as [number, number];
    total += length;
    if (first + length > nBytes || total > mostHeaderBytes || i > mostBlocks) return false;
    for (let message = first; message + 24 <= first + length; message += 8 + view.getUint16(message + 2, true)) {
      const kind = view.getUint16(message, true);
      if (kind === attributeMessage && !isSoundText(view, message + 8)) return false;
      if (kind !== continuationMessage) continue;
      blocks.push([Number(view.getBigUint64(message + 8, true)), Number(view.getBigUint64(message + 16, true))]);
    }
  }
  return true;
}

/** Whether the headers of all objects that a group's table names are sound. */
function isSoundTable(view: DataView, at: number): boolean {
  if (at + 8 > view.byteLength) return false;
  const n = view.getUint16(at + 6, true);
  if (at + 8 + n * entryBytes > view.byteLength) return false;
  return Array.from({ length: n }, (_, i) => Number(view.getBigUint64(at + 16 + i * entryBytes, true))).every(
    (header) => isSoundHeader(view, header),
  );
}

/** What the last free block of a local heap names as the next one. */
const noBlock = 1;

/** Whether the free blocks of a local heap, which holds the names in a group, follow each other inside it and to an end. */
function isSoundNames(view: DataView, at: number): boolean {
  if (at + 32 > view.byteLength) return false;
  const [size, first, data] = [8, 16, 24].map((byte) => Number(view.getBigUint64(at + byte, true))) as [
    number,
    number,
    number,
  ];
  if (data + size > view.byteLength) return false;
  const seen = new Set<number>();
  // A group without free space may name none, or the highest address.
  for (let block = first; block !== noBlock && block < 2 ** 63; ) {
    if (block + 16 > size || seen.has(block)) return false;
    seen.add(block);
    block = Number(view.getBigUint64(data + block, true));
  }
  return true;
}

/** What is checked wherever these bytes stand: signature and version. */
const structures = [
  { name: 'a table of its texts', signature: [0x47, 0x43, 0x4f, 0x4c, 1], isSound: isSoundHeap },
  { name: 'a table of its names', signature: [0x48, 0x45, 0x41, 0x50, 0], isSound: isSoundNames },
  { name: 'a table of its contents', signature: [0x53, 0x4e, 0x4f, 0x44, 1], isSound: isSoundTable },
];

/**
 * Refuses what the HDF5 library must not be given: files over half a gigabyte, files that break off, and files with texts,
 * names or object headers that cannot be walked.
 *
 * @throws FormatError with the byte.
 */
export function checkHdf5(bytes: Uint8Array, file: string): void {
  if (!isHdf5(bytes)) throw cannotRead(file, 'it does not begin as HDF5 does', `${hdf5}, byte 0`, fix);
  if (bytes.length > mostHdf5Bytes) {
    const what = `it has ${bytes.length} bytes, and at most ${mostHdf5Bytes} are read`;
    throw cannotRead(file, what, hdf5, 'Export the part of the recording that matters.');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkSuperblock(bytes, view, file);
  const rootEntry = rootByte[bytes[8] ?? 0];
  if (rootEntry !== undefined && !isSoundHeader(view, Number(view.getBigUint64(rootEntry, true)))) {
    throw cannotRead(file, 'the list of its devices is damaged', `${hdf5}, byte ${rootEntry}`, fix);
  }
  for (const { name, signature, isSound } of structures) {
    const [first = 0] = signature;
    for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
      if (signature.some((byte, i) => bytes[at + i] !== byte) || isSound(view, at)) continue;
      throw cannotRead(file, `${name} is damaged`, `${hdf5}, byte ${at}`, fix);
    }
  }
}
