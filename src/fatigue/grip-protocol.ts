import { ArgumentError, requireFinite, requireOneOf } from '#base';

/** A published way to measure grip strength. */
export interface GripProtocol {
  readonly id: GripProtocolId;
  readonly source: string;
  readonly posture: string;
  readonly handle: string;
  readonly trials: string;
  /** Number of trials that make up the score. */
  readonly nTrials: number;
  readonly score: 'mean' | 'maximum';
}

export type GripProtocolId = 'asht-2015' | 'southampton-2011';

/** Two protocols that give different numbers for the same hand: a maximum of 6 lies above a mean of 3. */
export const gripProtocols: readonly GripProtocol[] = [
  {
    id: 'asht-2015',
    source: 'American Society of Hand Therapists 2015',
    posture:
      'seated without armrest, shoulder adducted and neutral, elbow at 90°, forearm neutral, wrist extended 15–30° and 0–15° ulnar',
    handle: 'Jamar position 2',
    trials: '3 of one hand, at least 3 s each, at least 15 s rest',
    nTrials: 3,
    score: 'mean',
  },
  {
    id: 'southampton-2011',
    source: 'Southampton protocol, Roberts et al. 2011',
    posture: 'seated, forearm on the armrest, wrist over its end, thumb up',
    handle: 'Jamar; its table states no position',
    trials: '3 of each hand, sides alternating',
    nTrials: 6,
    score: 'maximum',
  },
];

/** A score and what it was made of. */
export interface GripScore {
  readonly value: number;
  readonly protocol: GripProtocol;
  /** Whether exactly the trials that the protocol asks for are there. */
  readonly isComplete: boolean;
  /** In words, for a report. */
  readonly statement: string;
}

/**
 * The score of a grip test by a protocol: ASHT the mean of 3 trials of one hand, Southampton the best of 6, 3 of each
 * hand.
 *
 * @param forces force of each trial, all in one unit [nTrials].
 * @throws ArgumentError for an unknown protocol, no trial, or a force that is not finite.
 * @example
 * gripScore([40, 42, 44], 'asht-2015').value; // 42
 */
export function gripScore(forces: readonly number[], id: GripProtocolId): GripScore {
  const ids = gripProtocols.map((protocol) => protocol.id);
  requireOneOf('protocol', id, ids, 'gripScore');
  requireFinite('forces', forces, 'gripScore');
  if (forces.length === 0) {
    throw new ArgumentError(
      'forces must hold at least 1 trial, got 0 — in gripScore.',
      'Pass the force of each trial.',
    );
  }
  const protocol = gripProtocols[ids.indexOf(id)];
  const isComplete = forces.length === protocol.nTrials;
  const value =
    protocol.score === 'mean'
      ? forces.reduce((sum, force) => sum + force, 0) / forces.length
      : forces.reduce((best, force) => Math.max(best, force));
  const missing = isComplete ? '' : `, though the protocol asks for ${protocol.nTrials}`;
  const trials = forces.length === 1 ? '1 trial' : `${forces.length} trials`;
  const statement = `${protocol.score === 'mean' ? 'Mean' : 'Maximum'} of ${trials}${missing} (${protocol.source}).`;
  return { value, protocol, isComplete, statement };
}

/** What has to be known of a strength measurement before it is compared: recorded as said, never guessed. */
export interface StrengthFacts {
  readonly protocol?: GripProtocolId;
  readonly posture?: string;
  /** As the device counts it, such as `Jamar position 2` or `50 mm`. */
  readonly handlePosition?: string;
  readonly hand?: 'left' | 'right';
  readonly dominantHand?: 'left' | 'right' | 'both';
  /** Who gave the instructions. A role or a code, not a name. */
  readonly instructedBy?: string;
  readonly encouragement?: 'verbal' | 'visual' | 'both' | 'none';
}

const factNames: Readonly<Record<keyof StrengthFacts, string>> = {
  protocol: 'protocol',
  posture: 'posture',
  handlePosition: 'handle position',
  hand: 'hand',
  dominantHand: 'dominant hand',
  instructedBy: 'instructed by',
  encouragement: 'encouragement',
};

/** Every fact in words, one a line; what nobody wrote down says so: a comparison depends on it. */
export function statedFacts(facts: StrengthFacts): string[] {
  return (Object.keys(factNames) as (keyof StrengthFacts)[]).map((key) => {
    const value = facts[key];
    return `${factNames[key]}: ${value === undefined || value === '' ? 'not recorded' : value}`;
  });
}

/** Which recorded facts of two sessions differ or are missing in one: why their strengths may not compare. */
export function differingFacts(a: StrengthFacts, b: StrengthFacts): string[] {
  return (Object.keys(factNames) as (keyof StrengthFacts)[])
    .filter((key) => a[key] !== b[key])
    .map((key) => `${factNames[key]}: ${a[key] ?? 'not recorded'} / ${b[key] ?? 'not recorded'}`);
}
