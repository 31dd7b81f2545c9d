/** A number in IEEE 754 half precision. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A bfloat16: the upper half of a float32. */
function fromBfloat(bits: number): number {
  const word = new DataView(new ArrayBuffer(4));
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

const table = (read: (bits: number) => number) => Float32Array.from({ length: 1 << 16 }, (_, bits) => read(bits));
let tables: Readonly<Record<'F16' | 'BF16', Float32Array>> | undefined;

/** The element types of float tensors that become float32. */
export type FloatType = 'F32' | 'F64' | 'F16' | 'BF16';

/** Whether tensors of this element type can be read as float32. */
export function isFloatType(dtype: string): dtype is FloatType {
  return ['F32', 'F64', 'F16', 'BF16'].includes(dtype);
}

/** n little-endian numbers as float32: exact, but for F64, which is rounded. */
export function floatsOf(dtype: FloatType, bytes: Uint8Array, n: number): Float32Array {
  // A copy, because the bytes may start anywhere; typed arrays are little-endian on every machine that runs JavaScript today.
  const { buffer } = new Uint8Array(bytes);
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype === 'F64') return new Float32Array(new Float64Array(buffer));
  // Looking 16 bits up is ten times as fast as taking them apart: a ResNet-50 has 26 million.
  tables ??= { F16: table(fromHalf), BF16: table(fromBfloat) };
  const { [dtype]: values } = tables;
  const bits = new Uint16Array(buffer);
  const floats = new Float32Array(n);
  for (let i = 0; i < n; i++) floats[i] = values[bits[i] as number] as number;
  return floats;
}
