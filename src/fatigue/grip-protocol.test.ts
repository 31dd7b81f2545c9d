import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { differingFacts, gripProtocols, gripScore, statedFacts } from './index.ts';

describe('gripScore', () => {
  it('is a mean of 3 by one protocol and a maximum of 6 by the other', () => {
    expect(gripScore([40, 42, 47], 'asht-2015')).toMatchObject({ value: 43, isComplete: true });
    const six = gripScore([40, 36, 42, 38, 41, 37], 'southampton-2011');
    expect(six).toMatchObject({ value: 42, isComplete: true });
    expect(six.statement).toBe('Maximum of 6 trials (Southampton protocol, Roberts et al. 2011).');
  });

  it('differs between the protocols for the same hand', () => {
    const forces = [40, 42, 47];
    expect(gripScore(forces, 'southampton-2011').value).toBeGreaterThan(gripScore(forces, 'asht-2015').value);
  });

  it('says when trials are missing', () => {
    const one = gripScore([40], 'asht-2015');
    expect(one.isComplete).toBe(false);
    expect(one.statement).toBe(
      'Mean of 1 trial, though the protocol asks for 3 (American Society of Hand Therapists 2015).',
    );
  });

  it('refuses no trial and an unknown protocol', () => {
    expect(refusal(() => gripScore([], 'asht-2015'))).toContain('forces must hold at least 1 trial');
    expect(refusal(() => gripScore([1], 'nhanes' as 'asht-2015'))).toContain("got 'nhanes'");
    expect(refusal(() => gripScore([Number.NaN], 'asht-2015'))).toContain('forces[0] is NaN');
  });

  it('knows how each is measured', () => {
    expect(gripProtocols.map(({ nTrials, score }) => [nTrials, score])).toEqual([
      [3, 'mean'],
      [6, 'maximum'],
    ]);
  });
});

describe('facts of a measurement', () => {
  const facts = { protocol: 'asht-2015', hand: 'left', dominantHand: 'right', instructedBy: 'examiner A' } as const;

  it('are stated, and missing ones too', () => {
    expect(statedFacts(facts)).toEqual([
      'protocol: asht-2015',
      'posture: not recorded',
      'handle position: not recorded',
      'hand: left',
      'dominant hand: right',
      'instructed by: examiner A',
      'encouragement: not recorded',
    ]);
  });

  it('show where two sessions differ', () => {
    expect(differingFacts(facts, facts)).toEqual([]);
    expect(differingFacts(facts, { ...facts, instructedBy: 'examiner B', posture: 'standing' })).toEqual([
      'posture: not recorded / standing',
      'instructed by: examiner A / examiner B',
    ]);
  });
});
