import type { Protocol, ProtocolPart, ProtocolRecording, Repeat } from './protocol.ts';

/** How long a protocol takes. */
export interface ProtocolDuration {
  /** Where every rule ends its repeat as early as it may, and every hold fails at once (s). */
  readonly shortestS: number;
  /** Where no rule and no failure ends anything early (s). */
  readonly longestS: number;
}

type Part = ProtocolPart | ProtocolRecording;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Maximal squeezes of one round that is as short as it may be. */
function fewestSqueezes(parts: readonly ProtocolPart[]): number {
  return sum(
    parts.map((part) => {
      if (part.kind === 'repeat') return fewestRounds(part) * fewestSqueezes(part.steps);
      return part.kind === 'maximal' ? 1 : 0;
    }),
  );
}

/** Rounds of a repeat that its rule ends as early as it may. */
export function fewestRounds({ times, until, steps }: Repeat): number {
  if (until === undefined) return times;
  if (until.rule !== 'best-two-within') return 1;
  return Math.min(times, Math.ceil(until.fewest / Math.max(1, fewestSqueezes(steps))));
}

export function durationOf(part: Part): ProtocolDuration {
  if (part.kind === 'recording' || part.kind === 'repeat') {
    const { shortestS, longestS } = protocolDuration(part);
    const [fewest, most] = part.kind === 'repeat' ? [fewestRounds(part), part.times] : [1, 1];
    return { shortestS: fewest * shortestS, longestS: most * longestS };
  }
  const { durationS } = part;
  return { shortestS: part.kind === 'target' && part.failure ? 0 : durationS, longestS: durationS };
}

/**
 * How long a protocol, or a part of one, takes at least and at most: the times of its steps, without what people need
 * between them.
 *
 * @example
 * protocolDuration({ steps: [{ kind: 'rest', durationS: 5 }] }).longestS; // 5
 */
export function protocolDuration({ steps }: { readonly steps: Protocol['steps'] }): ProtocolDuration {
  const parts = steps.map(durationOf);
  return { shortestS: sum(parts.map((part) => part.shortestS)), longestS: sum(parts.map((part) => part.longestS)) };
}

/** How many steps a protocol can become at most. */
export function mostSteps(steps: Protocol['steps']): number {
  return sum(
    steps.map((part) => {
      if (part.kind === 'recording') return mostSteps(part.steps);
      return part.kind === 'repeat' ? part.times * mostSteps(part.steps) : 1;
    }),
  );
}
