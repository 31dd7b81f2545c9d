import { seededRandom } from '#base';
import { bytesOf } from './check-bytes.ts';
import { emgCounts } from './check-emg-counts.ts';

/** A made OpenSignals device: the header's fields, and its columns. */
export interface MadeDevice {
  readonly id: string;
  /** Replaces or adds header fields; `undefined` takes one out. */
  readonly fields?: { readonly [key: string]: unknown };
  readonly columns: readonly (readonly [name: string, values: readonly (number | string)[]])[];
}

/** How a made OpenSignals text file is spelled. */
export interface Spelling {
  readonly title?: string;
  readonly end?: string;
  readonly eol?: '\n' | '\r\n';
  readonly trailingTab?: boolean;
}

/** An OpenSignals text file as the description in the format's reader has it, with invented addresses and values. */
export function makeOpenSignalsText(devices: readonly MadeDevice[], spelling: Spelling = {}): Uint8Array {
  const { title = 'OpenSignals Text File Format. Version 1', end = 'EndOfHeader', eol = '\n' } = spelling;
  const header = Object.fromEntries(
    devices.map(({ id, fields, columns }) => {
      const names = columns.map(([name]) => name);
      const analog = names.filter((name) => !/^(nSeq|[IO]\d|DI)$/.test(name));
      const usual = {
        position: 0,
        device: 'bitalino_rev',
        'device name': id,
        'device connection': `BTH${id}`,
        'sampling rate': 1000,
        resolution: names.map((name) => (name === 'nSeq' ? 4 : analog.includes(name) ? 10 : 1)),
        'firmware version': 1282,
        comments: '',
        keywords: '',
        mode: 0,
        'sync interval': 2,
        date: '2024-9-1',
        time: '9:5:7.125',
        channels: analog.map((_, i) => i + 1),
        sensor: analog.map(() => 'EMGBITREV'),
        label: analog,
        column: names,
        special: analog.map(() => ({})),
        'digital IO': [0, 0, 1, 1],
      };
      return [id, { ...usual, ...fields }];
    }),
  );
  const columns = devices.flatMap((device) => device.columns.map(([, values]) => values));
  const nRows = columns[0]?.length ?? 0;
  const tab = (spelling.trailingTab ?? true) ? '\t' : '';
  const rows = Array.from({ length: nRows }, (_, row) => columns.map((values) => values[row]).join('\t') + tab + eol);
  return bytesOf([`# ${title}${eol}# ${JSON.stringify(header)}${eol}# ${end}${eol}`, ...rows].join(''));
}

/** Columns of a BITalino: counter, digital lines, then analog channels `A1`, `A2`, … of ten bits. */
export function bitalinoColumns(nRows: number, nAnalog = 1, seed = 1): MadeDevice['columns'] {
  const random = seededRandom(seed);
  const zeros = new Array<number>(nRows).fill(0);
  return [
    ['nSeq', zeros.map((_, i) => i % 16)],
    ['I1', zeros.map((_, i) => (i >= 10 && i < 20 ? 1 : 0))],
    ...['I2', 'O1', 'O2'].map((name) => [name, zeros] as const),
    ...Array.from({ length: nAnalog }, (_, i) => [`A${i + 1}`, emgCounts(random, nRows, 10)] as const),
  ];
}

/** Columns of a PLUX hub: running counter from `first`, one digital line, analog channels `CH1`, … of 16 bits. */
export function pluxColumns(nRows: number, nAnalog = 1, first = 0, seed = 2): MadeDevice['columns'] {
  const random = seededRandom(seed);
  return [
    ['nSeq', Array.from({ length: nRows }, (_, i) => first + i)],
    ['DI', new Array<number>(nRows).fill(0)],
    ...Array.from({ length: nAnalog }, (_, i) => [`CH${i + 1}`, emgCounts(random, nRows, 16)] as const),
  ];
}
