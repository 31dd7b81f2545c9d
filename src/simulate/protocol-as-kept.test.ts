import { describe, expect, it } from 'vitest';
import { builtInProtocol, builtInProtocols, parseProtocol } from '#protocol';
import { inventedPerson } from './check-task-simulator.ts';
import { protocolAsKept, simulateProtocol } from './index.ts';

const loop = builtInProtocol('handgrip-fatigue');

describe('protocolAsKept', () => {
  it('leaves a protocol as it is written where it is kept to', () => {
    for (const protocol of builtInProtocols) {
      expect(protocolAsKept(protocol, { stopLoss: 0.3, restBeforeLastS: 0 })).toEqual(protocol);
    }
  });

  it('ends the loop at the loss that is kept to, and lets time pass before the last recording', () => {
    const kept = protocolAsKept(loop, { stopLoss: 0.15, restBeforeLastS: 42 });
    expect(parseProtocol(JSON.stringify(kept), { file: 'kept' })).toEqual(kept);
    const { options } = inventedPerson(1);
    const [early, written] = [kept, loop].map((protocol) => simulateProtocol(protocol, options));
    const lossesOf = ({ recordings }: typeof early) => recordings.map(({ truth }) => truth.mvcLoss[0]);
    expect(lossesOf(early)[1]).toBeLessThan(lossesOf(written)[1]);
    const rounds = early.steps.filter(({ step }) => step.rounds.length > 0);
    // 400 − 20 − 15 (k − 1) − 10 ≤ 340 first at k = 3.
    expect(rounds.at(-1)?.step.rounds).toEqual([3]);
    expect(early.recordings[1].startS - (rounds.at(-1)?.endS ?? 0)).toBeCloseTo(42, 9);
  });
});
