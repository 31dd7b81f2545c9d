import type { Protocol } from './protocol.ts';
import { durationOf, fewestRounds, type ProtocolDuration, protocolDuration } from './protocol-duration.ts';
import { listsOf, type ProtocolPlace } from './protocol-place.ts';

/** How long what follows the step at a place takes, at least and at most; the step itself is not counted. */
export function durationBehind(protocol: Protocol, { levels }: ProtocolPlace): ProtocolDuration {
  const lists = listsOf(protocol, levels);
  let [shortestS, longestS] = [0, 0];
  levels.forEach(({ at, round }, depth) => {
    const part = lists[depth][at];
    for (const later of lists[depth].slice(at + 1)) {
      const span = durationOf(later);
      shortestS += span.shortestS;
      longestS += span.longestS;
    }
    if (part?.kind !== 'repeat') return;
    const each = protocolDuration(part);
    shortestS += Math.max(0, fewestRounds(part) - round) * each.shortestS;
    longestS += (part.times - round) * each.longestS;
  });
  return { shortestS, longestS };
}
