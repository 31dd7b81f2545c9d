import type { RecordingEvent } from './recording.ts';

/** The annotations of one data record. */
export interface RecordAnnotations {
  /** When the record begins, in seconds after the file's start; undefined where it does not say. */
  readonly startS?: number;
  readonly events: readonly RecordingEvent[];
  /** Entries that do not follow the format and were left out. */
  readonly nUnreadable: number;
}

const separator = '\x14';
const durationMark = '\x15';
const onsetOf = /^[+-]\d{1,12}(\.\d{0,12})?$/;
const durationOf = /^\d{1,12}(\.\d{0,12})?$/;

/**
 * Reads the time-stamped annotation lists (TAL) of one record: `+onset[\x15duration]\x14text\x14…\0`. The first one
 * without text tells when the record begins.
 *
 * Source: EDF+ specification, section 2.2, https://www.edfplus.info/specs/edfplus.html.
 */
export function readAnnotations(bytes: Uint8Array): RecordAnnotations {
  const utf8 = new TextDecoder('utf-8');
  const events: RecordingEvent[] = [];
  let startS: number | undefined;
  let nUnreadable = 0;
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0) {
      at++;
      continue;
    }
    const zero = bytes.indexOf(0, at);
    const end = zero < 0 ? bytes.length : zero;
    const [time = '', ...texts] = utf8.decode(bytes.subarray(at, end)).split(separator);
    at = end + 1;
    const [onset = '', duration = '0'] = time.split(durationMark);
    if (!onsetOf.test(onset) || !durationOf.test(duration) || texts.length === 0) {
      nUnreadable++;
      continue;
    }
    if (startS === undefined && texts[0] === '' && !time.includes(durationMark)) startS = Number(onset);
    for (const label of texts) {
      if (label !== '') events.push({ onsetS: Number(onset), durationS: Number(duration), label });
    }
  }
  return { ...(startS !== undefined && { startS }), events, nUnreadable };
}

/** Parts one after the other. */
export function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Seconds with at most nine decimals and no exponent, as annotations write them. */
export function annotationTime(seconds: number): string {
  return seconds.toFixed(9).replace(/\.?0+$/, '');
}

/** One annotation as bytes, ready to stand in a record. Characters that the format reserves are left out of the label. */
export function writeAnnotation(event: RecordingEvent, offsetS: number): Uint8Array {
  const onset = event.onsetS + offsetS;
  const sign = onset < 0 ? '' : '+';
  const duration = event.durationS > 0 ? `${durationMark}${annotationTime(event.durationS)}` : '';
  const label = event.label.replace(/\p{Cc}/gu, ' ') || 'event';
  return new TextEncoder().encode(`${sign}${annotationTime(onset)}${duration}${separator}${label}${separator}\0`);
}

/** The annotation that begins a record: it has no text and tells the record's start. */
export function writeRecordStart(startS: number): Uint8Array {
  return new TextEncoder().encode(`+${annotationTime(startS)}${separator}${separator}\0`);
}

const endLabel = 'Myofade end of signals:';

/**
 * Label of the annotation that tells how many samples each channel really has: EDF fills its last record, and this is
 * how a reader knows what to leave out. To other programs it is a marker at the end of the recording.
 */
export function endMark(nSamples: readonly number[]): string {
  return `${endLabel} ${nSamples.join(' ')}`;
}

/** Samples of each channel from an {@link endMark}; undefined for any other label. */
export function readEndMark(label: string): readonly number[] | undefined {
  if (!label.startsWith(endLabel)) return undefined;
  const words = label.slice(endLabel.length).trim().split(' ');
  return words.every((word) => /^\d{1,12}$/.test(word)) ? words.map(Number) : undefined;
}
