import { seededRandom } from '#base';
import { bytesOf } from './check-bytes.ts';
import { c3dSamples } from './check-c3d-samples.ts';
import { makeEdf, tals } from './check-edf-samples.ts';
import { bitalinoDatasets, pluxAttributes, pluxDatasets } from './check-hdf5-datasets.ts';
import { makeOpenSignalsHdf5 } from './check-hdf5-samples.ts';
import { matSamples } from './check-mat-samples.ts';
import { makeOpenSignalsCsv } from './check-opensignals-csv.ts';
import { bitalinoColumns, makeOpenSignalsText, pluxColumns } from './check-opensignals-text.ts';
import { xdfSamples } from './check-xdf-samples.ts';
import type { CsvMapping } from './csv-mapping.ts';

/** A file for {@link checkFormat}: bytes, and the mapping that a CSV needs. */
export interface FormatSample {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mapping?: CsvMapping;
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

function bdfSamples(): FormatSample[] {
  const random = seededRandom(6);
  const emg = (n: number) => Array.from({ length: n }, () => Math.round(random.normal() * 1e6));
  const digital = ['-8388608', '8388607'] as const;
  return [
    {
      name: 'plain.bdf',
      bytes: makeEdf([{ label: 'EMG biceps', digital, perRecord: 20, values: emg(60) }], 3, { bdf: true }),
    },
    {
      name: 'plus.bdf',
      bytes: makeEdf(
        [
          { label: 'EMG FDS', digital, perRecord: 20, values: emg(60) },
          { label: 'BDF Annotations', perRecord: 14, values: tals([0, 1, 3.5], { 1: '+1.5\x14squeeze\x14\0' }) },
        ],
        3,
        { reserved: 'BDF+D', bdf: true },
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
  bdf: bdfSamples(),
  xdf: xdfSamples(),
  c3d: c3dSamples(),
  mat: matSamples(),
  'mapped-csv': mappedSamples(),
};
