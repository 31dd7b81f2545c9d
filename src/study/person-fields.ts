import { z } from 'zod';

/** Code of a person: never a name. */
export const subjectField = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, { error: 'must be a code such as S01: letters, digits, dots and hyphens' });

/** Local day, with a time where it is known. */
export const timeField = z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/, {
  error: 'must be a day or time such as 2026-05-31T14:30',
});

/** Short words; no text that could tell who somebody is belongs here. */
export const wordsField = z.string().min(1).max(200);

/**
 * Where a study keeps what is known of a person beside recordings: a folder that BIDS leaves alone, and that a withdrawal
 * finds by its name.
 */
export function personFile(subject: string, what: 'consent' | 'screen' | 'session'): string {
  return `sourcedata/sub-${subject}/sub-${subject}_${what}.json`;
}
