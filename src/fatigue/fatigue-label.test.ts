import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { labelOfLoss, strengthState, usualLabelRule } from './index.ts';

const states = (losses: readonly number[], rule = {}) => losses.map((loss) => labelOfLoss(loss, rule).state);

describe('labelOfLoss', () => {
  it('has its borders at 10 and 20 %', () => {
    expect(usualLabelRule).toEqual({ fatiguedFrom: 20, freshBelow: 10 });
    expect(states([-5, 0, 9.99, 10, 15, 19.99, 20, 80])).toEqual([
      ...['fresh', 'fresh', 'fresh'],
      ...['grey', 'grey', 'grey'],
      ...['fatigued', 'fatigued'],
    ]);
  });

  it('lets the user move them, and says so', () => {
    expect(states([9, 10, 29, 30], { fatiguedFrom: 30 })).toEqual(['fresh', 'grey', 'grey', 'fatigued']);
    expect(states([14.9, 15], { fatiguedFrom: 15, freshBelow: 15 })).toEqual(['fresh', 'fatigued']);
    expect(labelOfLoss(12, { fatiguedFrom: 30 })).toEqual({
      state: 'grey',
      lossPercent: 12,
      rule: 'fatigued from 30 % loss of the rested maximum, fresh below 10 %, grey between',
    });
  });

  it('refuses limits that cross and no loss', () => {
    expect(refusal(() => labelOfLoss(5, { freshBelow: 25 }))).toContain('got 25 and 20');
    expect(refusal(() => labelOfLoss(Number.NaN))).toContain('lossPercent must be');
  });
});

describe('strengthState', () => {
  it('labels a measured force', () => {
    expect(strengthState({ source: 'force', restedMvc: 400, mvc: 300 })).toMatchObject({
      source: 'force',
      percentMvc: 75,
      lossPercent: 25,
      state: 'fatigued',
    });
  });

  it('shows an EMG-derived %MVC with the reason why it is no strength, and never labels it', () => {
    for (const percentMvcEmg of [30, 100, 150]) {
      const state = strengthState({ source: 'emg', estimate: { percentMvcEmg, targetPercent: 70 } });
      expect(state).toMatchObject({ source: 'emg', state: 'unknown', percentMvcEmg });
      expect(state.rule).toMatch(/No force was measured.*no measurement of strength/);
    }
  });
});
