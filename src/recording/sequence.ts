import type { Channel } from './recording.ts';

/** A BITalino numbers its frames with four bits. */
export const bitalinoCycle = 16;

/** What a sequence counter says about lost samples. */
export interface SequenceGaps {
  /** Samples missing in all gaps; counted modulo the cycle for a cyclic counter. */
  readonly missing: number;
  /** Index of the first sample after each gap, rising. */
  readonly gapsAt: readonly number[];
}

/** Whether a counter can be judged at all: whole numbers that move. */
function counts(sequence: Float64Array, most: number): boolean {
  let moves = false;
  for (let i = 0; i < sequence.length; i++) {
    const value = sequence[i] as number;
    if (!Number.isInteger(value) || value < 0 || value > most) return false;
    if (value !== sequence[0]) moves = true;
  }
  return moves;
}

function gapsBy(sequence: Float64Array, missingAfter: (previous: number, value: number) => number): SequenceGaps {
  let missing = 0;
  const gapsAt: number[] = [];
  for (let i = 1; i < sequence.length; i++) {
    const lost = missingAfter(sequence[i - 1] as number, sequence[i] as number);
    if (lost === 0) continue;
    missing += lost;
    gapsAt.push(i);
  }
  return { missing, gapsAt };
}

/** Gaps of a counter that runs 0, 1, … `cycle` − 1, 0 (BITalino: 16). Undefined when the column is no such counter. */
export function cyclicGaps(sequence: Float64Array, cycle: number): SequenceGaps | undefined {
  if (!counts(sequence, cycle - 1)) return undefined;
  return gapsBy(sequence, (previous, value) => (value - previous - 1 + cycle) % cycle);
}

const largest16Bit = 65535;

/**
 * Gaps of a counter that goes up by one per sample (PLUX). A counter that stops at 65535 is full and says no more;
 * one that steps back has been restarted, which is no gap. Undefined when the column is no such counter.
 */
export function runningGaps(sequence: Float64Array): SequenceGaps | undefined {
  if (!counts(sequence, Number.MAX_SAFE_INTEGER)) return undefined;
  return gapsBy(sequence, (previous, value) => {
    if (value === previous && value === largest16Bit) return 0;
    return Math.max(0, value - previous - 1);
  });
}

/** A channel that knows where samples of it were lost; the same one where none were. */
export function withGaps(channel: Channel, gapsAt: readonly number[] = []): Channel {
  return gapsAt.length === 0 ? channel : { ...channel, gapsAt };
}
