import type { z } from 'zod';
import { FormatError } from '#base';

/**
 * Reads a small JSON file by its schema; the first fault is told with its place.
 *
 * @param what what the file is, such as `consent`.
 * @throws FormatError for a text that is no JSON or does not fit.
 */
export function checkedJson<T>(
  json: string,
  schema: z.ZodType<T>,
  { what, file }: { readonly what: string; readonly file: string },
): T {
  const fix = `Correct the file; docs/people.md lists all fields of a ${what}.`;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new FormatError(`Cannot read the ${what} ${file}: it is not JSON.`, fix, { cause });
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [{ path, message }] = read.error.issues;
  const where = path.length === 0 ? 'the file' : path.join('.');
  throw new FormatError(`Cannot read the ${what} ${file}: ${where}: ${message}.`, fix);
}
