import { indexCatalogue } from '#fatigue';
import type { ConditionValue } from './comparison-table.ts';
import type { StudyEntry, StudyRecording } from './study.ts';

/** A part of a recording whose indices are compared; `contraction`: one that is not told to be either. */
export type ComparedSegment = 'hold' | 'mvc' | 'contraction';

const logarithmic: ReadonlySet<string> = new Set(
  indexCatalogue
    .filter(({ id, group }) => /^(M\d|FInsm|LHR|WIR)/.test(id) || group === 'band powers')
    .map(({ id }) => id),
);

/**
 * Whether an index is compared as its log10: powers, spectral moments and their ratios spread over orders of magnitude,
 * so that a mean of plain values would be that of one or two people.
 */
export function isComparedAsLog(id: string): boolean {
  return logarithmic.has(id);
}

/** Whether an index belongs to a segment, or to one of several of its kind (`hold 1`, `hold 2`). */
const isOf = (segment: ComparedSegment, name: string): boolean =>
  name === segment || new RegExp(`^${segment} \\d+$`).test(name);

/**
 * Indices of one kind of segment as rows for `compareConditions`; the condition is the state that the study labels,
 * or what is asked for. Powers,
 * moments and their ratios become log10. An index that a recording does not carry, or that has no log10, has no row.
 */
export function conditionValues(
  recordings: readonly StudyRecording[],
  {
    ids,
    segment,
    conditionOf = ({ state }) => state,
  }: {
    readonly ids: readonly string[];
    readonly segment: ComparedSegment;
    /** The condition of a recording; undefined where it has none and gives no row. @default its state */
    readonly conditionOf?: (entry: StudyEntry) => string | undefined;
  },
): ConditionValue[] {
  // Index by index: a table has its rows in the order in which indices first appear.
  return ids.flatMap((id) =>
    recordings.flatMap(({ entry, indices }) => {
      const condition = conditionOf(entry);
      if (condition === undefined) return [];
      return indices
        .filter((index) => index.id === id && isOf(segment, index.segment))
        .map(({ value, unit }) => ({
          subject: entry.subject,
          condition,
          id,
          value: isComparedAsLog(id) ? Math.log10(value) : value,
          unit: isComparedAsLog(id) ? `log10(${unit})` : unit,
        }))
        .filter(({ value }) => Number.isFinite(value));
    }),
  );
}
