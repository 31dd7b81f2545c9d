import { type Random, seededRandom } from '#base';
import { bytesOf } from './check-bytes.ts';
import { makeEdf, tals } from './check-edf-samples.ts';
import { type MadeHdf5Device, makeOpenSignalsHdf5 } from './check-hdf5-samples.ts';
import type { CsvMapping } from './csv-mapping.ts';

/** A file for {@link checkFormat}: bytes, and the mapping that a CSV needs. */
export interface FormatSample {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mapping?: CsvMapping;
}

/** ADC counts that look like sEMG around the middle of the scale. */
export function emgCounts(random: Random, n: number, bits: number): number[] {
  const full = 2 ** bits;
  return Array.from({ length: n }, () => {
    return Math.min(full - 1, Math.max(0, Math.round(full / 2 + random.normal() * full * 0.06)));
  });
}

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

/** The headerless CSV: an optional first line, then rows of counter, four zeros and ten-bit values. */
export function makeOpenSignalsCsv(
  nRows: number,
  {
    head = ',,,,,amplitudo',
    eol = '\r\n',
    nAnalog = 1,
    seed = 3,
  }: { head?: string; eol?: string; nAnalog?: number; seed?: number } = {},
): Uint8Array {
  const random = seededRandom(seed);
  const values = Array.from({ length: nAnalog }, (_, i) => emgCounts(random, nRows, i < 4 ? 10 : 6));
  const rows = Array.from({ length: nRows }, (_, row) => {
    return [row % 16, 0, 0, 0, 0, ...values.map((column) => column[row])].join(',') + eol;
  });
  return bytesOf((head === '' ? '' : head + eol) + rows.join(''));
}

function edfSamples(): FormatSample[] {
  const random = seededRandom(4);
  const emg = (n: number) => Array.from({ length: n }, () => Math.round(random.normal() * 3000));
  return [
    { name: 'plain.edf', bytes: makeEdf([{ label: 'EMG biceps', perRecord: 20, values: emg(100) }], 5) },
    {
      name: 'plus.edf',
      bytes: makeEdf(
        [
          { label: 'EMG FDS', perRecord: 40, values: emg(160) },
          { label: 'Grip', unit: 'kgf', perRecord: 10, values: emg(40) },
          {
            label: 'EDF Annotations',
            perRecord: 30,
            values: tals([0, 1, 2, 3], { 1: '+1.5\x150.5\x14squeeze\x14\0' }),
          },
        ],
        4,
        { reserved: 'EDF+C', start: '22.11.2609.15.00', recording: 'Startdate 22-NOV-2026 X X device' },
      ),
    },
    {
      name: 'gap.edf',
      bytes: makeEdf(
        [
          { label: 'EMG FDS', perRecord: 20, values: emg(60) },
          { label: 'EDF Annotations', perRecord: 20, values: tals([0, 1, 5.5], { 2: '+5.75\x14pain\x14\0' }) },
        ],
        3,
        { reserved: 'EDF+D' },
      ),
    },
  ];
}

function mappedSamples(): FormatSample[] {
  const random = seededRandom(5);
  const row = (i: number) => [i / 500, (random.normal() / 10).toFixed(4), Math.round(512 + 60 * random.normal())];
  const rows = Array.from({ length: 60 }, (_, i) => row(i));
  const comma: CsvMapping = {
    timeColumn: 'Time',
    columns: [
      { column: 'Flexor', name: 'FDS', unit: 'mV', side: 'left' },
      { column: 2, name: 'A1', sensor: 'bitalino-emg' },
    ],
  };
  const german: CsvMapping = {
    fs: 500,
    decimal: ',',
    skipRows: 1,
    columns: [{ column: 1, name: 'Kraft', unit: 'N' }],
  };
  const text = (cells: (string | number)[][], delimiter: string) =>
    `${cells.map((r) => r.join(delimiter)).join('\n')}\n`;
  return [
    { name: 'head.csv', mapping: comma, bytes: bytesOf(`Time,"Flexor",Raw\n${text(rows, ',')}`) },
    { name: 'german.csv', mapping: german, bytes: bytesOf(`Versuch 3\n${text(rows, ';').replaceAll('.', ',')}`) },
    { name: 'tabs.tsv', mapping: { ...german, decimal: '.', skipRows: 0 }, bytes: bytesOf(text(rows, '\t')) },
  ];
}

/** The datasets that {@link bitalinoColumns} would be in an HDF5 file. */
export function bitalinoDatasets(nRows: number, nAnalog = 1, seed = 1): MadeHdf5Device['datasets'] {
  const columns = bitalinoColumns(nRows, nAnalog, seed).map(([, values]) => values as readonly number[]);
  const place = (i: number) => (i === 0 ? 'raw/nSeq' : i < 5 ? `digital/digital_${i}` : `raw/channel_${i - 4}`);
  const named = (i: number) => (i < 5 ? {} : { label: `A${i - 4}`, sensor: 'EMGBITREV' });
  return Object.fromEntries(columns.map((values, i) => [place(i), { values, ...named(i) }]));
}

/** The datasets that {@link pluxColumns} would be in an HDF5 file, on ports 3, 4, …; the counter stops at 65535. */
export function pluxDatasets(nRows: number, nAnalog = 1, first = 0, seed = 2): MadeHdf5Device['datasets'] {
  const [counter, digital, ...analog] = pluxColumns(nRows, nAnalog, first, seed).map(
    ([, values]) => values as readonly number[],
  );
  return {
    'raw/nSeq': { values: (counter ?? []).map((value) => Math.min(65535, value)) },
    'digital/digital_1': { values: digital ?? [] },
    ...Object.fromEntries(
      analog.map((values, i) => [
        `raw/channel_${3 + i}`,
        { values, type: '<I' as const, label: `PORT${3 + i}_CHN1`, sensor: 'EMG' },
      ]),
    ),
  };
}

/** Attributes of a PLUX hub in an HDF5 file. */
export const pluxAttributes = {
  device: 'channeller',
  'firmware version': 773,
  resolution: [16],
  channels: [3],
  'digital IO': [0, 1],
};

/** Small files of every format, by format id: what the reader battery and the fuzz test begin with. */
export const formatSamples: { readonly [formatId: string]: readonly FormatSample[] } = {
  'opensignals-text': [
    { name: 'one.txt', bytes: makeOpenSignalsText([{ id: '98:D3:00:00:00:01', columns: bitalinoColumns(60) }]) },
    {
      name: 'two.txt',
      bytes: makeOpenSignalsText(
        [
          { id: '98:D3:00:00:00:01', columns: bitalinoColumns(40, 2) },
          {
            id: '00:07:80:00:00:02',
            fields: { device: 'biosignalsplux', sensor: ['EMG', 'XYZ'], resolution: [16, 16], 'firmware version': 773 },
            columns: pluxColumns(40, 2, 13911),
          },
        ],
        { eol: '\r\n', trailingTab: false, end: 'EndOfHeaders' },
      ),
    },
  ],
  'opensignals-csv': [
    { name: 'headed.csv', bytes: makeOpenSignalsCsv(60) },
    { name: 'bare.csv', bytes: makeOpenSignalsCsv(60, { head: '', eol: '\n', nAnalog: 6 }) },
  ],
  'opensignals-hdf5': [
    {
      name: 'one.h5',
      bytes: makeOpenSignalsHdf5([{ id: '98:D3:00:00:00:01', datasets: bitalinoDatasets(60) }]),
    },
    {
      name: 'two.h5',
      bytes: makeOpenSignalsHdf5([
        { id: '98:D3:00:00:00:01', datasets: bitalinoDatasets(40, 2) },
        {
          id: '00:07:80:00:00:02',
          attributes: { ...pluxAttributes, 'sampling rate': 10 },
          datasets: pluxDatasets(20, 1, 65530),
        },
      ]),
    },
  ],
  edf: edfSamples(),
  'mapped-csv': mappedSamples(),
};
