import { FormatError } from '#base';

/** The last part of a path: what {@link FormatError} messages and provenance call the file. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** Text of a file, shortened and made printable for a message. */
export function quoted(text: string): string {
  const printable = text.replace(/[^\x20-\x7e]/g, '?');
  return printable.length > 24 ? `'${printable.slice(0, 24)}…'` : `'${printable}'`;
}

/** `1 sample`, `2 samples`. */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return n === 1 ? `1 ${noun}` : `${n} ${plural}`;
}

/**
 * The error of every reader: `Cannot read sub-03.txt: <what> — <where>.`
 *
 * @param where the format, and the byte where it is known: `OpenSignals text, byte 1187`.
 */
export function cannotRead(file: string, what: string, where: string, fix: string, cause?: unknown): FormatError {
  const message = `Cannot read ${fileName(file)}: ${what} — ${where}.`;
  return new FormatError(message, fix, cause === undefined ? undefined : { cause });
}
