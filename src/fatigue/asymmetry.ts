import { requirePositive } from '#base';

/** How two hands differ. */
export interface GripAsymmetry {
  /** `100 (dominant − non-dominant) / dominant`, in %; above 0 where the dominant hand is the stronger. */
  readonly percent: number;
  readonly formula: string;
  /** The 10 % rule as its source found it: a recorded fact, not a limit of health. */
  readonly rule: string;
}

const formula = '100 (dominant − non-dominant) / dominant';
const rule =
  'Right-handed people were on average about 10 % stronger on the dominant side; in left-handed people both hands were equal (Crosby et al. 1994, 214 volunteers). Single people scatter widely around both.';

/**
 * Left-right asymmetry of grip, in % of the dominant hand.
 *
 * @param dominant and `nonDominant`: strengths in one unit, by one protocol.
 * @throws ArgumentError when one is not above 0.
 * @example
 * gripAsymmetry({ dominant: 50, nonDominant: 45 }).percent; // 10
 */
export function gripAsymmetry(hands: { readonly dominant: number; readonly nonDominant: number }): GripAsymmetry {
  const { dominant, nonDominant } = hands;
  requirePositive('dominant', dominant, 'gripAsymmetry');
  requirePositive('nonDominant', nonDominant, 'gripAsymmetry');
  return { percent: (100 * (dominant - nonDominant)) / dominant, formula, rule };
}
