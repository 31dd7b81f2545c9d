import { zlibSync } from 'fflate/browser';
import { seededRandom } from '#base';
import { bytesOf } from './check-bytes.ts';

/** A variable of a made MAT-5 file: a matrix column by column, a text, or a struct of variables. */
export type MadeVariable =
  | { readonly columns: readonly (readonly number[])[]; readonly kind?: 'double' | 'int16'; readonly flags?: number }
  | { readonly text: string }
  | { readonly fields: { readonly [name: string]: MadeVariable } };

/** How a made MAT-5 file is stored. */
export interface MadeMat {
  readonly little?: boolean;
  readonly isPacked?: boolean;
}

/** A MAT-5 file put together by hand. */
export function makeMat(
  variables: { readonly [name: string]: MadeVariable },
  { little = true, isPacked = false }: MadeMat = {},
): Uint8Array {
  const number = (width: number, set: (view: DataView) => void) => {
    const view = new DataView(new ArrayBuffer(width));
    set(view);
    return [...new Uint8Array(view.buffer)];
  };
  const uint32 = (value: number) => number(4, (view) => view.setUint32(0, value, little));
  const element = (type: number, data: readonly number[]) => {
    const padding = new Array<number>((8 - (data.length % 8)) % 8).fill(0);
    return [...uint32(type), ...uint32(data.length), ...data, ...padding];
  };
  const matrix = (name: string, kind: number, size: readonly [number, number], rest: readonly number[], flags = 0) => {
    const parts = [
      ...element(6, [...uint32(kind | flags), ...uint32(0)]),
      ...element(5, size.flatMap(uint32)),
      ...element(1, [...bytesOf(name)]),
      ...rest,
    ];
    return [...uint32(14), ...uint32(parts.length), ...parts];
  };
  const variable = (name: string, made: MadeVariable): number[] => {
    if ('text' in made) return matrix(name, 4, [1, made.text.length], element(16, [...bytesOf(made.text)]));
    if ('fields' in made) {
      const names = Object.keys(made.fields);
      const texts = names.flatMap((field) => [...bytesOf(field.padEnd(16, '\0'))]);
      const fields = names.flatMap((field) => variable('', made.fields[field] as MadeVariable));
      return matrix(name, 2, [1, 1], [...element(5, uint32(16)), ...element(1, texts), ...fields]);
    }
    const { columns, kind = 'double', flags = 0 } = made;
    const size = [columns[0]?.length ?? 0, columns.length] as const;
    const values = columns.flat();
    if (kind === 'double') {
      const data = values.flatMap((value) => number(8, (view) => view.setFloat64(0, value, little)));
      return matrix(name, 6, size, element(9, data), flags);
    }
    const data = values.flatMap((value) => number(2, (view) => view.setInt16(0, value, little)));
    return matrix(name, 10, size, element(3, data), flags);
  };
  const head = bytesOf('MATLAB 5.0 MAT-file, made'.padEnd(124));
  const version = number(2, (view) => view.setUint16(0, 0x100, little));
  const body = Object.entries(variables).flatMap(([name, made]) => {
    const whole = variable(name, made);
    if (!isPacked) return whole;
    const packed = zlibSync(Uint8Array.from(whole));
    return [...uint32(15), ...uint32(packed.length), ...packed];
  });
  return Uint8Array.from([...head, ...version, ...bytesOf(little ? 'IM' : 'MI'), ...body]);
}

/** Small MAT-5 files: rows and columns, structs, packed, both byte orders. */
export function matSamples(): { name: string; bytes: Uint8Array }[] {
  const random = seededRandom(10);
  const emg = (n: number) => Array.from({ length: n }, () => Math.round(300 * random.normal()));
  const fs = { columns: [[1000]] };
  return [
    { name: 'plain.mat', bytes: makeMat({ fs, emg: { columns: [emg(40), emg(40)], kind: 'int16' } }) },
    {
      name: 'packed.mat',
      bytes: makeMat({ fs, unit: { text: 'uV' }, emg: { columns: emg(40).map((v) => [v]) } }, { isPacked: true }),
    },
    {
      name: 'big.mat',
      bytes: makeMat({ data: { fields: { srate: fs, emg: { columns: [emg(40)] } } } }, { little: false }),
    },
  ];
}
