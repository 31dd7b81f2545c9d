import { StudyError } from '#base';

const allowed = /^[A-Za-z0-9][\w.-]{0,63}$/;

/**
 * Checks a subject's name before it is used in paths, tables and reports: letters, digits, `.`, `_` and `-`, at most 64.
 *
 * @param file the table in which the name stands, @param line its line there, counted from 1.
 * @throws StudyError for any other name.
 */
export function requireSubjectName(subject: string, file: string, line: number): void {
  if (allowed.test(subject)) return;
  const shown = subject.length > 24 ? `${subject.slice(0, 24)}…` : subject;
  throw new StudyError(
    `Cannot read ${file}: ${JSON.stringify(shown)} cannot be the name of a subject — line ${line}.`,
    'Use a code such as S01: letters, digits, dots and hyphens, at most 64, beginning with a letter or digit.',
  );
}
