import type { C3dNumbers } from './c3d-bytes.ts';

/** One parameter of a C3D file. */
export interface C3dParameter {
  /** Sizes, the fastest first; none for a single value. */
  readonly dims: readonly number[];
  /** Numbers [product of dims]; empty for text. */
  readonly values: readonly number[];
  /** Texts [product of dims after the first], without blanks at their end; empty for numbers. */
  readonly texts: readonly string[];
}

/** Parameters by `GROUP:NAME` in capitals. */
export type C3dParameters = ReadonlyMap<string, C3dParameter>;

const bytesOfType: { readonly [type: number]: number } = { [-1]: 1, 1: 1, 2: 2, 4: 4 };

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder('utf-8').decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
}

function parameterOf(bytes: Uint8Array, at: number, end: number, numbers: C3dNumbers): C3dParameter | undefined {
  if (at + 2 > end) return undefined;
  const type = ((bytes[at] as number) << 24) >> 24;
  const size = bytesOfType[type];
  const nDims = bytes[at + 1] as number;
  const data = at + 2 + nDims;
  if (size === undefined || nDims > 7 || data > end) return undefined;
  const dims = [...bytes.subarray(at + 2, data)];
  const n = dims.reduce((product, dim) => product * dim, 1);
  if (data + n * size > end) return undefined;
  if (type === -1) {
    const width = dims[0] ?? 1;
    const texts = Array.from({ length: width === 0 ? 0 : n / width }, (_, i) =>
      textOf(bytes.subarray(data + i * width, data + (i + 1) * width)),
    );
    return { dims, values: [], texts };
  }
  const read = type === 4 ? numbers.float : type === 2 ? numbers.int16 : (place: number) => bytes[place] as number;
  return { dims, values: Array.from({ length: n }, (_, i) => read(data + i * size)), texts: [] };
}

/**
 * Reads the groups and parameters that begin at byte `from`. Reading goes on until an entry points nowhere; what was found
 * until then counts. A parameter that does not fit its entry is left out.
 *
 * Source: The C3D File Format User Guide, "The Parameter Section", https://www.c3d.org/docs/C3D_User_Guide.pdf.
 */
export function readC3dParameters(bytes: Uint8Array, from: number, numbers: C3dNumbers): C3dParameters {
  const groups = new Map<number, string>();
  const found: { group: number; name: string; value: C3dParameter }[] = [];
  for (let at = from; at + 4 <= bytes.length; ) {
    const nameLength = Math.abs(((bytes[at] as number) << 24) >> 24);
    const id = ((bytes[at + 1] as number) << 24) >> 24;
    const link = at + 2 + nameLength;
    if (nameLength === 0 || id === 0 || link + 2 > bytes.length) break;
    const name = textOf(bytes.subarray(at + 2, link)).toUpperCase();
    const offset = numbers.uint16(link);
    const end = Math.min(bytes.length, offset === 0 ? bytes.length : link + offset);
    if (id < 0) groups.set(-id, name);
    else {
      const value = parameterOf(bytes, link + 2, end, numbers);
      if (value) found.push({ group: id, name, value });
    }
    if (offset < 2) break;
    at = link + offset;
  }
  return new Map(found.map(({ group, name, value }) => [`${groups.get(group) ?? ''}:${name}`, value]));
}

/** Values of a parameter that goes on under the same name with 2, 3, … behind it, as lists of over 255 entries do. */
export function continuedC3d<T extends 'values' | 'texts'>(
  parameters: C3dParameters,
  name: string,
  what: T,
): C3dParameter[T] {
  const all: (string | number)[] = [];
  for (let i = 1; ; i++) {
    const part = parameters.get(i === 1 ? name : `${name}${i}`);
    if (!part) return all as unknown as C3dParameter[T];
    for (const value of part[what]) all.push(value);
  }
}
