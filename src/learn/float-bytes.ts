/** A number in IEEE 754 half precision. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The element types of float tensors that become float32. */
export type FloatType = 'F32' | 'F16' | 'BF16' | 'F64';

const readers: Readonly<Record<FloatType, (view: DataView, i: number) => number>> = {
  F32: (view, i) => view.getFloat32(4 * i, true),
  F64: (view, i) => view.getFloat64(8 * i, true),
  F16: (view, i) => fromHalf(view.getUint16(2 * i, true)),
  // The upper half of a float32: aligned in a word of its own it is one.
  BF16: (view, i) => widened(view.getUint16(2 * i, true)),
};

const word = new DataView(new ArrayBuffer(4));

function widened(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

/** Whether tensors of this element type can be read as float32. */
export function isFloatType(dtype: string): dtype is FloatType {
  return Object.hasOwn(readers, dtype);
}

/** n little-endian numbers as float32: exact, but for F64, which is rounded. */
export function floatsOf(dtype: FloatType, bytes: Uint8Array, n: number): Float32Array {
  // A copy, because the bytes may start anywhere; typed arrays are little-endian on every machine that runs JavaScript today.
  if (dtype === 'F32') return new Float32Array(new Uint8Array(bytes).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: n }, (_, i) => readers[dtype](view, i));
}
