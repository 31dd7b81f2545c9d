import { ArgumentError } from '#base';
import { edfNumber } from './edf-fields.ts';
import type { EdfForm } from './edf-form.ts';
import type { DigitalValues } from './edf-records.ts';

const longestRecords = 100;

/** The record length nearest above the wanted one (s), and how many samples of each channel it holds. */
export function recordLayout(
  rates: readonly number[],
  wantedS: number,
  where: string,
): { recordS: number; perRecord: number[] } {
  for (let times = 1; times <= longestRecords; times++) {
    const recordS = wantedS * times;
    const perRecord = rates.map((fs) => Math.round(fs * recordS));
    const isWhole = perRecord.every((n, i) => n > 0 && Math.abs(n - (rates[i] as number) * recordS) < 1e-9 * n);
    if (isWhole && Number(edfNumber(recordS)) === recordS) return { recordS, perRecord };
  }
  throw new ArgumentError(
    `No record of ${wantedS} s or its multiples holds whole samples at ${rates.join(', ')} Hz — in ${where}.`,
    where === 'writeEdf'
      ? 'Pass recordDurationS: a length that holds whole samples of every channel.'
      : 'Choose a rate of whole samples a second.',
  );
}

/** What one record holds: of each signal its stored values, and the bytes of its annotations. */
export interface RecordContent {
  /** [nSignals][samplesPerRecord] */
  readonly digital: readonly DigitalValues[];
  readonly notes: Uint8Array;
  /** Samples that the annotations signal has room for. */
  readonly notesSamples: number;
}

/** One data record as its bytes stand in the file. */
export function encodeRecord({ digital, notes, notesSamples }: RecordContent, form: EdfForm): Uint8Array<ArrayBuffer> {
  const { sampleBytes } = form;
  const nSamples = digital.reduce((sum, values) => sum + values.length, 0);
  const bytes = new Uint8Array(sampleBytes * (nSamples + notesSamples));
  let at = 0;
  for (const values of digital) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      bytes[at++] = value;
      bytes[at++] = value >> 8;
      if (sampleBytes === 3) bytes[at++] = value >> 16;
    }
  }
  bytes.set(notes, at);
  return bytes;
}
