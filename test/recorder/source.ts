import type { RecordedChannel } from '#recording';

/** Rate of {@link sourceValues} (Hz). */
export const sourceFs = 200;

export const sourceChannels: readonly RecordedChannel[] = [
  {
    name: 'FDS',
    kind: 'emg',
    values: { unit: 'count', bits: 10, calibration: { sensor: 'bitalino-emg', supplyV: 3.3, gain: 1009 } },
  },
  { name: 'A2', kind: 'other', values: { unit: 'count', bits: 10 } },
];

/** Sample `i` of the second channel: no stretch of it looks like another. */
export function sourceValue(i: number): number {
  return (i * 619 + Math.floor(i / 1024) * 17) % 1024;
}

/** Samples `from` to `from + n` of both channels. */
export function sourceValues(from: number, n: number): Float64Array[] {
  const values = Float64Array.from({ length: n }, (_, i) => sourceValue(from + i));
  return [values, values];
}
