import { expect, it } from 'vitest';
import {
  advanceGuide,
  builtInProtocols,
  type GuideDoing,
  type GuideState,
  nextStep,
  type Protocol,
  startGuide,
} from '#protocol';
import { simulateTask, type TaskStep, virtualParticipant } from './index.ts';

/** The guide's rate (Hz): that of a simulated force. */
const fs = 10;

/** Lets a virtual participant do a guided test, step by step, each from the state in which the last one ended. SIMULATED. */
function guided(protocol: Protocol, index: number): GuideState {
  const participant = virtualParticipant({ seed: 5, index, difficulty: 'textbook' });
  let muscle: ReturnType<typeof simulateTask>['state'] | undefined;
  const follow = ({ step, target = 0 }: GuideDoing, nSamples: number): Float64Array => {
    const common = { durationS: nSamples / fs, record: false };
    const task: TaskStep =
      step.kind === 'target'
        ? { ...common, kind: 'target', targetShare: target / participant.mvcN }
        : { ...common, kind: step.kind };
    const from = muscle;
    const { truth, state } = simulateTask({ participant, steps: [task], ...(from && { state: from }) });
    muscle = state;
    return truth.forceN;
  };
  let { state } = advanceGuide(startGuide(protocol, { fs }), { kind: 'begin' });
  while (state.phase !== 'finished') {
    const { doing } = state;
    if (!doing) {
      state = advanceGuide(state, { kind: 'answer', value: 7 }).state;
      continue;
    }
    const before = muscle;
    const force = follow(doing, Math.round(doing.step.durationS * fs));
    let done = 0;
    let now = state;
    // A hold that fails ends before its time.
    while (done < force.length && now.doing?.step.index === doing.step.index && now.doing.added === doing.added) {
      now = advanceGuide(now, { kind: 'effort', values: force.subarray(done, done + 1) }).state;
      done++;
      if (now.doing?.nSamples === 0) break;
    }
    if (done < force.length) {
      muscle = before;
      follow(doing, done);
    }
    state = now;
  }
  return state;
}

it.each(builtInProtocols.map((protocol) => [protocol.id, protocol] as const))(
  'lets a virtual participant be guided through %s',
  (id, protocol) => {
    const state = guided(protocol, 1);
    expect(nextStep(protocol, state.outcomes)).toBeNull();
    expect(state.end).toBe(id === 'maximal-12x3' ? 'protocol-over' : 'rule-met');
    const squeezes = state.trials.flatMap(({ trial, isReference }) => (isReference ? [] : (trial?.value ?? [])));
    const rested = state.place.rested ?? squeezes[0];
    if (id === 'handgrip-fatigue') {
      // The squeeze that ended the loop; the last one of all belongs to the recording after it.
      expect(squeezes.at(-2)).toBeLessThanOrEqual(0.7 * rested);
      expect(Math.min(...squeezes.slice(1, -2))).toBeGreaterThan(0.7 * rested);
    }
    if (id === 'maximal-12x3') expect(squeezes).toHaveLength(12);
    if (id === 'mvc') expect(squeezes).toHaveLength(0);
    const held = state.outcomes.filter(({ heldS }) => heldS !== undefined);
    expect(held).toHaveLength(['static-hold', 'intermittent-5-5', 'recovery'].includes(id) ? 1 : 0);
  },
);
