/** A scale on which a person says how hard it was. */
export interface RatingScale {
  readonly id: RatingScaleId;
  readonly name: string;
  readonly source: string;
  readonly lowest: number;
  readonly highest: number;
  /** Smallest difference that can be said. */
  readonly step: number;
  /** What is asked. */
  readonly question: string;
  /** Numbers with words. */
  readonly anchors: readonly (readonly [value: number, words: string])[];
}

export type RatingScaleId = 'borg-cr10' | 'borg-6-20';

/** When a rating is asked for: after a maximal squeeze that is no reference, after a round of a repeat, at the end. */
export type AskMoment = 'maximal' | 'round' | 'end';

/** What is asked of a person during a test. */
export interface ProtocolAsks {
  readonly scale: RatingScaleId;
  readonly after: readonly AskMoment[];
  /** Of rounds only each so many-th. @default 1 */
  readonly everyRounds?: number;
}

const question = 'How hard was that for your hand and forearm?';

/** Borg's two scales: the category-ratio scale suits one muscle, the older one goes with heart rate. */
export const ratingScales: Readonly<Record<RatingScaleId, RatingScale>> = {
  'borg-cr10': {
    id: 'borg-cr10',
    name: 'Borg CR10',
    source: 'Borg 1982, Med Sci Sports Exerc 14:377–381',
    lowest: 0,
    highest: 10,
    step: 0.5,
    question,
    anchors: [
      [0, 'nothing at all'],
      [0.5, 'very, very weak'],
      [1, 'very weak'],
      [2, 'weak'],
      [3, 'moderate'],
      [4, 'somewhat strong'],
      [5, 'strong'],
      [7, 'very strong'],
      [10, 'very, very strong'],
    ],
  },
  'borg-6-20': {
    id: 'borg-6-20',
    name: 'Borg RPE 6–20',
    source: 'Borg 1982, Med Sci Sports Exerc 14:377–381',
    lowest: 6,
    highest: 20,
    step: 1,
    question,
    anchors: [
      [7, 'very, very light'],
      [9, 'very light'],
      [11, 'fairly light'],
      [13, 'somewhat hard'],
      [15, 'hard'],
      [17, 'very hard'],
      [19, 'very, very hard'],
    ],
  },
};

/** Whether a value can be said on a scale. */
export function isRating(id: RatingScaleId, value: number): boolean {
  const { lowest, highest, step } = ratingScales[id];
  return value >= lowest && value <= highest && Number.isInteger((value - lowest) / step);
}
