import { describe, expect, it } from 'vitest';
import { labelOfLoss } from '#fatigue';
import type { SessionStrength, SignalChange } from './session-parts.ts';
import { sessionVerdict, type VerdictParts } from './session-verdict.ts';

const strengthOf = (lossPercent: number, interval: readonly [number, number] | null): SessionStrength => ({
  unit: 'N',
  rested: { value: 400, isGiven: false, reason: 'Accepted.' },
  trials: [],
  loss: {
    ...labelOfLoss(lossPercent),
    value: 4 * (100 - lossPercent),
    certainty: interval && { interval, scatterPercent: 2, n: 4, method: 'm' },
  },
  decline: null,
  recovery: [],
  rule: 'rule',
  norms: null,
  holdForces: { fresh: 280, fatigued: 275 },
});

const mdfOf = (interval: readonly [number, number]): SignalChange[] => [
  {
    id: 'MDF',
    segment: 'hold',
    unit: 'Hz',
    before: 80,
    after: 73,
    percent: -9,
    interval,
    nEpochs: [8, 8],
    method: 'm',
  },
];

const modelOf = (
  verdict: 'fresh' | 'fatigued' | 'undecided',
  isOfSimulated = false,
): NonNullable<VerdictParts['classifier']> => ({
  model: { id: 'cnn', isOfSimulated, results: null, known: null },
  judgements: [{ file: 'f', state: 'fatigued', probability: 0.6, verdict, crops: null, reason: null }],
});

const usual: VerdictParts = {
  simulated: false,
  strength: strengthOf(34, [27, 41]),
  changes: mdfOf([-13, -5]),
  classifier: modelOf('fatigued'),
  quality: { windows: 40, excluded: 0, grave: 0 },
};

describe('sessionVerdict', () => {
  it('takes the word from strength alone', () => {
    expect(sessionVerdict(usual)).toMatchObject({ word: 'fatigued', certainty: 'good' });
    expect(sessionVerdict({ ...usual, strength: strengthOf(3, [-4, 8]) }).word).toBe('fresh');
    expect(sessionVerdict({ ...usual, strength: strengthOf(15, [12, 18]) }).word).toBe('grey');
    expect(sessionVerdict({ ...usual, strength: null })).toEqual({
      word: 'not told',
      certainty: null,
      reasons: ['no-force'],
    });
  });

  it('is less sure where a witness contradicts, and poor where the interval reaches over the limit', () => {
    expect(sessionVerdict({ ...usual, classifier: modelOf('fresh') }).certainty).toBe('moderate');
    expect(sessionVerdict({ ...usual, strength: strengthOf(24, [15, 33]) }).certainty).toBe('moderate');
    expect(sessionVerdict({ ...usual, strength: strengthOf(24, [15, 33]), changes: mdfOf([-9, 4]) })).toMatchObject({
      certainty: 'poor',
      reasons: ['loss-unsure', 'signal-silent', 'model-agrees'],
    });
    expect(sessionVerdict({ ...usual, strength: strengthOf(34, null), classifier: null }).certainty).toBe('poor');
  });

  it('hears no model of simulated people about a person, and no signal of unequal holds', () => {
    const silent = sessionVerdict({ ...usual, changes: [], classifier: modelOf('fatigued', true) });
    expect(silent).toMatchObject({
      certainty: 'moderate',
      reasons: ['loss-sure', 'signal-missing', 'model-of-simulated'],
    });
    expect(
      sessionVerdict({ ...usual, simulated: true, changes: [], classifier: modelOf('fatigued', true) }).certainty,
    ).toBe('good');
    const unequal = { ...strengthOf(34, [27, 41]), holdForces: { fresh: 280, fatigued: 200 } };
    expect(sessionVerdict({ ...usual, strength: unequal, classifier: null })).toMatchObject({
      certainty: 'moderate',
      reasons: ['loss-sure', 'unequal-holds', 'model-missing'],
    });
  });

  it('takes a step away where a quarter of the signal was left out', () => {
    expect(sessionVerdict({ ...usual, quality: { windows: 40, excluded: 10, grave: 2 } })).toMatchObject({
      certainty: 'moderate',
    });
  });
});
