import { requirePositive } from '#base';
import { convertForce, type ForceUnit } from '#recording';

export type Sex = 'female' | 'male';
/** Which hand a grip strength belongs to, as the norm tables part them. */
export type GripHand = 'right' | 'left' | 'dominant' | 'non-dominant';

/** What was measured, and of whom. */
export interface GripMeasurement {
  readonly value: number;
  readonly unit: ForceUnit;
  readonly ageYears: number;
  readonly sex: Sex;
  /** Everything that is known of the hand, such as `['left', 'non-dominant']`: each table knows only one of the two. */
  readonly hands: readonly GripHand[];
}

/** One measurement beside one table. */
export interface GripNorm {
  readonly source: string;
  /** How the table's people were measured: compare only what was measured alike. */
  readonly protocol: string;
  readonly hand: GripHand;
  readonly ages: readonly [from: number, to: number];
  /** Mean and SD of the table, in the unit of the measurement. */
  readonly mean: number;
  readonly sd: number;
  readonly unit: ForceUnit;
  /** `(value − mean) / sd`. */
  readonly z: number;
}

/** The norms that fit a measurement, or why there is none. */
export interface GripNorms {
  readonly norms: readonly GripNorm[];
  /** In words, where `norms` is empty. */
  readonly none?: string;
}

type MeanSd = readonly [mean: number, sd: number];

interface NormTable {
  readonly source: string;
  readonly protocol: string;
  /** First and last age in whole years. */
  readonly ages: readonly [from: number, to: number];
  readonly unit: ForceUnit;
  readonly values: Readonly<Record<Sex, Partial<Readonly<Record<GripHand, MeanSd>>>>>;
}

/** The tables as their sources print them, in their own unit: converting comes last, so nothing is rounded twice. */
export const gripNormTables: readonly NormTable[] = [
  {
    source: 'Mathiowetz et al. 1985, USA',
    protocol: 'Jamar, handle position 2, seated, elbow at 90°, mean of 3 trials',
    ages: [20, 24],
    unit: 'lbf',
    values: {
      male: { right: [121.0, 20.6], left: [104.5, 21.8] },
      female: { right: [70.4, 14.5], left: [61.0, 13.1] },
    },
  },
  {
    source: 'Massy-Westropp et al. 2011, Australia',
    protocol: 'Jamar, seated, elbow at 90°, mean of 3 trials',
    ages: [20, 29],
    unit: 'kgf',
    values: {
      male: { dominant: [47, 9.5], 'non-dominant': [45, 9.7] },
      female: { dominant: [30, 7.0], 'non-dominant': [28, 6.1] },
    },
  },
];

/**
 * A grip strength beside published norms of the same sex, age and hand. The tables cover ages 20–29 only, from two rich
 * countries; elsewhere young people grip less (Dodds 2014: z about −0.9 in developing regions), so a low z is no finding
 * by itself. A maximum of several trials lies above a mean of three and does not compare.
 *
 * @throws ArgumentError for a value or an age that is not positive, or an unknown unit.
 * @example
 * gripNorms({ value: 40, unit: 'kgf', ageYears: 22, sex: 'female', hands: ['right'] }).norms[0].z; // 1.227…
 */
export function gripNorms({ value, unit, ageYears, sex, hands }: GripMeasurement): GripNorms {
  requirePositive('value', value, 'gripNorms');
  requirePositive('ageYears', ageYears, 'gripNorms');
  const ofAge = gripNormTables.filter(({ ages: [from, to] }) => ageYears >= from && ageYears < to + 1);
  if (ofAge.length === 0) {
    return { norms: [], none: `There is no norm for this age: ${ageYears} years lies outside 20–29.` };
  }
  const norms = ofAge.flatMap(({ source, protocol, ages, unit: printed, values }) =>
    hands.flatMap((hand): GripNorm[] => {
      const found = values[sex][hand];
      if (!found) return [];
      const [mean, sd] = found.map((number) => convertForce(number, printed, unit)) as unknown as MeanSd;
      return [{ source, protocol, hand, ages, mean, sd, unit, z: (value - mean) / sd }];
    }),
  );
  if (norms.length > 0) return { norms };
  return {
    norms,
    none: `There is no norm for this hand: for ${ageYears} years the tables know ${hands.length === 0 ? 'hands, and none was named' : `other hands than ${hands.join(', ')}`}.`,
  };
}
