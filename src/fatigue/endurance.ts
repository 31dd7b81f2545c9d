import { requirePositive, requireSamples } from '#base';

/** When a hold counts as failed. */
export interface EnduranceOptions {
  /** Force to be held, in the unit of the force. */
  readonly target: number;
  /** Share of the target below which the force is too low. @default 0.95 */
  readonly leastShare?: number;
  /** How long the force must stay too low (s); studies use 0.5 to 5 s. @default 2 */
  readonly forS?: number;
}

/** How long a force was held. */
export interface Endurance {
  /** First time the force reached the least share of the target (s); null where it never did. */
  readonly startS: number | null;
  /** From there until the force fell and stayed too low, or until the end of the record (s). */
  readonly enduranceS: number;
  /** False where the record ended first: the endurance time is then at least `enduranceS`. */
  readonly hasFailed: boolean;
  /** The rule in words, to be published with the number. */
  readonly rule: string;
}

/**
 * Endurance time of a hold at a target force: from the first time the force reaches 95 % of the target until it stays
 * below that for longer than 2 s; the time ends where the force fell, not 2 s later. Shorter dips do not end it.
 *
 * @param force [nSamples], tared.
 * @throws ArgumentError for an empty force, or a target, share or time that is not above 0.
 * @example
 * const held = endurance(force, 100, { target: 200, forS: 1 });
 * held.hasFailed; // true, when the force fell below 190 for more than 1 s
 */
export function endurance(force: Float64Array, fs: number, options: EnduranceOptions): Endurance {
  const { target, leastShare = 0.95, forS = 2 } = options;
  requirePositive('fs', fs, 'endurance');
  requirePositive('target', target, 'endurance');
  requirePositive('leastShare', leastShare, 'endurance');
  requirePositive('forS', forS, 'endurance');
  requireSamples(force, 'endurance', { name: 'force' });
  const least = leastShare * target;
  const rule = `Failed when the force stays below ${+(100 * leastShare).toFixed(1)} % of the target for more than ${forS} s.`;
  const start = force.findIndex((value) => value >= least);
  if (start < 0) return { startS: null, enduranceS: 0, hasFailed: true, rule };
  let lowFrom = -1;
  for (let i = start; i < force.length; i++) {
    if (force[i] >= least) lowFrom = -1;
    else if (lowFrom < 0) lowFrom = i;
    if (lowFrom >= 0 && (i - lowFrom + 1) / fs > forS) {
      return { startS: start / fs, enduranceS: (lowFrom - start) / fs, hasFailed: true, rule };
    }
  }
  return { startS: start / fs, enduranceS: (force.length - start) / fs, hasFailed: false, rule };
}
