import { ArgumentError, digestOf, StudyError } from '#base';
import { indexCatalogue } from '#fatigue';
import { bySubject } from './by-subject.ts';
import { compareConditions } from './compare-conditions.ts';
import type { CompareOptions, ComparisonTable, ConditionValue } from './comparison-table.ts';
import { type ComparedSegment, conditionValues } from './condition-values.ts';
import type { Evaluation } from './evaluation.ts';
import type { StudyContents } from './read-recordings.ts';
import type { Study, StudyEntry } from './study.ts';
import { type ColumnValue, conditionsOf, factOf, requireColumn } from './study-conditions.ts';

/** What is compared where nothing is said: few, since every further index makes the correction stricter. */
export const usualComparedIds: readonly string[] = ['RMS', 'MDF', 'MNF', 'FInsm5'];

/** How a study is compared. */
export interface StudyComparisonOptions {
  /** Column whose values are the conditions: of the tables, or in BIDS an entity of file names. @default 'state' */
  readonly by?: string;
  /** The two values. @default fresh and fatigued; of another column the only two there are */
  readonly between?: readonly [first: string, second: string];
  /** Only recordings with all of these values are compared. */
  readonly where?: readonly ColumnValue[];
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

/** A study's recordings of two conditions compared, as `compare --json` prints it. */
export interface StudyComparison extends ComparisonTable {
  readonly study: string;
  readonly simulated: boolean;
  /** Of data, labels, reading options, choices and program build. */
  readonly digest: string;
  readonly segment: ComparedSegment;
  readonly by: string;
  readonly conditions: readonly [first: string, second: string];
  readonly where: readonly ColumnValue[];
  readonly design: 'paired' | 'unpaired';
  /** Share of such intervals that hold the truth, each on its own. */
  readonly confidence: number;
  /** How many tests the Holm correction counts. */
  readonly correctedFor: number;
  /** People with an asked-for index: in both conditions, and in one of them only. */
  readonly people: { readonly both: number; readonly firstOnly: number; readonly secondOnly: number };
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

function peopleOf(
  rows: readonly ConditionValue[],
  [first, second]: StudyComparison['conditions'],
): StudyComparison['people'] {
  const people = [...bySubject(rows).values()].map((own) => new Set(own.map(({ condition }) => condition)));
  const only = (condition: string) => people.filter((own) => own.size === 1 && own.has(condition)).length;
  return { both: people.filter((own) => own.size === 2).length, firstOnly: only(first), secondOnly: only(second) };
}

/** Why a recording that was read is in no row. */
function reasonOf(condition: string | undefined, by: string, isCompared: boolean, segment: ComparedSegment): string {
  if (condition === undefined) return `Nothing says its ${by}.`;
  return isCompared
    ? `No ${segment} with an asked-for index was found in it.`
    : `Its ${by} is ${condition}, which is not compared.`;
}

/**
 * Compares the recordings of a study between two conditions, index by index: fresh and fatigued, or two values of any
 * column of its tables. Where people have both they are compared with themselves, and people with one are counted but not
 * used; where nobody has both, different people are compared. What models may use does not matter here: a recording counts
 * where its segment was measured.
 *
 * @throws ArgumentError for an unknown index, column or value, or an index in several units.
 * @throws StudyError when there are too few people: three pairs, or two people in each condition, are needed.
 */
export function compareStudy(
  study: Study,
  { recordings, refused }: StudyContents,
  options: StudyComparisonOptions,
): StudyComparison {
  const { ids = usualComparedIds, segment = 'hold', test = 't', by = 'state', where = [], software, command } = options;
  requireIds(ids);
  for (const { column } of where) requireColumn(study, column);
  const isAsked = (entry: StudyEntry) => where.every(({ column, value }) => factOf(study, entry, column) === value);
  const asked = recordings.filter(({ entry }) => isAsked(entry));
  const conditions = conditionsOf(study, study.entries.filter(isAsked), by, options.between);
  const conditionOf = (entry: StudyEntry): string | undefined => {
    const said = factOf(study, entry, by);
    return said !== undefined && conditions.includes(said) ? said : undefined;
  };
  const rows = conditionValues(asked, { ids, segment, conditionOf });
  const people = peopleOf(rows, conditions);
  const design: CompareOptions['design'] = people.both > 0 ? 'paired' : 'unpaired';
  const confidence = 0.95;
  const table = compareConditions(rows, { conditions, design, test, confidence });
  const excluded = [
    ...refused
      .filter(({ entry }) => isAsked(entry))
      .map(({ entry, reason }) => ({ subject: entry.subject, file: entry.file, reason })),
    ...asked
      .filter((recording) => conditionValues([recording], { ids, segment, conditionOf }).length === 0)
      .map(({ entry }) => ({
        subject: entry.subject,
        file: entry.file,
        reason: reasonOf(factOf(study, entry, by), by, conditionOf(entry) !== undefined, segment),
      })),
  ];
  if (table.rows.length === 0) {
    const { both, firstOnly, secondOnly } = people;
    const [first, second] = conditions;
    const words = by === 'state' ? 'states' : 'conditions';
    throw new StudyError(
      `Too few people to compare: ${study.name} has ${both} with a measured ${segment} in both ${words}, ${firstOnly} ${first} only and ${secondOnly} ${second} only.`,
      `At least 3 people in both ${words} are needed, or 2 different people in each. Run analyze on a file that should have counted.`,
    );
  }
  return {
    study: study.name,
    simulated: study.simulated,
    digest: digestOf({
      build: software.build,
      recordings: asked.map(({ entry, sha256 }) => ({ ...entry, sha256, condition: conditionOf(entry) ?? null })),
      conditions,
      ids,
      segment,
      test,
    }),
    segment,
    by,
    conditions,
    where,
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
