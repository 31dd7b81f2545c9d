import { asciiField, edfNumber } from './edf-fields.ts';
import type { EdfForm } from './edf-form.ts';
import { edfBlock } from './edf-header.ts';
import { readEquipment } from './edf-provenance.ts';
import type { SignalFields } from './edf-signal.ts';
import { writeEdfStart } from './edf-start.ts';
import type { Provenance } from './recording.ts';
import { uniqueNames } from './unique-names.ts';

/** Patient field of nobody: code, sex, birth date and name are left out. */
export const anonymous = 'X X X X';

/** What stands in an EDF+C or BDF+C header beside the signals. */
export interface EdfHeaderFields {
  readonly form: EdfForm;
  readonly patient: string;
  readonly provenance: Pick<Provenance, 'device' | 'firmware' | 'startedAt'>;
  /** −1 while the file is being written. */
  readonly nRecords: number;
  readonly recordS: number;
  /** Samples of each signal in a record, and last those of the annotations. */
  readonly samplesPerRecord: readonly number[];
}

const labelWidth = 16;
const recordingWidth = 80;
/** A text without blanks and in ASCII, as addresses have it. Half a character, which has no such form, becomes `?`. */
function escaped(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '?'));
}

/**
 * The recording field. EDF+ has no blanks within a part and lets readers take `_` for one, so what that would change stands
 * once more, escaped as in an address. A part that does not fit is left out whole.
 */
function recordingField(plusDate: string, { device = '', firmware }: EdfHeaderFields['provenance']): string {
  const equipment = device.trim().replace(/\s+/g, '_') || 'X';
  const isExact = readEquipment(equipment) === (device === '' ? undefined : device);
  const parts = [
    `Startdate ${plusDate} X X ${equipment}`,
    ...(firmware === undefined ? [] : [`firmware=${escaped(firmware)}`]),
    ...(isExact ? [] : [`device=${escaped(device)}`]),
  ];
  return parts.reduce((field, part) => {
    const longer = `${field} ${part}`;
    return longer.length > recordingWidth ? field : longer;
  });
}

/** ASCII labels that are all different in their sixteen characters. */
function labelsOf(signals: readonly SignalFields[], annotationsLabel: string): string[] {
  const cut = signals.map(({ label }) => asciiField(label, labelWidth).trim());
  // A number that tells two cut names apart must not be cut off itself.
  return uniqueNames(cut, new Set([annotationsLabel])).map((name) =>
    name.length > labelWidth ? `${name.slice(0, 11)}-${name.split('-').at(-1)}` : name,
  );
}

/** The whole header of a file: `signals`, and an annotations signal after them. */
export function writeEdfHeader(signals: readonly SignalFields[], fields: EdfHeaderFields): Uint8Array {
  const { form, patient, provenance, nRecords, recordS, samplesPerRecord } = fields;
  const { annotationsLabel } = form;
  const start = writeEdfStart(provenance);
  const fixed = [
    asciiField(patient, 80),
    asciiField(recordingField(start.plus, provenance), recordingWidth),
    start.date,
    start.time,
    asciiField(String(edfBlock * (signals.length + 2)), 8),
    asciiField(`${form.name}+C`, 44),
    asciiField(String(nRecords), 8),
    asciiField(edfNumber(recordS), 8),
    asciiField(String(signals.length + 1), 4),
  ];
  const annotations: SignalFields = {
    label: annotationsLabel,
    transducer: '',
    unit: '',
    physical: ['-1', '1'],
    digitalRange: form.digitalRange,
    prefilter: '',
  };
  const all = [...signals, annotations];
  const labels = [...labelsOf(signals, annotationsLabel), annotationsLabel];
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
  // The version is the one field that is not ASCII.
  return Uint8Array.from(form.version + [...fixed, ...perSignal].join(''), (character) => character.charCodeAt(0));
}
