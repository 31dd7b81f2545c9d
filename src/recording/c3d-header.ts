import { type C3dNumbers, c3dNumbers, c3dProcessors } from './c3d-bytes.ts';
import { type C3dParameters, readC3dParameters } from './c3d-parameters.ts';
import { cannotRead } from './cannot-read.ts';
import { fastestHz } from './fastest-rate.ts';

/** Name of the format, for messages. */
export const c3d = 'C3D';
const block = 512;
const fix = 'Export the trial again from the program that recorded it.';

/** How the analog samples of a C3D file lie in its frames. */
export interface C3dLayout {
  readonly numbers: C3dNumbers;
  readonly parameters: C3dParameters;
  readonly nChannels: number;
  /** Analog samples of one channel in one frame. */
  readonly perFrame: number;
  /** Whether values are stored as 32-bit floats. */
  readonly isFloat: boolean;
  /** Byte of the first frame, bytes of one frame, and of the points that stand first in it. */
  readonly dataByte: number;
  readonly frameBytes: number;
  readonly pointBytes: number;
  /** Frames that the file states, and those that it holds whole. */
  readonly nStated: number;
  readonly nFrames: number;
  /** Sampling rate (Hz) of the analog channels. */
  readonly fs: number;
  /** When the first frame was recorded, in seconds on the clock of the file's events. */
  readonly startS: number;
}

/** Whether bytes begin as C3D does: a key in the second byte, and a known processor where the first one points. */
export function isC3d(bytes: Uint8Array): boolean {
  const at = ((bytes[0] ?? 0) - 1) * block;
  return bytes[1] === 0x50 && at >= 0 && (bytes[at + 3] ?? 0) in c3dProcessors;
}

function unsigned(parameters: C3dParameters, name: string): number | undefined {
  const value = parameters.get(name)?.values[0];
  return value === undefined || !Number.isFinite(value) ? undefined : value < 0 ? value + 0x10000 : value;
}

/** Frames as the file states them: 16 bits of the header are full after 65535, then two parameters of 16 bits go on. */
function statedFrames(parameters: C3dParameters, first: number, last: number): number {
  const whole = (name: string): number | undefined => {
    const [low, high] = parameters.get(name)?.values ?? [];
    return low === undefined || high === undefined ? undefined : (low & 0xffff) + (high & 0xffff) * 0x10000;
  };
  const from = whole('TRIAL:ACTUAL_START_FIELD');
  const to = whole('TRIAL:ACTUAL_END_FIELD');
  if (from !== undefined && to !== undefined && to >= from) return to - from + 1;
  const inHeader = Math.max(0, last - first + 1);
  const inParameter = unsigned(parameters, 'POINT:FRAMES') ?? 0;
  return last === 0xffff ? Math.max(inHeader, Math.floor(inParameter)) : inHeader;
}

/**
 * Reads header and parameters of a C3D file, and where its analog samples lie.
 *
 * Source: The C3D File Format User Guide, "The Header Section" and "The Data Section",
 * https://www.c3d.org/docs/C3D_User_Guide.pdf.
 *
 * @throws FormatError when they are cut off, or no whole frame with analog samples is there.
 */
export function readC3dLayout(bytes: Uint8Array, file: string): C3dLayout {
  const parameterByte = ((bytes[0] ?? 0) - 1) * block;
  const processor = bytes[parameterByte + 3];
  if (bytes.length < block || !isC3d(bytes)) throw cannotRead(file, 'its header is cut off', `${c3d}, byte 0`, fix);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = c3dNumbers(view, processor as keyof typeof c3dProcessors);
  const nPoints = numbers.uint16(2);
  const perFrameAll = numbers.uint16(4);
  const first = numbers.uint16(6);
  const isFloat = numbers.float(12) < 0;
  const headerBlock = numbers.uint16(16);
  const perFrame = numbers.uint16(18);
  const frameHz = numbers.float(20);
  const parameters = readC3dParameters(bytes, parameterByte + 4, numbers);
  const used = unsigned(parameters, 'ANALOG:USED') ?? 0;
  const nChannels = perFrame > 0 ? perFrameAll / perFrame : 0;
  if (nChannels === 0 || used === 0) {
    throw cannotRead(file, 'it holds no analog channels', c3d, 'Choose a trial that was recorded with EMG.');
  }
  if (nChannels !== used) {
    const what = `its header gives ${nChannels} analog channels, its parameters ${used}`;
    throw cannotRead(file, what, `${c3d}, byte 4`, fix);
  }
  const wordBytes = isFloat ? 4 : 2;
  const pointBytes = nPoints * 4 * wordBytes;
  const frameBytes = pointBytes + perFrameAll * wordBytes;
  const dataByte = ((unsigned(parameters, 'POINT:DATA_START') || headerBlock) - 1) * block;
  if (dataByte <= parameterByte) throw cannotRead(file, 'its header points to no data', `${c3d}, byte 16`, fix);
  const stated = unsigned(parameters, 'ANALOG:RATE') || frameHz * perFrame;
  if (!(stated > 0 && stated <= fastestHz)) {
    throw cannotRead(file, `its analog rate is ${stated} Hz`, `${c3d}, ANALOG:RATE`, fix);
  }
  const nStated = statedFrames(parameters, first, numbers.uint16(8));
  const held = Math.max(0, Math.floor((bytes.length - dataByte) / frameBytes));
  const nFrames = Math.min(nStated, held);
  if (nFrames === 0) {
    const what = `it holds no complete frame: one needs ${frameBytes} bytes`;
    throw cannotRead(file, what, `${c3d}, byte ${dataByte}`, 'Copy the file again.');
  }
  const startS = frameHz > 0 && Number.isFinite(frameHz) ? Math.max(0, first - 1) / frameHz : 0;
  const place = { dataByte, frameBytes, pointBytes, nStated, nFrames };
  return { numbers, parameters, nChannels, perFrame, isFloat, ...place, fs: stated, startS };
}
