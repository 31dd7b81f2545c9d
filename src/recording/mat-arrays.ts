import { matElement, miMatrix } from './mat-elements.ts';

/** A numeric array of a MAT-5 file: `emg`, or `data.emg` in a struct. */
export interface MatArray {
  readonly path: string;
  readonly nRows: number;
  readonly nColumns: number;
  /** Why it cannot be a signal, in words: complex, sparse, … */
  readonly fault?: string;
  /** Values of one column or row, whichever is asked for. */
  readonly value: (row: number, column: number) => number;
}

/** What a MAT-5 file holds that may matter: arrays and short texts, by path. */
export interface MatContent {
  readonly arrays: readonly MatArray[];
  readonly texts: ReadonlyMap<string, string>;
}

interface NumberFormat {
  readonly size: number;
  readonly get: (view: DataView, at: number, little: boolean) => number;
}

const numberFormats: { readonly [type: number]: NumberFormat } = {
  1: { size: 1, get: (view, at) => view.getInt8(at) },
  2: { size: 1, get: (view, at) => view.getUint8(at) },
  3: { size: 2, get: (view, at, little) => view.getInt16(at, little) },
  4: { size: 2, get: (view, at, little) => view.getUint16(at, little) },
  5: { size: 4, get: (view, at, little) => view.getInt32(at, little) },
  6: { size: 4, get: (view, at, little) => view.getUint32(at, little) },
  7: { size: 4, get: (view, at, little) => view.getFloat32(at, little) },
  9: { size: 8, get: (view, at, little) => view.getFloat64(at, little) },
  12: { size: 8, get: (view, at, little) => Number(view.getBigInt64(at, little)) },
  13: { size: 8, get: (view, at, little) => Number(view.getBigUint64(at, little)) },
};

const classes = { struct: 2, char: 4, sparse: 5, firstNumeric: 6, lastNumeric: 15 } as const;
const complexFlag = 0x800;
/** A struct in a struct in a struct is no recording. */
const deepest = 2;
const longestText = 64;

function textOf(view: DataView, little: boolean, type: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (type === 4 || type === 17) {
    const n = Math.min(longestText, view.byteLength >> 1);
    return String.fromCharCode(...Array.from({ length: n }, (_, i) => view.getUint16(2 * i, little)));
  }
  const end = bytes.indexOf(0);
  return new TextDecoder('utf-8').decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function int32s(view: DataView, little: boolean): number[] {
  return Array.from({ length: view.byteLength >> 2 }, (_, i) => view.getInt32(4 * i, little));
}

/** Reads one matrix element into `arrays` and `texts`; false where it is damaged. */
function readMatrix(
  view: DataView,
  little: boolean,
  { parent, depth }: { readonly parent: string; readonly depth: number },
  into: { arrays: MatArray[]; texts: Map<string, string> },
  fieldName?: string,
): boolean {
  if (view.byteLength === 0) return true; // an empty field
  let at = 0;
  const next = () => {
    const found = matElement(view, at, little);
    if (found) at = found.next;
    return found?.element;
  };
  const [flags, dims, named] = [next(), next(), next()];
  if (!flags || flags.view.byteLength < 8 || !dims || !named) return false;
  const flagWord = flags.view.getUint32(0, little);
  const kind = flagWord & 0xff;
  const size = int32s(dims.view, little);
  if (size.length < 2 || size.some((dim) => dim < 0)) return false;
  const own = fieldName ?? textOf(named.view, little, named.type);
  const path = parent === '' ? own : `${parent}.${own}`;
  const [nRows, nColumns] = size as [number, number];
  const n = size.reduce((product, dim) => product * dim, 1);
  const isNumeric = kind >= classes.firstNumeric && kind <= classes.lastNumeric;
  if (kind === classes.struct && n === 1 && depth < deepest) {
    const [width, names] = [next(), next()];
    const length = width && width.view.byteLength >= 4 ? width.view.getInt32(0, little) : 0;
    if (!names || length < 1) return false;
    for (let i = 0; i < Math.floor(names.view.byteLength / length); i++) {
      const bytes = new DataView(names.view.buffer, names.view.byteOffset + i * length, length);
      const field = next();
      if (field?.type !== miMatrix) return false;
      if (!readMatrix(field.view, little, { parent: path, depth: depth + 1 }, into, textOf(bytes, little, 1)))
        return false;
    }
    return true;
  }
  if (kind === classes.char) {
    const data = next();
    if (data && nRows === 1) into.texts.set(path, textOf(data.view, little, data.type).slice(0, longestText));
    return true;
  }
  if (kind !== classes.sparse && !isNumeric) return true;
  const why = kind === classes.sparse ? 'is sparse' : (flagWord & complexFlag) !== 0 ? 'is complex' : undefined;
  const fault = why ?? (size.length > 2 ? `has ${size.length} dimensions` : undefined);
  if (fault !== undefined) {
    into.arrays.push({ path, nRows, nColumns: nRows === 0 ? 0 : n / nRows, fault, value: () => Number.NaN });
    return true;
  }
  const data = next();
  const format = data && numberFormats[data.type];
  if (!data || !format || data.view.byteLength < n * format.size) return n === 0;
  const value = (row: number, column: number) => format.get(data.view, (column * nRows + row) * format.size, little);
  into.arrays.push({ path, nRows, nColumns, value });
  return true;
}

/** The arrays and texts of variables; `isDamaged` where one of them cannot be read. */
export function matContent(variables: readonly DataView[], little: boolean): MatContent & { isDamaged: boolean } {
  const into = { arrays: [] as MatArray[], texts: new Map<string, string>() };
  const isSound = variables.map((view) => readMatrix(view, little, { parent: '', depth: 0 }, into));
  return { ...into, isDamaged: isSound.includes(false) };
}
