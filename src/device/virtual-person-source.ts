import { seededRandom } from '#base';
import { type DifficultyName, type TaskCue, taskStream, type VirtualParticipant, virtualParticipant } from '#simulate';
import type { DeviceCue } from './device.ts';
import type { SampleSource } from './sample-source.ts';
import { loadCellCounts } from './virtual-load-cell.ts';

/** What a virtual person does by themselves, one step after another; targets in % of their true rested maximum. */
export type ScriptStep = { readonly durationS: number } & (
  | { readonly kind: 'rest' | 'maximal' }
  | { readonly kind: 'target'; readonly targetPercent: number }
);

/** Rest, hold, relax, squeeze, again and again: something to see where nobody gives cues. */
export const handgripScript: readonly ScriptStep[] = [
  { kind: 'rest', durationS: 15 },
  { kind: 'target', targetPercent: 70, durationS: 10 },
  { kind: 'rest', durationS: 5 },
  { kind: 'maximal', durationS: 5 },
  { kind: 'rest', durationS: 5 },
];

/** Which person, and what they do until they are told. */
export interface VirtualPersonSourceOptions {
  readonly seed: number;
  /** Number of the person, from 0. @default 0 */
  readonly index?: number;
  /** @default 'realistic' */
  readonly difficulty?: DifficultyName;
  /** Repeated until the first cue. @default rest */
  readonly script?: readonly ScriptStep[];
  /** Sampling rate (Hz). @default 1000 */
  readonly fs?: number;
}

/** A source of samples that is a person. SIMULATED. */
export interface VirtualPersonSource extends SampleSource {
  readonly participant: VirtualParticipant;
  cue(cue: DeviceCue): void;
}

const bits = 10;
/** An input to which nothing is attached stands in the middle and trembles by a count. */
const openInput = { counts: 512, sdCounts: 0.8 } as const;
const openInputs = ['A3', 'A4', 'A5', 'A6'] as const;

const cueOf = (step: ScriptStep): TaskCue =>
  step.kind === 'target' ? { kind: 'target', targetShare: step.targetPercent / 100 } : { kind: step.kind };

function toldOf(cue: DeviceCue, mvcN: number): TaskCue {
  if (cue.kind !== 'target') return cue;
  return { kind: 'target', targetShare: 'forceN' in cue ? cue.forceN / mvcN : cue.percent / 100 };
}

/**
 * A virtual person on a BITalino: A1 is the sEMG of FDS, A2 a load cell in the handle (`virtualLoadCell`), A3 to A6 are open
 * inputs; all in counts of 10 bits. They rest, or follow a script, until the first cue; they see their force beside a target, and correct it. The same options and cues give the
 * same counts, however they are read. SIMULATED.
 *
 * @throws ArgumentError for a person or a rate that `virtualParticipant` or `taskStream` refuses.
 */
export function virtualPersonSource(options: VirtualPersonSourceOptions): VirtualPersonSource {
  const { seed, index = 0, difficulty = 'realistic', script = [], fs = 1000 } = options;
  const participant = virtualParticipant({ seed, index, difficulty });
  const stream = taskStream({ participant, fs, seesForce: true });
  const open = seededRandom(participant.seed).fork('open inputs');
  let isCued = script.length === 0;
  let at = -1;
  let leftOfStep = 0;
  const nextStep = (): void => {
    at = (at + 1) % script.length;
    const step = script[at] as ScriptStep;
    leftOfStep = Math.max(1, Math.round(step.durationS * fs));
    stream.cue(cueOf(step));
  };
  const fill = (out: readonly Float64Array[], from: number, nSamples: number): void => {
    const { emgCounts, forceN } = stream.next(nSamples);
    out[0].set(emgCounts, from);
    out[1].set(loadCellCounts(forceN), from);
    for (let i = from; i < from + nSamples; i++) {
      for (let c = 2; c < out.length; c++)
        out[c][i] = openInput.counts + Math.round(openInput.sdCounts * open.normal());
    }
  };
  return {
    participant,
    channels: [
      { name: 'A1', unit: 'count', bits, kind: 'emg' },
      { name: 'A2', unit: 'count', bits, kind: 'force' },
      ...openInputs.map((name) => ({ name, unit: 'count' as const, bits, kind: 'other' as const })),
    ],
    fs,
    facts: { model: `Virtual person ${participant.id} (SIMULATED)`, simulated: true },
    next(nSamples) {
      const out = Array.from({ length: 2 + openInputs.length }, () => new Float64Array(nSamples));
      for (let from = 0; from < nSamples; ) {
        if (!isCued && leftOfStep === 0) nextStep();
        const n = isCued ? nSamples - from : Math.min(leftOfStep, nSamples - from);
        fill(out, from, n);
        leftOfStep -= n;
        from += n;
      }
      return out;
    },
    cue(cue) {
      stream.cue(toldOf(cue, participant.mvcN));
      isCued = true;
    },
  };
}
