import type { Random } from '#base';
import { difficulties } from './difficulty.ts';
import type { VirtualParticipant } from './virtual-participant.ts';

/** What differs from one recording of a person to the next. */
export function recordingScatter(random: Random, { difficulty, lnGainDrift }: VirtualParticipant, warmth: number) {
  const { alongMm, acrossMm, lnGain } = difficulties[difficulty].within;
  return {
    shift: { alongMm: alongMm * random.normal(), acrossMm: acrossMm * random.normal() },
    gain: Math.exp(lnGain * random.normal() + lnGainDrift * warmth),
  };
}
