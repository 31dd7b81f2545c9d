import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { recoveryMinutes, recoveryRatios } from './index.ts';

describe('recoveryRatios', () => {
  it('run from 0 to 1', () => {
    const course = [200, 250, 350, 400, 410].map((mvc, minutes) => ({ minutes, mvc }));
    expect(recoveryRatios({ restedMvc: 400, endMvc: 200 }, course).map(({ ratio }) => ratio)).toEqual([
      0, 0.25, 0.75, 1, 1.05,
    ]);
    expect(recoveryMinutes).toEqual([1, 2, 5, 10]);
  });

  it('are null where nothing was lost', () => {
    expect(recoveryRatios({ restedMvc: 400, endMvc: 400 }, [{ minutes: 1, mvc: 400 }])).toEqual([
      { minutes: 1, ratio: null },
    ]);
  });

  it('refuse a rest without strength', () => {
    expect(refusal(() => recoveryRatios({ restedMvc: 0, endMvc: 0 }, []))).toContain('restedMvc must be');
  });
});
