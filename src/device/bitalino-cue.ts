import type { DeviceCue } from './device.ts';

/** The outputs of a (r)evolution: digital lines (bit 0 and 1 are O1 and O2), and the level of its PWM output. */
export interface BitalinoOutputs {
  readonly lines: number;
  readonly level: number;
}

/** Force that the highest level stands for (N): more than any hand. */
const fullScaleN = 1020;
const most = 255;

const levelOf = (share: number): number => Math.min(most, Math.max(1, Math.round(most * share)));

/**
 * A cue as outputs: all off is rest; O2 a maximal squeeze; O1 a target of `level` · 4 N; both a target of `level` / 255 of the
 * person's own maximum. Somebody with a lamp at each output could follow it, and a virtual person does.
 */
export function outputsOfCue(cue: DeviceCue): BitalinoOutputs {
  if (cue.kind === 'rest') return { lines: 0, level: 0 };
  if (cue.kind === 'maximal') return { lines: 2, level: 0 };
  if ('forceN' in cue) return { lines: 1, level: levelOf(cue.forceN / fullScaleN) };
  return { lines: 3, level: levelOf(cue.percent / 100) };
}

/** The inverse of {@link outputsOfCue}; a target of nothing is rest. */
export function cueOfOutputs({ lines, level }: BitalinoOutputs): DeviceCue {
  if ((lines & 3) === 2) return { kind: 'maximal' };
  if ((lines & 3) === 0 || level === 0) return { kind: 'rest' };
  const share = level / most;
  return lines & 2 ? { kind: 'target', percent: 100 * share } : { kind: 'target', forceN: fullScaleN * share };
}
