import { File, ready } from 'h5wasm';

// Files are written by the library that reads them: its own layout of the oldest version, which is that of OpenSignals.
const { FS } = await ready;

/** A dataset of a made device: its values, how they are stored, and for a channel its label and sensor. */
export interface MadeDataset {
  readonly values: readonly number[];
  /** `<H` is uint16 as of old, `<I` uint32, `<i` int32, `<f` float32. */
  readonly type?: '<H' | '<I' | '<i' | '<f';
  readonly label?: string;
  readonly sensor?: string;
  readonly compression?: 'gzip';
}

/** A device of a made OpenSignals HDF5 file. */
export interface MadeHdf5Device {
  readonly id: string;
  /** Replaces or adds attributes; `undefined` takes one out. */
  readonly attributes?: { readonly [name: string]: string | number | readonly number[] | undefined };
  /** `raw/nSeq`, `raw/channel_N`, `digital/digital_K`, by path. */
  readonly datasets: { readonly [path: string]: MadeDataset };
}

const arrays = { '<H': Uint16Array, '<I': Uint32Array, '<i': Int32Array, '<f': Float32Array };

/** An OpenSignals HDF5 file: the groups, attributes and storage of real ones, with invented addresses and values. */
export function makeOpenSignalsHdf5(devices: readonly MadeHdf5Device[]): Uint8Array<ArrayBuffer> {
  const path = 'made.h5';
  const file = new File(path, 'w', { libver: ['earliest', 'v200'] });
  try {
    file.create_attribute('md5TXT', '0123456789abcdef');
    for (const { id, attributes, datasets } of devices) {
      const device = file.create_group(id);
      const ports = Object.keys(datasets).flatMap((name) => /^raw\/channel_(\d+)$/.exec(name)?.[1] ?? []);
      const usual = {
        device: 'bitalino_rev',
        'device name': id,
        macaddress: id,
        'sampling rate': 1000,
        resolution: [4, 1, 1, 1, 1, ...ports.map(() => 10)],
        'firmware version': 1282,
        comments: '',
        mode: 0,
        'sync interval': 2,
        date: '2024-9-1',
        time: '9:5:7.125',
        duration: '1s',
        channels: ports.map(Number),
        'digital IO': [0, 0, 1, 1],
      };
      for (const [name, value] of Object.entries({ ...usual, ...attributes })) {
        if (typeof value === 'string') device.create_attribute(name, value);
        else if (typeof value === 'number') device.create_attribute(name, value, [], '<i');
        else if (value !== undefined) device.create_attribute(name, value, [value.length], '<i');
      }
      const groups = Object.fromEntries(
        ['raw', 'digital', 'events', 'plugin', 'support'].map((name) => [name, device.create_group(name)]),
      );
      const empty = { name: 'sync', data: new Uint32Array(0), shape: [0, 3], maxshape: [null, 3], chunks: [16, 3] };
      groups.events?.create_dataset({ ...empty, dtype: '<I' });
      for (const [place, { values, type = '<H', label, sensor, ...more }] of Object.entries(datasets)) {
        const [group = '', name = ''] = place.split('/');
        const about = { name, shape: [values.length, 1], maxshape: [null, 1], chunks: [64, 1], dtype: type, ...more };
        const dataset = groups[group]?.create_dataset({ ...about, data: arrays[type].from(values) });
        if (label !== undefined) dataset?.create_attribute('label', label);
        if (sensor !== undefined) dataset?.create_attribute('sensor', sensor);
        if (label !== undefined) dataset?.create_attribute('special', '{}');
      }
    }
  } finally {
    file.close();
  }
  const bytes = FS.readFile(path);
  FS.unlink(path);
  return bytes;
}
