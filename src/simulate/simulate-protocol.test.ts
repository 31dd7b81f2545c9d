import { describe, expect, it } from 'vitest';
import { builtInProtocol, type Protocol } from '#protocol';
import { refusal } from '../base/check-refusal.ts';
import { inventedPerson } from './check-task-simulator.ts';
import { simulateProtocol } from './index.ts';

const loop = builtInProtocol('handgrip-fatigue');
const run = (lossNPerS: number, protocol = loop) => simulateProtocol(protocol, inventedPerson(lossNPerS).options);
const protocolOf = (...steps: Protocol['steps']): Protocol => ({ ...loop, steps });
const roundsOf = ({ steps }: ReturnType<typeof run>) => Math.max(...steps.map(({ step }) => step.rounds[0] ?? 0));

describe('simulateProtocol', () => {
  it('records before the loop and after it, and the loop ends where the maximum no longer exceeds the target', () => {
    const session = run(1);
    // 5 N go with the reference, 15 with the fresh recording and with each round; a round's squeeze begins 10 N below its start.
    // After round k: 400 − 20 − 15 (k − 1) − 10 ≤ 280 first at k = 7.
    expect(roundsOf(session)).toBe(7);
    expect(session.restedMvcN).toBe(400);
    const [fresh, fatigued] = session.recordings;
    expect(session.recordings.map(({ name, state, targetPercent }) => [name, state, targetPercent])).toEqual([
      ['fresh', 'fresh', 70],
      ['fatigued', 'fatigued', 70],
    ]);
    expect(fresh.recording.provenance.file).toBe('S01-fresh');
    expect(fresh.truth.mvcLoss[0]).toBeCloseTo(5 / 400, 9);
    expect(fatigued.truth.mvcLoss[0]).toBeCloseTo((5 + 15 + 7 * 15) / 400, 9);
    expect(fresh.startS).toBe(305);
    expect(fatigued.startS).toBe(305 + 38 + 30 + 7 * 25);
    expect(session.steps.at(-1)?.endS).toBeCloseTo(fatigued.startS + 38, 9);
    const squeezes = session.steps.flatMap(({ step, outcome }) => (step.rounds.length > 0 ? (outcome.mvcN ?? []) : []));
    expect(squeezes.slice(-2).map((force) => Math.round(force))).toEqual([295, 280]);
  });

  it('needs the fewer rounds the faster somebody tires', () => {
    const rounds = [0.5, 1, 2, 4, 40].map((loss) => roundsOf(run(loss)));
    expect(rounds).toEqual([15, 7, 3, 1, 1]);
    expect(roundsOf(run(0.01))).toBe(40);
  });

  it('holds until the rule of the protocol says that the hold failed', () => {
    const session = run(2, builtInProtocol('static-hold'));
    const hold = session.steps.find(({ step }) => step.failure);
    // Three references of 3 s leave 382 N; 40 % of 400 N is 160 N, of which 95 % are left when 230 N are gone.
    expect(hold?.outcome.heldS).toBeCloseTo(115, 0);
    // It is seen 2 s later, when the rule has been met.
    expect((hold?.endS ?? 0) - (hold?.startS ?? 0)).toBeCloseTo(117, 0);
    const [{ truth }] = session.recordings;
    expect(truth.forceN.length / 10).toBeCloseTo(10 + 117 + 3 + 5 + 5, 0);
    const again = run(0, builtInProtocol('static-hold')).steps.find(({ step }) => step.failure);
    expect([again?.outcome.heldS, (again?.endS ?? 0) - (again?.startS ?? 0)]).toEqual([undefined, 1200]);
  });

  it('answers rules inside of a recording without cutting it, and asks for little more than is done', () => {
    const person = inventedPerson(1);
    const session = simulateProtocol(builtInProtocol('intermittent-5-5'), person.options);
    const [{ truth, name }] = session.recordings;
    expect([name, session.recordings.length]).toEqual(['exercise', 1]);
    const last = session.steps.findLast(({ step }) => step.failure);
    expect(last?.outcome.heldS).toBeDefined();
    expect(truth.steps.at(-1)?.endS).toBeCloseTo(truth.forceN.length / 10, 9);
    const asked = person.calls.flatMap(({ steps }) => steps.map(({ durationS }) => durationS));
    const doneS = session.steps.at(-1)?.endS ?? 0;
    expect(asked.reduce((sum, s) => sum + s, 0)).toBeLessThan(6 * doneS);
    expect(person.calls.filter(({ steps }) => steps.some(({ record }) => record))).toHaveLength(1);
  });

  it('takes trials until two agree, inside of one recording', () => {
    const { steps, recordings } = run(0, builtInProtocol('mvc'));
    expect(steps.filter(({ step }) => step.kind === 'maximal')).toHaveLength(3);
    expect(recordings.map(({ name }) => name)).toEqual(['mvc']);
    // Each trial takes 36 N of 400: 9 %, so none agree.
    expect(run(12, builtInProtocol('mvc')).steps.filter(({ step }) => step.kind === 'maximal')).toHaveLength(5);
  });

  it('does not fail who could hold the target and aims a little low', () => {
    const person = inventedPerson(0);
    const lowly = {
      ...person.options,
      simulate: ((task) => {
        const steps = task.steps.map((step) =>
          step.kind === 'target' ? { ...step, targetShare: 0.9 * step.targetShare } : step,
        );
        return person.options.simulate({ ...task, steps });
      }) as typeof person.options.simulate,
    };
    const { steps } = simulateProtocol(builtInProtocol('static-hold'), lowly);
    expect(steps.find(({ step }) => step.failure)?.outcome).toEqual({});
  });

  it('refuses what cannot be simulated', () => {
    const unreferenced = protocolOf({ kind: 'target', durationS: 5, targetPercent: 50 });
    expect(refusal(() => run(1, unreferenced))).toContain('Step 0 is a share of a rested maximum');
    const brief = protocolOf({ kind: 'maximal', durationS: 0.1, isReference: true });
    const still = inventedPerson(1).options;
    const reacting = {
      ...still,
      simulate: ((task) => {
        const done = still.simulate(task);
        return { ...done, truth: { ...done.truth, contractions: [] } };
      }) as typeof still.simulate,
    };
    expect(refusal(() => simulateProtocol(brief, reacting))).toContain('over before a person can react');
  });
});
