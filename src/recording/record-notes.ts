import { joinedBytes, writeAnnotation, writeRecordStart } from './edf-annotations.ts';
import { joinedStretch, type LostStretch, lostEvent } from './lost-samples.ts';
import type { RecordingEvent } from './recording.ts';

/** Bytes that each record of a recorder has for annotations: sixteen or so, in whole samples of both formats. */
export const notesBytes = 960;
/** Bytes of one label; a longer one is told in parts. */
const labelBytes = 400;
/** Events that wait for room; a program that makes more than ten a second for half an hour makes nonsense. */
const mostWaiting = 20_000;

/** What waits to stand in the annotations of the next records. */
export interface RecordNotes {
  event(event: RecordingEvent): void;
  /** Told piece by piece, a stretch of one cause is still one within its record. */
  lost(stretch: LostStretch): void;
  /** Bytes of the next record, with as much of what waits as it has room for; lost stretches always stand in it. */
  next(startS: number): Uint8Array;
  /** How many events wait. */
  readonly nWaiting: number;
}

function parts(event: RecordingEvent): RecordingEvent[] {
  const encoder = new TextEncoder();
  if (encoder.encode(event.label).length <= labelBytes) return [event];
  const labels: string[] = [''];
  for (const character of event.label) {
    const longer = `${labels.at(-1)}${character}`;
    if (encoder.encode(longer).length <= labelBytes) labels[labels.length - 1] = longer;
    else labels.push(character);
  }
  return labels.map((label) => ({ ...event, label }));
}

/** Notes of a recorder at `fs` whose header's start lacks `offsetS`. */
export function recordNotes(fs: number, offsetS: number): RecordNotes {
  const waiting: Uint8Array[] = [];
  let nLeftOut = 0;
  let lost: LostStretch[] = [];

  /** The stretches of one record as annotations; where they do not fit, the last ones become one that spans them. */
  const lostNotes = (room: number): Uint8Array[] => {
    const encoded = lost.map((stretch) => writeAnnotation(lostEvent(stretch, fs), offsetS));
    while (lost.length > 1 && encoded.reduce((sum, note) => sum + note.length, 0) > room) {
      const joined = joinedStretch(lost[lost.length - 2] as LostStretch, lost.pop() as LostStretch);
      lost[lost.length - 1] = joined;
      encoded.pop();
      encoded[encoded.length - 1] = writeAnnotation(lostEvent(joined, fs), offsetS);
    }
    lost = [];
    return encoded;
  };

  return {
    event(event) {
      for (const part of parts(event)) {
        if (waiting.length < mostWaiting) waiting.push(writeAnnotation(part, offsetS));
        else nLeftOut++;
      }
    },
    lost(stretch) {
      const before = lost.at(-1);
      const isOne = before?.to === stretch.from && before.causes.join() === stretch.causes.join();
      if (isOne) lost[lost.length - 1] = joinedStretch(before, stretch);
      else lost.push(stretch);
    },
    next(startS) {
      const notes = [writeRecordStart(startS + offsetS)];
      let room = notesBytes - (notes[0] as Uint8Array).length;
      const put = (note: Uint8Array) => {
        notes.push(note);
        room -= note.length;
      };
      lostNotes(room).forEach(put);
      let n = 0;
      for (; n < waiting.length && (waiting[n] as Uint8Array).length <= room; n++) put(waiting[n] as Uint8Array);
      waiting.splice(0, n);
      if (nLeftOut > 0 && waiting.length < mostWaiting) {
        waiting.push(
          writeAnnotation({ onsetS: startS, durationS: 0, label: `${nLeftOut} events had no room` }, offsetS),
        );
        nLeftOut = 0;
      }
      return joinedBytes(notes);
    },
    get nWaiting() {
      return waiting.length;
    },
  };
}
