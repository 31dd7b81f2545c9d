import { type ConditionComparison, isComparedAsLog, type StudyComparison } from '#study';
import { counted, fixed, interval, unitText } from './number-format.ts';

/** Below this Holm-corrected p an index is said to differ. */
export const level = 0.05;

/** Fewer people than this, and an interval wider than this many standard deviations, are pointed out. */
const fewPeople = 10;
const wideInterval = 1;

/** `MDF`, or `log10 FInsm5` where the logarithm was compared. */
export function comparedName(id: string): string {
  return isComparedAsLog(id) ? `log10 ${id}` : id;
}

/** The unit of a compared index; none of a logarithm, whose differences are factors. */
export function comparedUnit({ id, unit }: ConditionComparison): string {
  return isComparedAsLog(id) || unit === '1' ? '' : unitText(unit);
}

/** `18` pairs, `9 + 11` different people. */
export function peopleText({ n: [first, second] }: ConditionComparison, { design }: StudyComparison): string {
  return design === 'paired' ? `${first}` : `${first} + ${second}`;
}

/** `0.012`, `< 0.001`. */
export function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : fixed(p, 3);
}

/** `−0.62 [−1.10 to −0.13]`, a dash where nothing varies. */
export function effectText(value: number | null, limits: readonly [number, number] | null): string {
  return `${fixed(value, 2)} ${interval(limits)}`.trim();
}

const segmentWords = { hold: 'hold', mvc: 'maximal squeeze', contraction: 'contraction' } as const;

/** `hold` or `maximal squeeze`. */
export function segmentText({ segment }: StudyComparison): string {
  return segmentWords[segment];
}

/** What the two sides of a comparison are called: states, or conditions of any other column. */
export function sidesWord({ by }: StudyComparison, n: 1 | 2 = 2): string {
  return `${by === 'state' ? 'state' : 'condition'}${n === 1 ? '' : 's'}`;
}

/** `fresh`; of another column `session 1`, since a bare value says little. */
export function sideName({ by, conditions }: StudyComparison, which: 0 | 1): string {
  return by === 'state' ? conditions[which] : `${by} ${conditions[which]}`;
}

/** The text with a capital at its begin. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `Fatigued against fresh`. */
export function againstText(comparison: StudyComparison): string {
  return capital(`${sideName(comparison, 1)} against ${sideName(comparison, 0)}`);
}

/** `; only sex female` where not all recordings were asked for. */
export function whereText({ where }: StudyComparison): string {
  return where.length === 0 ? '' : `, only ${where.map(({ column, value }) => `${column} ${value}`).join(' and ')}`;
}

/** `18 people, each in both states`; `9 fresh and 11 fatigued people`; a range where indices differ in their people. */
export function whoText(comparison: StudyComparison): string {
  const { rows, design } = comparison;
  const range = (which: 0 | 1): string => {
    const counts = rows.map(({ n }) => n[which]);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    return least === most ? `${most}` : `${least} to ${most}`;
  };
  return design === 'paired'
    ? `${range(0)} people, each in both ${sidesWord(comparison)}${whereText(comparison)}`
    : `${range(0)} ${sideName(comparison, 0)} and ${range(1)} ${sideName(comparison, 1)} people${whereText(comparison)}`;
}

const directionOf = ({ difference }: ConditionComparison): string => (difference < 0 ? 'lower' : 'higher');

/** What the comparison found, in one or two sentences. */
export function comparisonHeadline(comparison: StudyComparison): string {
  const { rows, simulated } = comparison;
  const mark = simulated ? 'SIMULATED people. ' : '';
  const differing = rows.filter(({ pHolm }) => pHolm < level);
  const of = `${counted(rows.length, 'index', 'indices')} of the ${segmentText(comparison)}`;
  const who = whoText(comparison);
  if (differing.length === 0) {
    return `${mark}No difference is shown between ${sideName(comparison, 0)} and ${sideName(comparison, 1)} in ${of} (${who}; Holm-corrected p from ${pText(Math.min(...rows.map(({ pHolm }) => pHolm)))}). That does not show that there is none.`;
  }
  const named = differing.map(
    (row) => `${comparedName(row.id)} ${directionOf(row)}, g ${effectText(row.g, row.gInterval)}`,
  );
  return `${mark}${againstText(comparison)}, ${differing.length} of ${of} ${differing.length === 1 ? 'differs' : 'differ'} (${who}; Holm-corrected p below ${level}): ${named.join('; ')}.`;
}

/** What a comparison by any column cannot tell. */
function orderWords({ by, design }: StudyComparison): string {
  return design === 'paired'
    ? `Recordings that differ in ${by} may differ in more: their order, their time, electrodes placed anew. A difference shows that something differs, not that ${by} is the cause, and does not tell the state of a single person.`
    : `People who differ in ${by} may differ in more: age, strength, thickness of the skin over the muscle. A difference shows that the groups differ, not that ${by} is the cause, and does not tell the state of a single person.`;
}

function cautions(comparison: StudyComparison): string[] {
  const { rows, design } = comparison;
  const least = Math.min(...rows.flatMap(({ n }) => n));
  const wide = rows.filter(({ gInterval: limits }) => limits !== null && limits[1] - limits[0] > wideInterval);
  const names = wide.map(({ id }) => comparedName(id)).join(', ');
  const still = rows.filter(({ g }) => g === null).map(({ id }) => comparedName(id));
  return [
    ...(least < fewPeople
      ? [
          `Few people: only ${least} ${design === 'paired' ? 'pairs' : `in a ${sidesWord(comparison, 1)}`}. A single person can decide a row, and a missing difference says next to nothing.`,
        ]
      : []),
    ...(wide.length > 0
      ? [
          `Wide intervals: the effect size of ${names} is known to no better than one standard deviation. Even where the direction is shown, how large the effect is, is not.`,
        ]
      : []),
    ...(still.length > 0 ? [`Nothing varies in ${still.join(', ')}: there is no effect size.`] : []),
  ];
}

/** What a comparison shows and what it does not, in sentences from its numbers: warnings of few people first. */
export function comparisonStatements(comparison: StudyComparison): readonly string[] {
  const { rows, design, simulated, people, excluded, leftOut, correctedFor } = comparison;
  const alone = people.firstOnly + people.secondOnly;
  const [first, second] = [sideName(comparison, 0), sideName(comparison, 1)];
  const isPaired = design === 'paired';
  const test = rows[0].test;
  return [
    ...(simulated
      ? ['SIMULATED. These people do not exist. The numbers show that the software works, and nothing about muscles.']
      : []),
    ...cautions(comparison),
    `Differences are ${second} less ${first}${isPaired ? ' of the same person' : ' of different people: how people differ from each other is in them too'}. ${whoText(comparison)}; people count, not recordings: several of one ${sidesWord(comparison, 1)} are averaged.`,
    `Effect size: Hedges' g${isPaired ? ', which for pairs is dz (mean over standard deviation of the differences) without its small-sample bias' : ', the difference over the pooled standard deviation, without small-sample bias'}. Its interval is exact where ${isPaired ? 'differences are' : 'values are'} normal and equally spread. Each interval is a 95 % interval of its own and not corrected.`,
    `p: ${test}, two-sided, corrected for the ${correctedFor === 1 ? 'one index' : `${correctedFor} indices`} of this table by Holm's method. Choosing indices after looking at the result is not corrected for.`,
    ...(leftOut.length > 0
      ? [`Too few people for ${leftOut.map(({ id }) => comparedName(id)).join(', ')}: not in the table.`]
      : []),
    ...(isPaired && alone > 0
      ? [
          `${counted(alone, 'person has', 'people have')} one ${sidesWord(comparison, 1)} only and ${alone === 1 ? 'is' : 'are'} in no row.`,
        ]
      : []),
    ...(excluded.length > 0
      ? [`${counted(excluded.length, 'recording gives', 'recordings give')} no number here.`]
      : []),
    comparison.by !== 'state'
      ? orderWords(comparison)
      : 'By the protocol of the test the fatigued recording follows the fresh one. What drifts with time (sweat, skin temperature, electrode contact, effort) cannot be told from fatigue here, and a difference of means does not tell the state of a single person.',
    'For research and teaching. Not a medical device: it gives no diagnosis and no advice on treatment.',
  ];
}
