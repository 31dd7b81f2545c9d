import { ArgumentError, requireSamples } from '#base';
import { movingRms } from '#signal';
import { activeRuns } from './contraction-runs.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

/** What counts as an effort on a force. */
export interface ForceEffortOptions {
  /** Share of the largest force above which somebody pushes or squeezes. @default 0.1 */
  readonly leastShare?: number;
  /** From this length on (s) an effort is a hold; what is shorter is taken for a maximal squeeze. @default 8 */
  readonly holdFromS?: number;
}

// Short enough for the ramp of a squeeze, long enough that a single wrong sample is no effort.
const smoothS = 0.1;
const rules = { blipS: 0.1, bridgeS: 0.3, shortestS: 0.5 } as const;

/**
 * Efforts on a tared force, in the order of time: stretches of half a second or more above a share of the largest force.
 * Dips shorter than 0.3 s belong to the effort around them. An effort is named by its length alone, `mvc` or `hold`:
 * whether somebody tried
 * their hardest is not in a force.
 *
 * @throws ArgumentError for a channel that is no force, an option out of range, or a force that never rises above 0.
 */
export function findForceEfforts(
  force: Channel,
  { leastShare = 0.1, holdFromS = 8 }: ForceEffortOptions = {},
): Segment[] {
  const where = 'findForceEfforts';
  const { name, kind, fs, samples } = force;
  if (kind !== 'force') {
    throw new ArgumentError(
      `force must be a channel of kind force, got ${name} of kind ${kind} — in ${where}.`,
      'Pass the channel that the force was recorded on.',
    );
  }
  if (!(leastShare > 0 && leastShare < 1 && holdFromS > 0)) {
    throw new ArgumentError(
      `leastShare must lie between 0 and 1 and holdFromS above 0, got ${leastShare} and ${holdFromS} — in ${where}.`,
      'Leave them out for 0.1 and 8 s.',
    );
  }
  requireSamples(samples, where, { name });
  const smooth = movingRms(
    samples.map((value) => Math.max(0, value)),
    { windowSamples: Math.max(1, Math.round(smoothS * fs)) },
  );
  const top = smooth.reduce((most, value) => Math.max(most, value), 0);
  if (top === 0) {
    throw new ArgumentError(
      `${name} never rises above 0 — in ${where}.`,
      'Check that it is the force and not upside down; pass a negative scale where it is.',
    );
  }
  const { blipS, bridgeS, shortestS } = rules;
  const { runs } = activeRuns(smooth, leastShare * top, {
    blip: Math.round(blipS * fs),
    bridge: Math.round(bridgeS * fs),
    shortest: Math.round(shortestS * fs),
  });
  return runs.map(({ start, end }) => ({
    kind: (end - start) / fs >= holdFromS ? ('hold' as const) : ('mvc' as const),
    channel: name,
    startS: start / fs,
    endS: end / fs,
  }));
}
