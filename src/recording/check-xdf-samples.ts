import { seededRandom } from '#base';
import { bytesOf } from './check-bytes.ts';

/** A stream of a made XDF file. */
export interface MadeStream {
  readonly name: string;
  readonly type?: string;
  readonly fs: number;
  readonly format: 'float32' | 'double64' | 'int8' | 'int16' | 'int32' | 'int64' | 'string';
  readonly channels: readonly { readonly label?: string; readonly unit?: string; readonly type?: string }[];
  /** Rows [nSamples][nChannels]. */
  readonly rows: readonly (readonly (number | string)[])[];
  /** Time stamps [nSamples] (s); undefined ones are counted on. */
  readonly times: readonly (number | undefined)[];
  /** Pairs of measuring time and offset (s). */
  readonly clock?: readonly (readonly [number, number])[];
}

function number(
  value: number,
  width: number,
  set: (view: DataView) => void = (view) => view.setUint32(0, value, true),
) {
  const view = new DataView(new ArrayBuffer(Math.max(8, width)));
  set(view);
  return [...new Uint8Array(view.buffer, 0, width)];
}

const double = (value: number) => number(value, 8, (view) => view.setFloat64(0, value, true));

function valueBytes(value: number | string, format: MadeStream['format']): number[] {
  if (format === 'string') return [1, String(value).length, ...bytesOf(String(value))];
  const n = Number(value);
  if (format === 'double64') return double(n);
  if (format === 'float32') return number(n, 4, (view) => view.setFloat32(0, n, true));
  return number(n, Number(format.slice(3)) / 8, (view) => view.setBigInt64(0, BigInt(n), true));
}

function chunk(tag: number, content: readonly number[]): number[] {
  return [4, ...number(content.length + 2, 4), tag, 0, ...content];
}

const element = (name: string, text: string | number = '') => `<${name}>${text}</${name}>`;

/** An XDF file put together by hand; samples go into chunks of ten. */
export function makeXdf(streams: readonly MadeStream[], datetime = '2026-11-22T09:15:00+0100'): Uint8Array {
  const heads = streams.flatMap(({ name, type = '', fs, format, channels }, id) => {
    const about = channels.map(({ label, unit, type: own }) =>
      element('channel', element('label', label) + element('unit', unit) + (own ? element('type', own) : '')),
    );
    const fields = element('name', name) + element('type', type) + element('channel_count', channels.length);
    const rest = element('nominal_srate', fs) + element('channel_format', format);
    const desc = element('desc', element('channels', about.join('')));
    return chunk(2, [
      ...number(id + 1, 4),
      ...bytesOf(`<?xml version="1.0"?>${element('info', fields + rest + desc)}`),
    ]);
  });
  const body = streams.flatMap(({ rows, times, format, clock = [] }, id) => {
    const chunks: number[] = [];
    for (let at = 0; at < rows.length; at += 10) {
      const samples = rows.slice(at, at + 10).flatMap((row, i) => {
        const time = times[at + i];
        return [
          ...(time === undefined ? [0] : [8, ...double(time)]),
          ...row.flatMap((value) => valueBytes(value, format)),
        ];
      });
      chunks.push(...chunk(3, [...number(id + 1, 4), 1, Math.min(10, rows.length - at), ...samples]));
    }
    const offsets = clock.flatMap(([time, offset]) =>
      chunk(4, [...number(id + 1, 4), ...double(time), ...double(offset)]),
    );
    return [...offsets, ...chunks];
  });
  const feet = streams.flatMap((_, id) => chunk(6, [...number(id + 1, 4), ...bytesOf('<info></info>')]));
  const head = chunk(1, bytesOf(element('info', element('datetime', datetime))) as unknown as number[]);
  return Uint8Array.from([...bytesOf('XDF:'), ...head, ...heads, ...body, ...feet]);
}

/** Times [n] of a steady stream. */
export function steadyTimes(n: number, fs: number, startS: number): number[] {
  return Array.from({ length: n }, (_, i) => startS + i / fs);
}

/** Small XDF files: one EMG stream with markers, streams of two rates, OpenSignals with a counter, a gap. */
export function xdfSamples(): { name: string; bytes: Uint8Array }[] {
  const random = seededRandom(9);
  const emg = (n: number) => Array.from({ length: n }, () => [Math.round(200 * random.normal())]);
  const channels = [{ label: 'EMG FDS', unit: 'microvolts' }];
  const markers: MadeStream = {
    ...{ name: 'Markers', fs: 0, format: 'string', channels: [{}] },
    ...{ rows: [['rest'], ['squeeze']], times: [100.005, 100.031] },
  };
  const gap = [...steadyTimes(30, 1000, 100), ...steadyTimes(30, 1000, 103)];
  return [
    {
      name: 'one.xdf',
      bytes: makeXdf([
        {
          ...{ name: 'EMG', type: 'EMG', fs: 1000, format: 'float32', channels },
          rows: emg(60),
          times: steadyTimes(60, 1000, 100),
        },
        markers,
      ]),
    },
    {
      name: 'two.xdf',
      bytes: makeXdf([
        {
          ...{ name: 'EMG', fs: 1000, format: 'int16', channels },
          rows: emg(60),
          times: steadyTimes(60, 1000, 5.01),
          clock: [[1, 95]],
        },
        {
          ...{ name: 'Grip', fs: 100, format: 'double64', channels: [{ label: 'Grip', unit: 'N' }] },
          ...{ rows: emg(10), times: [100, ...new Array<undefined>(9).fill(undefined)] },
        },
      ]),
    },
    {
      name: 'opensignals.xdf',
      bytes: makeXdf([
        {
          ...{ name: 'OpenSignals', type: '98:D3:00:00:00:01', fs: 1000, format: 'int64' },
          channels: [{ label: 'nSeq' }, { label: 'EMG1', unit: 'mV' }],
          rows: emg(60).map(([value], i) => [i % 16, value as number]),
          times: gap,
        },
      ]),
    },
  ];
}
