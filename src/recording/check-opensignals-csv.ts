import { seededRandom } from '#base';
import { bytesOf } from './check-bytes.ts';
import { emgCounts } from './check-emg-counts.ts';

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
