import { type Random, StudyError } from '#base';
import { bySubject } from './by-subject.ts';

/** What a swap needs of a row. */
interface LabelledRow {
  readonly subject: string;
  readonly fatigued: boolean;
}

/** Redraws before giving up: with two people who can be swapped, half of all draws are fine. */
const mostDraws = 200;

/**
 * Labels swapped within subjects at random: of a subject in both states either all labels are exchanged or none; subjects
 * in one state exchange their states with each other, so that as many recordings stay fatigued as were. What a model then
 * learns is noise, so its score shows what the procedure gives without any effect. Neither the true labelling nor its
 * mirror image is drawn: both are the same problem as the real one; nor one that `isUsable` declines.
 *
 * @throws StudyError when no other labelling exists.
 */
export function swapWithinSubjects<T extends LabelledRow>(
  rows: readonly T[],
  random: Random,
  isUsable: (swapped: readonly T[]) => boolean = () => true,
): T[] {
  const people = [...bySubject(rows).values()];
  const inBoth = people.filter((own) => own.some((row) => row.fatigued) && own.some((row) => !row.fatigued));
  const inOne = people.filter((own) => !inBoth.includes(own));
  for (let draw = 0; draw < mostDraws; draw++) {
    const exchanged = new Set(inBoth.filter(() => random.uniform() < 0.5).map((own) => own[0].subject));
    const states = random.shuffle(inOne.map((own) => own[0].fatigued));
    const givenState = new Map(inOne.map((own, i) => [own[0].subject, states[i]]));
    const swapped = rows.map((row) => ({
      ...row,
      fatigued: givenState.get(row.subject) ?? (exchanged.has(row.subject) ? !row.fatigued : row.fatigued),
    }));
    const changed = swapped.filter((row, i) => row.fatigued !== rows[i].fatigued).length;
    if (changed > 0 && changed < rows.length && isUsable(swapped)) return swapped;
  }
  throw new StudyError(
    `The labels of ${people.length} people cannot be shuffled: there is no other labelling of their recordings.`,
    'Add people recorded in both states, or leave the control out with --swaps 0.',
  );
}
