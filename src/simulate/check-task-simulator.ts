import type { Recording } from '#recording';
import type { TaskSimulator } from './task-simulator.ts';
import type { TaskStep } from './task-steps.ts';
import type { TaskTruth, TrueContraction } from './task-truth.ts';

/** How tired the invented person of the tests is: force they could bring up now (N). */
export interface InventedState {
  readonly capacityN: number;
}

const perS = 10;

/**
 * An invented person for tests, whose every number can be worked out by hand: rested maximum 400 N; each second of an
 * effort takes `lossNPerS` from it down to 20 N, nothing gives it back; forces are exact and begin with the cue.
 */
export function inventedPerson(lossNPerS: number) {
  const calls: { readonly steps: readonly TaskStep[]; readonly file: string }[] = [];
  const simulate: TaskSimulator<InventedState> = ({ steps, state, file }) => {
    calls.push({ steps, file });
    let capacityN = state?.capacityN ?? 400;
    const forceN: number[] = [];
    const mvcLoss: number[] = [];
    const cues: TaskTruth['steps'][number][] = [];
    const contractions: TrueContraction[] = [];
    for (const step of steps) {
      const startS = forceN.length / perS;
      const n = Math.round(step.durationS * perS);
      let bestN = 0;
      for (let i = 0; i < n; i++) {
        const wanted = step.kind === 'rest' ? 0 : step.kind === 'maximal' ? capacityN : step.targetShare * 400;
        const force = Math.min(wanted, capacityN);
        bestN = Math.max(bestN, force);
        forceN.push(force);
        mvcLoss.push(1 - capacityN / 400);
        if (force > 0) capacityN = Math.max(20, capacityN - lossNPerS / perS);
      }
      const endS = forceN.length / perS;
      cues.push({ startS, endS, failedAtS: null });
      const kind = step.kind === 'maximal' ? 'mvc' : 'hold';
      if (bestN > 0) contractions.push({ kind, step: cues.length - 1, startS, endS, bestN, failedAtS: null });
    }
    const isRecorded = steps.some(({ record }) => record);
    const recording: Recording = {
      channels: [],
      events: [],
      provenance: { file, format: 'simulated', sha256: file },
      issues: [],
    };
    return {
      recording: isRecorded ? recording : null,
      truth: {
        timesS: Float64Array.from(forceN, (_, k) => k / perS),
        forceN: Float64Array.from(forceN),
        mvcLoss: Float64Array.from(mvcLoss),
        contractions,
        steps: cues,
        activation: Float64Array.from(forceN, (force) => force / 400),
        recordedS: isRecorded ? [0, forceN.length / perS] : null,
        emg: null,
      },
      state: { capacityN },
    };
  };
  return { calls, options: { simulate, mvcN: 400, file: 'S01' } };
}
