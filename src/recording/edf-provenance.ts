import type { EdfHeader } from './edf-header.ts';
import { readEdfStart } from './edf-start.ts';
import type { Provenance } from './recording.ts';

/** The device that the equipment part of a recording field names, with `_` for blanks as EDF+ has it; undefined for `X`. */
export function readEquipment(part: string): string | undefined {
  return part === 'X' ? undefined : part.replace(/^\['|'\]$/g, '').replaceAll('_', ' ');
}

/** The value of a part `name=value`, in which blanks are escaped as in an address; undefined where there is none. */
function named(parts: readonly string[], name: string): string | undefined {
  const value = parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  try {
    return value && decodeURIComponent(value);
  } catch {
    return value; // another program's percent sign
  }
}

/** What an EDF header tells about device and start; `startS` is when the first record begins. */
export function edfProvenance(header: EdfHeader, startS: number): Partial<Provenance> {
  const [, date = '', , , equipment = 'X', ...more] = header.recording.split(/ +/);
  const isPlus = header.recording.startsWith('Startdate ');
  const device = isPlus ? (named(more, 'device') ?? readEquipment(equipment)) : undefined;
  const firmware = named(more, 'firmware');
  // An OpenSignals export tells its own date, not the recording's; `Startdate X` says that the date was taken out.
  const isDated = !(isPlus && date === 'X') && !/\bPluxFile\b/.test(header.recording);
  const startedAt = isDated ? readEdfStart(header, isPlus ? date : '', startS) : undefined;
  return {
    ...(device !== undefined && { device }),
    ...(firmware !== undefined && { firmware }),
    ...(startedAt !== undefined && { startedAt }),
  };
}
