import { bytesOf } from './check-bytes.ts';

/** One signal of a made EDF file: header fields as text, digital values of all records. */
export interface MadeSignal {
  readonly label: string;
  readonly transducer?: string;
  readonly unit?: string;
  readonly physical?: readonly [string, string];
  readonly digital?: readonly [string, string];
  readonly perRecord: number;
  /** Digital values [nRecords · perRecord], or the text of the annotations of each record [nRecords]. */
  readonly values: readonly number[] | readonly string[];
}

/** Fields of a made EDF header that differ from the usual ones. */
export interface MadeEdf {
  readonly patient?: string;
  readonly recording?: string;
  readonly start?: string;
  readonly headerBytes?: string;
  readonly reserved?: string;
  readonly nRecords?: string;
  readonly recordS?: string;
  /** True for the 24-bit relative. */
  readonly bdf?: true;
}

/** An EDF or BDF file put together by hand, so that the reader is not only tested against our own writer. */
export function makeEdf(signals: readonly MadeSignal[], nRecords: number, fields: MadeEdf = {}): Uint8Array {
  const header = [
    fields.bdf ? '\xffBIOSEMI' : '0'.padEnd(8),
    (fields.patient ?? 'X X X X').padEnd(80),
    (fields.recording ?? 'Startdate X X X X').padEnd(80),
    (fields.start ?? '01.01.8500.00.00').padEnd(16),
    (fields.headerBytes ?? String(256 * (signals.length + 1))).padEnd(8),
    (fields.reserved ?? '').padEnd(44),
    (fields.nRecords ?? String(nRecords)).padEnd(8),
    (fields.recordS ?? '1').padEnd(8),
    String(signals.length).padEnd(4),
  ];
  const column = (width: number, text: (signal: MadeSignal) => string) => {
    for (const signal of signals) header.push(text(signal).padEnd(width).slice(0, width));
  };
  column(16, (signal) => signal.label);
  column(80, (signal) => signal.transducer ?? '');
  column(8, (signal) => signal.unit ?? 'uV');
  column(8, (signal) => signal.physical?.[0] ?? '-1000');
  column(8, (signal) => signal.physical?.[1] ?? '1000');
  column(8, (signal) => signal.digital?.[0] ?? '-32768');
  column(8, (signal) => signal.digital?.[1] ?? '32767');
  column(80, () => '');
  column(8, (signal) => String(signal.perRecord));
  column(32, () => '');
  const size = fields.bdf ? 3 : 2;
  const data: number[] = [];
  for (let record = 0; record < nRecords; record++) {
    for (const { values, perRecord } of signals) {
      if (typeof values[0] === 'string') {
        data.push(...bytesOf((values[record] as string).padEnd(size * perRecord, '\0').slice(0, size * perRecord)));
      } else {
        const slice = (values as readonly number[]).slice(record * perRecord, (record + 1) * perRecord);
        for (const value of slice) data.push(...[0, 8, 16].slice(0, size).map((shift) => (value >> shift) & 255));
      }
    }
  }
  return Uint8Array.from([...bytesOf(header.join('')), ...data]);
}

/** The time-keeping annotations of continuous records, with further annotations of a record appended. */
export function tals(starts: readonly number[], more: { readonly [record: number]: string } = {}): string[] {
  return starts.map((start, record) => `+${start}\x14\x14\0${more[record] ?? ''}`);
}
