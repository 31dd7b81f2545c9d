import { ArgumentError, digestOf, StudyError } from '#base';
import { indexCatalogue } from '#fatigue';
import { bySubject } from './by-subject.ts';
import { compareConditions } from './compare-conditions.ts';
import type { CompareOptions, ComparisonTable, ConditionValue } from './comparison-table.ts';
import { type ComparedSegment, conditionValues } from './condition-values.ts';
import type { Evaluation } from './evaluation.ts';
import type { StudyContents } from './read-recordings.ts';
import type { State, Study } from './study.ts';

/** What is compared where nothing is said: few, since every further index makes the correction stricter. */
export const usualComparedIds: readonly string[] = ['RMS', 'MDF', 'MNF', 'FInsm5'];

/** How a study's states are compared. */
export interface StudyComparisonOptions {
  /** Ids of the indices, in the order of the table. @default usualComparedIds */
  readonly ids?: readonly string[];
  /** @default 'hold' */
  readonly segment?: ComparedSegment;
  /** @default 't' */
  readonly test?: 't' | 'rank';
  readonly software: Evaluation['software'];
  /** The command that gives the same numbers again. */
  readonly command: string;
}

/** A study's fresh and fatigued recordings compared, as `compare --json` prints it. */
export interface StudyComparison extends ComparisonTable {
  readonly study: string;
  readonly simulated: boolean;
  /** Of data, labels, reading options, choices and program build. */
  readonly digest: string;
  readonly segment: ComparedSegment;
  readonly conditions: readonly ['fresh', 'fatigued'];
  readonly design: 'paired' | 'unpaired';
  /** Share of such intervals that hold the truth, each on its own. */
  readonly confidence: number;
  /** How many tests the Holm correction counts. */
  readonly correctedFor: number;
  /** People with an asked-for index: in both states, and in one of them only. */
  readonly people: { readonly both: number; readonly freshOnly: number; readonly fatiguedOnly: number };
  /** Recordings that give no number, with the reason. */
  readonly excluded: Evaluation['excluded'];
  readonly software: Evaluation['software'];
  readonly command: string;
}

/** @throws ArgumentError for an unknown id or one named twice. */
function requireIds(ids: readonly string[]): void {
  const known = indexCatalogue.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined || ids.length === 0) {
    throw new ArgumentError(
      ids.length === 0
        ? 'At least one index must be named — in compareStudy.'
        : `There is no index '${unknown}' — in compareStudy.`,
      `Choose from ${known.join(', ')}.`,
    );
  }
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw new ArgumentError(`The index '${twice}' is named twice — in compareStudy.`, 'Name each index once.');
}

function peopleOf(rows: readonly ConditionValue[]): StudyComparison['people'] {
  const states = [...bySubject(rows).values()].map((own) => new Set(own.map(({ condition }) => condition)));
  const only = (state: State) => states.filter((own) => own.size === 1 && own.has(state)).length;
  return {
    both: states.filter((own) => own.size === 2).length,
    freshOnly: only('fresh'),
    fatiguedOnly: only('fatigued'),
  };
}

/**
 * Compares the fresh and the fatigued recordings of a study, index by index. Where people have both states they are
 * compared with themselves, and people with one state are counted but not used; where nobody has both, different people
 * are compared. What models may use does not matter here: a recording counts where its segment was measured.
 *
 * @throws ArgumentError for an unknown index, or one in several units.
 * @throws StudyError when there are too few people: three pairs, or two people in each state, are needed.
 */
export function compareStudy(
  study: Study,
  { recordings, refused }: StudyContents,
  options: StudyComparisonOptions,
): StudyComparison {
  const { ids = usualComparedIds, segment = 'hold', test = 't', software, command } = options;
  requireIds(ids);
  const rows = conditionValues(recordings, { ids, segment });
  const people = peopleOf(rows);
  const design: CompareOptions['design'] = people.both > 0 ? 'paired' : 'unpaired';
  const conditions = ['fresh', 'fatigued'] as const;
  const confidence = 0.95;
  const table = compareConditions(rows, { conditions, design, test, confidence });
  const excluded = [
    ...refused.map(({ entry, reason }) => ({ subject: entry.subject, file: entry.file, reason })),
    ...recordings
      .filter((recording) => conditionValues([recording], { ids, segment }).length === 0)
      .map(({ entry }) => ({
        subject: entry.subject,
        file: entry.file,
        reason: `No ${segment} with an asked-for index was found in it.`,
      })),
  ];
  if (table.rows.length === 0) {
    const { both, freshOnly, fatiguedOnly } = people;
    throw new StudyError(
      `Too few people to compare: ${study.name} has ${both} with a measured ${segment} in both states, ${freshOnly} fresh only and ${fatiguedOnly} fatigued only.`,
      'At least 3 people in both states are needed, or 2 different people in each. Run analyze on a file that should have counted.',
    );
  }
  return {
    study: study.name,
    simulated: study.simulated,
    digest: digestOf({
      build: software.build,
      recordings: recordings.map(({ entry, sha256 }) => ({ ...entry, sha256 })),
      ids,
      segment,
      test,
    }),
    segment,
    conditions,
    design,
    confidence,
    correctedFor: table.rows.length,
    ...table,
    people,
    excluded,
    software,
    command,
  };
}
