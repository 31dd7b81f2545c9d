import { asciiField, edfNumber } from './edf-fields.ts';
import { annotationsLabel, edfBlock } from './edf-header.ts';
import type { EncodedSignal } from './edf-signal.ts';
import type { Provenance } from './recording.ts';
import { uniqueNames } from './unique-names.ts';

/** What stands in an EDF+C header beside the signals. */
export interface EdfHeaderFields {
  readonly patient: string;
  readonly provenance: Provenance;
  readonly nRecords: number;
  readonly recordS: number;
  /** Samples of each signal in a record, and last those of the annotations. */
  readonly samplesPerRecord: readonly number[];
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const labelWidth = 16;
/** Year 85, the first that EDF's two digits can name: its convention for an unknown date. */
const unknownStart = { date: '01.01.85', time: '00.00.00', plus: 'X', fractionS: 0 };

/** A recording's start as EDF writes it; the fraction of a second goes into the annotations. */
export function edfStart({ startedAt }: Provenance): typeof unknownStart {
  const found = /^(\d\d(\d\d))-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?$/.exec(startedAt ?? '');
  const month = months[Number(found?.[3]) - 1];
  if (!found || month === undefined) return unknownStart;
  const [, year, shortYear, monthNumber, day, hour, minute, second, fraction = '0'] = found;
  return {
    date: `${day}.${monthNumber}.${shortYear}`,
    time: `${hour}.${minute}.${second}`,
    plus: `${day}-${month}-${year}`,
    fractionS: Number(fraction),
  };
}

/** ASCII labels that are all different in their sixteen characters. */
function labelsOf(signals: readonly EncodedSignal[]): string[] {
  const cut = signals.map(({ label }) => asciiField(label, labelWidth).trim());
  // A number that tells two cut names apart must not be cut off itself.
  return uniqueNames(cut, new Set([annotationsLabel])).map((name) =>
    name.length > labelWidth ? `${name.slice(0, 11)}-${name.split('-').at(-1)}` : name,
  );
}

/** The whole header of an EDF+C file: `signals`, and an annotations signal after them. */
export function writeEdfHeader(signals: readonly EncodedSignal[], fields: EdfHeaderFields): Uint8Array {
  const { patient, provenance, nRecords, recordS, samplesPerRecord } = fields;
  const start = edfStart(provenance);
  const equipment = (provenance.device ?? '').trim().replace(/\s+/g, '_') || 'X';
  const firmware = provenance.firmware === undefined ? '' : ` firmware=${provenance.firmware.replace(/\s+/g, '_')}`;
  const fixed = [
    asciiField('0', 8),
    asciiField(patient, 80),
    asciiField(`Startdate ${start.plus} X X ${equipment}${firmware}`, 80),
    start.date,
    start.time,
    asciiField(String(edfBlock * (signals.length + 2)), 8),
    asciiField('EDF+C', 44),
    asciiField(String(nRecords), 8),
    asciiField(edfNumber(recordS), 8),
    asciiField(String(signals.length + 1), 4),
  ];
  const annotations: Omit<EncodedSignal, 'digital'> = {
    label: annotationsLabel,
    transducer: '',
    unit: '',
    physical: ['-1', '1'],
    digitalRange: [-32768, 32767],
    prefilter: '',
  };
  const all = [...signals, annotations];
  const labels = [...labelsOf(signals), annotationsLabel];
  const column = (width: number, text: (signal: (typeof all)[number], i: number) => string) =>
    all.map((signal, i) => asciiField(text(signal, i), width)).join('');
  const perSignal = [
    column(labelWidth, (_, i) => labels[i] as string),
    column(80, ({ transducer }) => transducer),
    column(8, ({ unit }) => unit),
    column(8, ({ physical }) => physical[0]),
    column(8, ({ physical }) => physical[1]),
    column(8, ({ digitalRange }) => String(digitalRange[0])),
    column(8, ({ digitalRange }) => String(digitalRange[1])),
    column(80, ({ prefilter }) => prefilter),
    column(8, (_, i) => String(samplesPerRecord[i])),
    column(32, () => ''),
  ];
  return new TextEncoder().encode([...fixed, ...perSignal].join(''));
}
