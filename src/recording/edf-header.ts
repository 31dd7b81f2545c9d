import { cannotRead, counted, fileName, quoted } from './cannot-read.ts';
import { fieldNumber, fieldText } from './edf-fields.ts';
import { type EdfForm, type EdfFormat, edfForms, isBdf } from './edf-form.ts';
import { fastestHz } from './fastest-rate.ts';

/** One signal of an EDF header. */
export interface EdfSignal {
  readonly label: string;
  readonly transducer: string;
  readonly unit: string;
  readonly physicalMin: number;
  readonly physicalMax: number;
  readonly digitalMin: number;
  readonly digitalMax: number;
  readonly samplesPerRecord: number;
}

/** The header of an EDF or BDF file. */
export interface EdfHeader {
  readonly form: EdfForm;
  /** Whether it says that its records may not follow each other in time (EDF+D, BDF+D). */
  readonly isDiscontinuous: boolean;
  readonly patient: string;
  readonly recording: string;
  /** As written: `dd.mm.yy` and `hh.mm.ss`. */
  readonly startDate: string;
  readonly startTime: string;
  /** Size of the header: where the records begin. */
  readonly headerBytes: number;
  /** Records as the header states them; −1 while a recorder has not closed the file. */
  readonly nRecords: number;
  readonly recordS: number;
  readonly signals: readonly EdfSignal[];
  /** Harmless defects that were read around, in words. */
  readonly repairs: readonly string[];
}

/** Size of the fixed part of an EDF header, and of each signal's part. */
export const edfBlock = 256;
const mostDigital = 2 ** 23;
/** Thirty years: a longer record is none, and times in it leave what a number can tell. */
const longestRecordS = 1e9;
const copyAgain = 'Copy or export the file again.';

/** Widths (bytes) of the per-signal fields, in their order; all signals of a field stand together. */
const widths = {
  label: 16,
  transducer: 80,
  unit: 8,
  physicalMin: 8,
  physicalMax: 8,
  digitalMin: 8,
  digitalMax: 8,
  prefilter: 80,
  samplesPerRecord: 8,
} as const;

/** Whether a signal holds annotations and no samples. */
export function isAnnotations({ label }: Pick<EdfSignal, 'label'>, form: EdfForm): boolean {
  return label === form.annotationsLabel;
}

/**
 * Reads an EDF or BDF header. Every size in it is checked against the number of bytes before it is used.
 *
 * Source: Kemp et al., EDF (1992) and EDF+ (2003), https://www.edfplus.info/specs/.
 *
 * @throws FormatError when the header is cut off or a field holds no usable number; the message names the byte.
 */
export function readEdfHeader(bytes: Uint8Array, path: string, format?: EdfFormat): EdfHeader {
  const file = fileName(path);
  const form = edfForms[format ?? (isBdf(bytes) ? 'bdf' : 'edf')];
  if (bytes.length < edfBlock) {
    throw cannotRead(
      file,
      `its header is cut off after ${counted(bytes.length, 'byte')}`,
      `${form.name}, byte 0`,
      copyAgain,
    );
  }
  const repairs: string[] = [];
  const number = (at: number, width: number, name: string, check: (value: number) => boolean): number => {
    const text = fieldText(bytes, at, width);
    const found = fieldNumber(text);
    if (!found || !check(found.value)) {
      throw cannotRead(file, `its ${name} is ${quoted(text)}`, `${form.name}, byte ${at}`, copyAgain);
    }
    if (found.isRepaired) repairs.push(`The ${name} is written with a decimal comma.`);
    return found.value;
  };

  const nSignals = number(252, 4, 'number of signals', (n) => Number.isInteger(n) && n > 0);
  const headerBytes = edfBlock * (nSignals + 1);
  if (headerBytes > bytes.length) {
    const have = counted(bytes.length, 'byte');
    throw cannotRead(
      file,
      `${nSignals} signals need a header of ${headerBytes} bytes but it has ${have}`,
      `${form.name}, byte 252`,
      copyAgain,
    );
  }
  const stated = fieldNumber(fieldText(bytes, 184, 8));
  if (stated?.value !== headerBytes) repairs.push('The header states a wrong size of itself.');
  const nRecords = number(236, 8, 'number of records', (n) => Number.isInteger(n) && n >= -1);
  const recordS = number(244, 8, 'record duration', (s) => s >= 0);

  const starts: { [name: string]: number } = {};
  let at: number = edfBlock;
  for (const [name, width] of Object.entries(widths)) {
    starts[name] = at;
    at += width * nSignals;
  }
  const place = (name: keyof typeof widths, i: number) => (starts[name] as number) + widths[name] * i;
  const text = (name: keyof typeof widths, i: number) => fieldText(bytes, place(name, i), widths[name]);
  const any = () => true;
  const isDigital = (n: number) => Number.isInteger(n) && Math.abs(n) <= mostDigital;
  const signals = Array.from({ length: nSignals }, (_, i): EdfSignal => {
    const label = text('label', i);
    const of = `of ${quoted(label)}`;
    const isNotes = isAnnotations({ label }, form);
    // Annotations alone may stand in records of no length; samples cannot.
    if (!isNotes && (recordS * fastestHz < 1 || recordS > longestRecordS)) {
      const what = `its record duration is ${quoted(fieldText(bytes, 244, 8))}`;
      throw cannotRead(file, what, `${form.name}, byte 244`, copyAgain);
    }
    const samplesPerRecord = number(
      place('samplesPerRecord', i),
      8,
      `number of samples per record ${of}`,
      (n) => Number.isInteger(n) && n > 0 && (isNotes || n <= recordS * fastestHz),
    );
    // The ranges of an annotations signal mean nothing, and writers are careless with them.
    if (isNotes) {
      const nothing = {
        unit: '',
        physicalMin: -1,
        physicalMax: 1,
        digitalMin: form.digitalRange[0],
        digitalMax: form.digitalRange[1],
      };
      return { label, transducer: '', ...nothing, samplesPerRecord };
    }
    return {
      label,
      transducer: text('transducer', i),
      unit: text('unit', i),
      physicalMin: number(place('physicalMin', i), 8, `physical minimum ${of}`, any),
      physicalMax: number(place('physicalMax', i), 8, `physical maximum ${of}`, any),
      digitalMin: number(place('digitalMin', i), 8, `digital minimum ${of}`, isDigital),
      digitalMax: number(place('digitalMax', i), 8, `digital maximum ${of}`, isDigital),
      samplesPerRecord,
    };
  });
  const reserved = fieldText(bytes, 192, 44);
  return {
    form,
    isDiscontinuous: reserved.startsWith(`${form.name}+D`),
    patient: fieldText(bytes, 8, 80),
    recording: fieldText(bytes, 88, 80),
    startDate: fieldText(bytes, 168, 8),
    startTime: fieldText(bytes, 176, 8),
    headerBytes,
    nRecords,
    recordS,
    signals,
    repairs,
  };
}
