import type { MadeHdf5Device } from './check-hdf5-samples.ts';
import { bitalinoColumns, pluxColumns } from './check-opensignals-text.ts';

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
