import { mean } from '#signal';
import { type ConditionComparison, compareConditions, type StudyRecording } from '#study';
import { type CompletePair, completePairs, subjectPairs } from './subject-pairs.ts';

/** One quantity in both states of every person, and what changes. */
export interface PairedIndex {
  /** Short name with the segment it belongs to. */
  readonly name: string;
  readonly unit: string;
  readonly pairs: readonly CompletePair[];
  readonly freshMean: number;
  readonly fatiguedMean: number;
  /** Mean over people of fatigued − fresh. */
  readonly meanDifference: number;
  /** The paired comparison of the same people, its p corrected for all quantities; null with fewer than three. */
  readonly comparison: ConditionComparison | null;
  readonly falls: number;
  readonly rises: number;
}

interface Quantity {
  readonly name: string;
  readonly unit: (recording: StudyRecording) => string | undefined;
  readonly value: (recording: StudyRecording) => number | undefined;
}

function indexOf(segment: 'hold' | 'mvc', id: string, log = false): Quantity {
  const find = (recording: StudyRecording) =>
    recording.indices.find((index) => index.segment === segment && index.id === id);
  return {
    name: `${log ? `log10 ${id}` : id}, ${segment === 'mvc' ? 'MVC' : 'hold'}`,
    unit: (recording) => (log ? '' : find(recording)?.unit),
    value: (recording) => {
      const value = find(recording)?.value;
      return log && value !== undefined ? Math.log10(value) : value;
    },
  };
}

const strength: Quantity = {
  name: 'EMG-derived %MVC',
  unit: () => '%',
  value: (recording) => recording.strength?.percentMvcEmg,
};

const ofSegment = (segment: 'hold' | 'mvc'): Quantity[] => [
  indexOf(segment, 'RMS'),
  indexOf(segment, 'MDF'),
  indexOf(segment, 'MNF'),
  indexOf(segment, 'FInsm5', true),
];

const quantities: readonly Quantity[] = [...ofSegment('hold'), strength, ...ofSegment('mvc')];

type Uncompared = Omit<PairedIndex, 'comparison'>;

function paired({ name, unit, value }: Quantity, recordings: readonly StudyRecording[]): Uncompared[] {
  const measured = recordings.flatMap((recording) => {
    const number = value(recording);
    return number !== undefined && Number.isFinite(number) ? [{ recording, number }] : [];
  });
  const first = measured[0];
  if (first === undefined) return [];
  const ofUnit = unit(first.recording) ?? '';
  const pairs = completePairs(
    subjectPairs(
      measured
        .filter(({ recording }) => unit(recording) === ofUnit)
        .flatMap(({ recording: { entry }, number }) =>
          entry.state ? [{ subject: entry.subject, state: entry.state, value: number }] : [],
        ),
    ),
  );
  if (pairs.length === 0) return [];
  const differences = pairs.map(({ fresh, fatigued }) => fatigued - fresh);
  return [
    {
      name,
      unit: ofUnit,
      pairs,
      freshMean: mean(pairs.map(({ fresh }) => fresh)),
      fatiguedMean: mean(pairs.map(({ fatigued }) => fatigued)),
      meanDifference: mean(differences),
      falls: differences.filter((difference) => difference < 0).length,
      rises: differences.filter((difference) => difference > 0).length,
    },
  ];
}

/** The paired comparison of each quantity that at least three people have in both states. */
function compared(quantities: readonly Uncompared[]): readonly ConditionComparison[] {
  const values = quantities.flatMap(({ name, unit, pairs }) =>
    pairs.flatMap(({ subject, fresh, fatigued }) => [
      { subject, id: name, unit, condition: 'fresh', value: fresh },
      { subject, id: name, unit, condition: 'fatigued', value: fatigued },
    ]),
  );
  return compareConditions(values, { conditions: ['fresh', 'fatigued'] }).rows;
}

/**
 * The indices that fatigue is known to move, fresh and fatigued, of everybody who has both: RMS, MDF, MNF and
 * log10 FInsm5 of hold and MVC, and between them the EMG-derived %MVC. Excluded recordings stay out.
 */
export function pairedIndices(recordings: readonly StudyRecording[]): PairedIndex[] {
  const used = recordings.filter((recording) => recording.excluded === null);
  const found = quantities.flatMap((quantity) => paired(quantity, used));
  const rows = compared(found);
  return found.map((index) => ({ ...index, comparison: rows.find(({ id }) => id === index.name) ?? null }));
}
