import { seededRandom } from '#base';
import { bytesOf } from './check-bytes.ts';

type Value = number | readonly number[] | readonly string[];

/** What a made C3D file holds. */
export interface MadeC3d {
  /** Processor of the writer: 84 Intel, 85 DEC, 86 MIPS. */
  readonly processor: 84 | 85 | 86;
  readonly isFloat?: boolean;
  readonly nPoints?: number;
  readonly perFrame: number;
  readonly frameHz: number;
  readonly firstFrame?: number;
  /** Stored values of each analog channel [nChannels][nFrames · perFrame]. */
  readonly analog: readonly (readonly number[])[];
  /** Parameters by `GROUP:NAME`: whole numbers are 16-bit integers, a list with a fraction is of floats. */
  readonly parameters: { readonly [name: string]: Value };
}

const names = ['ANALOG', 'POINT', 'EVENT', 'TRIAL', 'MANUFACTURER'];

function decBytes(value: number): number[] {
  if (value === 0) return [0, 0, 0, 0];
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value * 4);
  return [view.getUint8(1), view.getUint8(0), view.getUint8(3), view.getUint8(2)];
}

/** A C3D file put together by hand. */
export function makeC3d(made: MadeC3d): Uint8Array {
  const { processor, isFloat = false, nPoints = 0, perFrame, frameHz, firstFrame = 1, analog } = made;
  const little = processor !== 86;
  const int16 = (value: number): number[] => {
    const pair = [value & 0xff, (value >> 8) & 0xff];
    return little ? pair : pair.reverse();
  };
  const float = (value: number): number[] => {
    if (processor === 85) return decBytes(value);
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value, little);
    return [...new Uint8Array(view.buffer)];
  };
  const nFrames = (analog[0]?.length ?? 0) / perFrame;
  const data = (value: Value): number[] => {
    const list = typeof value === 'number' ? [value] : value;
    const dims = typeof value === 'number' ? [] : [value.length];
    if (list.some((item) => typeof item === 'string')) {
      const width = Math.max(...list.map((item) => String(item).length));
      const texts = list.map((item) => String(item).padEnd(width));
      return [0xff, 2, width, ...dims, ...bytesOf(texts.join(''))];
    }
    const isWhole = list.every((item) => Number.isInteger(item));
    return [isWhole ? 2 : 4, dims.length, ...dims, ...(list as number[]).flatMap(isWhole ? int16 : float)];
  };
  const entry = (name: string, id: number, content: readonly number[]) => {
    return [name.length, id & 0xff, ...bytesOf(name), ...int16(content.length + 3), ...content, 0];
  };
  const section = [
    ...names.flatMap((name, i) => entry(name, -(i + 1), [])),
    ...Object.entries(made.parameters).flatMap(([name, value]) => {
      const [group = '', own = ''] = name.split(':');
      return entry(own, names.indexOf(group) + 1, data(value));
    }),
  ];
  const nBlocks = Math.ceil((section.length + 6) / 512);
  const header = [
    ...[2, 0x50, ...int16(nPoints), ...int16(analog.length * perFrame), ...int16(firstFrame)],
    ...[...int16(firstFrame + nFrames - 1), ...int16(0), ...float(isFloat ? -1 : 1), ...int16(2 + nBlocks)],
    ...[...int16(perFrame), ...float(frameHz)],
  ];
  const number = isFloat ? float : int16;
  const frames = Array.from({ length: nFrames }, (_, frame) => [
    ...Array.from({ length: 4 * nPoints }, () => number(-1)).flat(),
    ...Array.from({ length: perFrame }, (_, i) =>
      analog.flatMap((values) => number(values[frame * perFrame + i] as number)),
    ).flat(),
  ]).flat();
  const pad = (bytes: readonly number[], to: number) => [...bytes, ...new Array(to - bytes.length).fill(0)];
  const whole = [1, 0x50, nBlocks, processor, ...section];
  return Uint8Array.from([...pad(header, 512), ...pad(whole, nBlocks * 512), ...frames]);
}

/** Small C3D files of the three processors: integers with points, unsigned ones, floats with events. */
export function c3dSamples(): { name: string; bytes: Uint8Array }[] {
  const random = seededRandom(8);
  const counts = (n: number, middle = 0) => Array.from({ length: n }, () => middle + Math.round(300 * random.normal()));
  const labels = { 'ANALOG:LABELS': ['EMG FDS', 'Grip'], 'ANALOG:UNITS': ['V', 'N'], 'ANALOG:USED': 2 };
  const scales = { 'ANALOG:GEN_SCALE': 1.5, 'ANALOG:SCALE': [0.00024, 0.5], 'ANALOG:OFFSET': [3, -2] };
  return [
    {
      name: 'intel.c3d',
      bytes: makeC3d({
        ...{ processor: 84, nPoints: 2, perFrame: 5, frameHz: 200, analog: [counts(60), counts(60)] },
        parameters: { ...labels, ...scales, 'ANALOG:RATE': 1000, 'ANALOG:BITS': 16, 'POINT:USED': 2 },
      }),
    },
    {
      name: 'dec.c3d',
      bytes: makeC3d({
        ...{ processor: 85, perFrame: 10, frameHz: 100.5, isFloat: true, firstFrame: 11 },
        analog: [counts(60), counts(60)],
        parameters: {
          ...{ ...labels, ...scales, 'ANALOG:RATE': 1005, 'EVENT:USED': 2, 'EVENT:TIMES': [0, 0.25, 0, 0.125] },
          ...{ 'EVENT:LABELS': ['squeeze', 'rest'], 'EVENT:CONTEXTS': ['Left', ''] },
        },
      }),
    },
    {
      name: 'mips.c3d',
      bytes: makeC3d({
        ...{ processor: 86, perFrame: 1, frameHz: 1000, analog: [counts(50, 2048), counts(50, 2048)] },
        parameters: { ...labels, ...scales, 'ANALOG:FORMAT': ['UNSIGNED'], 'ANALOG:BITS': 12 },
      }),
    },
  ];
}
