import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { endurance } from './index.ts';

/** Force in pieces of `[seconds, level]` at 10 Hz. */
const pieces = (...parts: readonly (readonly [seconds: number, level: number])[]) =>
  Float64Array.from(parts.flatMap(([seconds, level]) => Array<number>(seconds * 10).fill(level)));

describe('endurance', () => {
  it('ends where the force fell for good, not when that was noticed', () => {
    const force = pieces([1, 0], [20, 100], [5, 90]);
    expect(endurance(force, 10, { target: 100 })).toEqual({
      startS: 1,
      enduranceS: 20,
      hasFailed: true,
      rule: 'Failed when the force stays below 95 % of the target for more than 2 s.',
    });
  });

  it('forgives dips as short as the rule says', () => {
    const dip = (seconds: number) => pieces([10, 100], [seconds, 50], [10, 100], [4, 0]);
    expect(endurance(dip(2), 10, { target: 100 }).enduranceS).toBe(22);
    expect(endurance(dip(2.1), 10, { target: 100 }).enduranceS).toBe(10);
    expect(endurance(dip(2), 10, { target: 100, forS: 0.5 }).enduranceS).toBe(10);
  });

  it('has exactly 95 % as its border', () => {
    expect(endurance(pieces([5, 95], [5, 94.9]), 10, { target: 100 }).enduranceS).toBe(5);
    expect(endurance(pieces([5, 95], [5, 94.9]), 10, { target: 100, leastShare: 0.9 }).enduranceS).toBe(10);
  });

  it('says when the record ended first, and when the target was never reached', () => {
    expect(endurance(pieces([1, 0], [5, 100], [1, 0]), 10, { target: 100 })).toMatchObject({
      enduranceS: 6,
      hasFailed: false,
    });
    expect(endurance(pieces([5, 50]), 10, { target: 100 })).toMatchObject({
      startS: null,
      enduranceS: 0,
      hasFailed: true,
    });
  });

  it('refuses a target of 0 and an empty force', () => {
    expect(refusal(() => endurance(pieces([1, 1]), 10, { target: 0 }))).toContain('target must be');
    expect(refusal(() => endurance(new Float64Array(), 10, { target: 1 }))).toContain('force must hold');
  });
});
