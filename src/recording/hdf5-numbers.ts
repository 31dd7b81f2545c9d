import type { H5Metadata } from 'h5wasm';

/** How numbers stand in an HDF5 file. */
export type NumberLayout = Pick<H5Metadata, 'type' | 'size' | 'signed' | 'littleEndian'>;

type Getter = (view: DataView, at: number, littleEndian: boolean) => number;

const unsigned: { readonly [size: number]: Getter } = {
  1: (view, at) => view.getUint8(at),
  2: (view, at, little) => view.getUint16(at, little),
  4: (view, at, little) => view.getUint32(at, little),
  8: (view, at, little) => Number(view.getBigUint64(at, little)),
};
const signed: { readonly [size: number]: Getter } = {
  1: (view, at) => view.getInt8(at),
  2: (view, at, little) => view.getInt16(at, little),
  4: (view, at, little) => view.getInt32(at, little),
  8: (view, at, little) => Number(view.getBigInt64(at, little)),
};
const float: { readonly [size: number]: Getter } = {
  4: (view, at, little) => view.getFloat32(at, little),
  8: (view, at, little) => view.getFloat64(at, little),
};

function getterOf(layout: NumberLayout): Getter | undefined {
  if (layout.type === 1) return float[layout.size];
  return layout.type === 0 ? (layout.signed ? signed : unsigned)[layout.size] : undefined;
}

/** Whether these are whole numbers of 1, 2, 4 or 8 bytes, or floats of 4 or 8. */
export function isNumeric(layout: NumberLayout): boolean {
  return getterOf(layout) !== undefined;
}

/** Numbers of bytes [n · size] → [n]; empty where the layout is none of numbers. */
export function decodeNumbers(bytes: Uint8Array, layout: NumberLayout): Float64Array {
  const get = getterOf(layout);
  if (!get) return new Float64Array(0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Float64Array(Math.floor(bytes.length / layout.size));
  for (let i = 0; i < numbers.length; i++) numbers[i] = get(view, i * layout.size, layout.littleEndian);
  return numbers;
}
