import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endurance } from '#fatigue';
import { hasFailed, heldS, holdAfter, noHold } from './hold-watch.ts';

const fs = 10;

it('judges a hold sample by sample as endurance judges the whole', () => {
  const force = fc.array(fc.constantFrom(0, 80, 94, 95, 96, 100, 120, Number.NaN), { minLength: 1, maxLength: 90 });
  fc.assert(
    fc.property(force, fc.constantFrom(0.3, 1, 2), fc.constantFrom(80, 95), (values, forS, belowPercent) => {
      const rule = { fs, target: 100, bandPercent: 5, failure: { belowPercent, forS } };
      let hold = noHold;
      let seen = 0;
      while (seen < values.length && !hasFailed(hold, rule)) hold = holdAfter(hold, values[seen++], rule);
      // What was lost is taken as what was there before.
      let last = 0;
      const filled = Float64Array.from(values, (value) => (last = Number.isNaN(value) ? last : value));
      const whole = endurance(filled, fs, { target: 100, leastShare: belowPercent / 100, forS });
      expect(heldS(hold, rule)).toEqual(whole.hasFailed ? whole.enduranceS : undefined);
    }),
    { numRuns: 500, seed: 4 },
  );
});

it('does not wait for a target that is never reached', () => {
  const rule = { fs, target: 100, bandPercent: 5, failure: { belowPercent: 95, forS: 2 } };
  let hold = noHold;
  for (let i = 0; i < 99; i++) hold = holdAfter(hold, 60, rule);
  expect(hasFailed(hold, rule)).toBe(false);
  hold = holdAfter(hold, 60, rule);
  expect([hasFailed(hold, rule), heldS(hold, rule)]).toEqual([true, 0]);
});

it('counts the share of the time within the band, from the first time it was reached', () => {
  const rule = { fs, target: 100, bandPercent: 5 };
  const hold = [0, 50, 95, 100, Number.NaN, 110, 105].reduce((so, value) => holdAfter(so, value, rule), noHold);
  expect([hold.nJudged, hold.nInBand]).toEqual([4, 3]);
});
