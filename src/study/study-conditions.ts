import { ArgumentError } from '#base';
import type { Study, StudyEntry } from './study.ts';

/** A choice of recordings: those whose column holds this value. */
export interface ColumnValue {
  readonly column: string;
  readonly value: string;
}

/** What a study's tables and file names say of a recording in a column; undefined where they say nothing. */
export function factOf(study: Study, { file, state, subject }: StudyEntry, column: string): string | undefined {
  const said = { ...study.facts?.[file], state, subject }[column];
  return said === '' || said === 'n/a' ? undefined : said;
}

/** All columns of a study that recordings can be told apart by. */
function columnsOf(study: Study): string[] {
  const found = study.entries.flatMap(({ file }) => Object.keys(study.facts?.[file] ?? {}));
  return [...new Set(['state', ...found])].filter((column) => column !== 'subject');
}

/** @throws ArgumentError when no recording of the study has the column. */
export function requireColumn(study: Study, column: string): void {
  const columns = columnsOf(study);
  if (columns.includes(column)) return;
  // A column that is n/a throughout is no choice.
  const choices = columns.filter((name) => study.entries.some((entry) => factOf(study, entry, name) !== undefined));
  throw new ArgumentError(
    `${study.name} has no column '${column}' — in compareStudy.`,
    `${choices.length === 0 ? 'Add a column' : `Choose one of ${choices.join(', ')}`}; columns come from recordings.csv, or in BIDS from participants.tsv, the _scans.tsv tables and the entities of file names.`,
  );
}

/**
 * The two conditions that a column is compared between: those that are named, fresh and fatigued of the state, and of
 * another column its only two values, in the order of the tables.
 *
 * @throws ArgumentError for an unknown column or value, or a column that has not just two values where none are named.
 */
export function conditionsOf(
  study: Study,
  entries: readonly StudyEntry[],
  column: string,
  named?: readonly [string, string],
): readonly [string, string] {
  requireColumn(study, column);
  const values = [...new Set(entries.flatMap((entry) => factOf(study, entry, column) ?? []))];
  const said = `${column} has ${values.length === 0 ? 'no value' : `the values ${values.join(', ')}`} in the recordings that count`;
  if (named !== undefined) {
    const unknown = named.find((value) => !values.includes(value));
    if (unknown === undefined && named[0] !== named[1]) return named;
    throw new ArgumentError(
      `There is nothing to compare between ${named.join(' and ')}: ${said} — in compareStudy.`,
      'Name two different values of the column with --between.',
    );
  }
  if (column === 'state') return ['fresh', 'fatigued'];
  if (values.length === 2) return [values[0], values[1]];
  throw new ArgumentError(
    `Two values are needed to compare: ${said} — in compareStudy.`,
    'Name two of them with --between FIRST,SECOND, or another column with --by.',
  );
}
