import { StudyError } from '#base';
import type { Evaluation } from './evaluation.ts';
import type { StudyContents } from './read-recordings.ts';
import { divide, type Fold } from './splits.ts';
import type { Study } from './study.ts';

/** A recording that an evaluation could not use, with the reason. */
export type Exclusion = Evaluation['excluded'][number];

/** All recordings of a study that an evaluation cannot use: unreadable ones, then unusable ones. */
export function excludedOf(recordings: StudyContents['recordings'], refused: StudyContents['refused']): Exclusion[] {
  return [
    ...refused.map(({ entry, reason }) => ({ subject: entry.subject, file: entry.file, reason })),
    ...recordings.flatMap(({ entry, excluded }) =>
      excluded === null ? [] : [{ subject: entry.subject, file: entry.file, reason: excluded }],
    ),
  ];
}

/** Reasons worth reading at once. */
const mostReasons = 3;

/** The first few reasons, as the end of a message. */
function reasonsText(excluded: readonly Exclusion[]): string {
  if (excluded.length === 0) return '';
  const shown = excluded.slice(0, mostReasons).map(({ reason }) => reason);
  const more = excluded.length > shown.length ? ` (and ${excluded.length - shown.length} more)` : '';
  return ` Left out: ${shown.join(' ')}${more}`;
}

/** @throws StudyError, with the reasons of what was left out, unless both states and three people remain. */
export function requireBothStates(
  study: Study,
  rows: readonly { readonly subject: string; readonly fatigued: boolean }[],
  excluded: readonly Exclusion[],
): void {
  const people = new Set(rows.map((row) => row.subject)).size;
  const tired = rows.filter((row) => row.fatigued).length;
  if (people >= 3 && tired > 0 && tired < rows.length) return;
  throw new StudyError(
    `An evaluation needs at least 3 subjects and both states; ${study.name} has ${people} with ${rows.length} usable recordings, ${tired} of them fatigued.${reasonsText(excluded)}`,
    excluded.length > 0
      ? 'Correct what the reasons name (recordings.csv can say channel, sensor and fs), or add recordings of more people.'
      : 'Add recordings of more people, in both states.',
  );
}

/** The first fold whose training recordings are all in one state, so that nothing can be learned from them. */
export function oneStateFold(
  rows: readonly { readonly subject: string; readonly fatigued: boolean }[],
  folds: readonly Fold[],
): Fold | undefined {
  return folds.find((fold) => new Set(divide(rows, fold).train.map((row) => row.fatigued)).size < 2);
}

/** @throws StudyError, naming whom a fold leaves out, when those it trains on are all in one state. */
export function requireBothStatesInFolds(
  study: Study,
  rows: readonly { readonly subject: string; readonly fatigued: boolean }[],
  folds: readonly Fold[],
): void {
  const fold = oneStateFold(rows, folds);
  if (!fold) return;
  throw new StudyError(
    `Without ${fold.testSubjects.join(', ')}, ${study.name} has recordings in one state only: nothing can be learned to test them.`,
    'Add people in both states, or choose a split that leaves fewer people out.',
  );
}
