import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import {
  builtInProtocol,
  builtInProtocols,
  nextStep,
  type Protocol,
  protocolDuration,
  restedMaximumN,
  type StepOutcome,
  unrollProtocol,
} from './index.ts';

const loop = builtInProtocol('handgrip-fatigue');
const protocolOf = (steps: Protocol['steps']): Protocol => ({ ...loop, steps });

/** A person who loses the same share of the rested maximum (N) with each squeeze after the first two. */
function tiring(lossShare: number) {
  let squeezes = 0;
  return ({ kind }: { kind: string }): StepOutcome =>
    kind === 'maximal' ? { mvcN: 400 * (1 - lossShare * Math.max(0, squeezes++ - 1)) } : {};
}

describe('unrollProtocol', () => {
  it('ends the fatigue loop once the maximum no longer exceeds the target, and records before and after it', () => {
    const done = unrollProtocol(loop, tiring(0.1));
    const rounds = done.filter(({ step }) => step.rounds.length > 0);
    // 90, 80 and 70 % after three rounds: 70 % no longer exceeds the target.
    expect(rounds.map(({ step }) => `${step.kind} ${step.rounds}`).slice(-3)).toEqual([
      'rest 3',
      'maximal 3',
      'rest 3',
    ]);
    expect([...new Set(done.map(({ step }) => step.recording?.name))]).toEqual([undefined, 'fresh', 'fatigued']);
    const last = done.at(-1)?.step;
    expect(last).toMatchObject({ kind: 'rest', recording: { name: 'fatigued', state: 'fatigued' }, rounds: [] });
    expect(done.map(({ step }) => step.index)).toEqual(done.map((_, i) => i));
    expect(done.find(({ step }) => step.kind === 'target')?.step.targetPercent).toBe(70);
  });

  it('needs the fewer rounds the faster somebody tires', () => {
    const roundsOf = (lossShare: number) =>
      Math.max(...unrollProtocol(loop, tiring(lossShare)).map(({ step }) => step.rounds[0] ?? 0));
    expect([0.31, 0.16, 0.1, 0.06, 0.01, 0].map(roundsOf)).toEqual([1, 2, 3, 5, 30, 40]);
  });

  it('asks for squeezes until the best two agree, and no longer than it may', () => {
    const squeezes = (...forces: number[]) => {
      const left = [...forces];
      const done = unrollProtocol(builtInProtocol('mvc'), ({ kind }) =>
        kind === 'maximal' ? { mvcN: left.shift() as number } : {},
      );
      return [forces.length - left.length, restedMaximumN(done)];
    };
    expect(squeezes(400, 395, 390, 1, 1)).toEqual([3, 400]);
    expect(squeezes(300, 350, 400, 385, 1)).toEqual([4, 400]);
    // Exactly 5 % agree.
    expect(squeezes(400, 380, 100, 1, 1)).toEqual([3, 400]);
    expect(squeezes(300, 330, 360, 390, 420)).toEqual([5, 420]);
  });

  it('ends an intermittent exercise with the round in which the target failed', () => {
    const done = unrollProtocol(builtInProtocol('intermittent-5-5'), (step) => {
      if (step.kind === 'maximal') return { mvcN: 300 };
      return step.failure && step.rounds[0] === 7 ? { heldS: 3 } : {};
    });
    const holds = done.filter(({ step }) => step.kind === 'target');
    expect(holds).toHaveLength(7);
    expect(done.at(-2)?.step.kind).toBe('maximal');
  });

  it('takes at least the shortest and at most the longest time that is stated', () => {
    const outcome = fc.record({ mvcN: fc.double({ min: 50, max: 600, noNaN: true }), fails: fc.boolean() });
    fc.assert(
      fc.property(
        fc.constantFrom(...builtInProtocols),
        fc.array(outcome, { minLength: 1, maxLength: 40 }),
        (protocol, outcomes) => {
          let i = 0;
          const done = unrollProtocol(protocol, ({ kind, failure, durationS }) => {
            const { mvcN, fails } = outcomes[i++ % outcomes.length];
            if (kind === 'maximal') return { mvcN };
            return failure && fails ? { heldS: durationS / 2 } : {};
          });
          const lengthS = done.reduce((sum, { step, outcome }) => sum + (outcome.heldS ?? step.durationS), 0);
          const { shortestS, longestS } = protocolDuration(protocol);
          expect(lengthS).toBeGreaterThanOrEqual(shortestS);
          expect(lengthS).toBeLessThanOrEqual(longestS);
          // The same answers, asked for one by one from what was stored, are the same test.
          const stored = done.map(({ outcome }) => outcome);
          const place = stored.length >> 1;
          expect(nextStep(protocol, stored.slice(0, place))).toEqual(done[place].step);
          expect(nextStep(protocol, stored)).toBeNull();
        },
      ),
      { numRuns: 60, seed: 2 },
    );
  });
});

describe('nextStep', () => {
  it('refuses an answer that its step cannot have', () => {
    const hold = protocolOf([
      { kind: 'maximal', durationS: 5, isReference: true },
      { kind: 'target', durationS: 5, targetPercent: 50, failure: { belowPercent: 95, forS: 2 } },
    ]);
    const refused = (...outcomes: StepOutcome[]) => refusal(() => nextStep(hold, outcomes));
    expect(refused({})).toContain('mvcN must be the force of a rested maximum, got nothing for step 0');
    expect(refused({ mvcN: 0 })).toContain('mvcN must be a number above 0, got 0');
    expect(refused({ mvcN: 300 }, { heldS: 6 })).toContain('heldS must lie within the 5 s of step 1, got 6');
    expect(refused({ mvcN: 300 }, {}, {})).toContain('outcomes must be at most one per step, got 3');
  });

  it('says where a rule misses the force that it judges', () => {
    const outcomes: StepOutcome[] = [];
    const answer = () => {
      for (let step = nextStep(loop, outcomes); step; step = nextStep(loop, outcomes))
        outcomes.push(step.isReference ? { mvcN: 400 } : {});
    };
    expect(refusal(answer)).toContain('mvcN must be the force of the squeeze that the rule mvc-at-most judges');
  });
});

describe('protocolDuration', () => {
  it('counts rounds that rules leave, and holds that fail at once', () => {
    expect(protocolDuration(builtInProtocol('mvc'))).toEqual({ shortestS: 3 * 63 + 5, longestS: 5 * 63 + 5 });
    expect(protocolDuration(loop)).toEqual({ shortestS: 335 + 2 * 38 + 25, longestS: 335 + 2 * 38 + 40 * 25 });
    const { shortestS, longestS } = protocolDuration(builtInProtocol('static-hold'));
    expect(longestS - shortestS).toBe(1200);
  });
});
