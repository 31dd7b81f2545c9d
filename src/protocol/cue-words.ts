import type { AddedStep } from './guide-state.ts';
import type { ProtocolStep } from './protocol-step.ts';

/** What is done, as one word that can be read from two metres. */
export type CueWord = 'rest' | 'relax' | 'hold' | 'maximum' | 'easy';

/** Rests up to this length (s) only part two efforts. */
const longestRelaxS = 10;

export function cueWord({ kind, durationS }: ProtocolStep, added?: AddedStep): CueWord {
  if (kind === 'maximal') return 'maximum';
  if (kind === 'target') return added === 'practice' ? 'easy' : 'hold';
  return durationS <= longestRelaxS ? 'relax' : 'rest';
}

/** What the person is told: the protocol's own words where it has some. */
export function cueText(step: ProtocolStep, added?: AddedStep): string {
  if (step.cue !== undefined) return step.cue;
  switch (cueWord(step, added)) {
    case 'maximum':
      return 'As hard as you can, and hold it!';
    case 'hold':
      return `Hold at ${step.targetPercent} % of your maximum.`;
    case 'easy':
      return 'Squeeze easily, just to feel it.';
    case 'relax':
      return 'Relax. Let go.';
    case 'rest':
      return 'Rest. Hand open, arm still.';
  }
}
