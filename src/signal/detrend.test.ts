import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, worstDifference } from './check-signals.ts';
import { detrend } from './detrend.ts';
import { linearFit, mean } from './statistics.ts';

describe('detrend', () => {
  it('leaves no mean and no slope', () => {
    const y = detrend(
      noise(101).map((value, i) => value + 7 + 0.3 * i),
      { type: 'linear' },
    );
    expect(Math.abs(mean(y))).toBeLessThan(1e-12);
    expect(Math.abs(linearFit(Array.from(y.keys()), y).slope)).toBeLessThan(1e-13);
  });

  it('takes a line away whole', () => {
    const line = Float64Array.from({ length: 50 }, (_, i) => 5 - 2 * i);
    expect(worstDifference(detrend(line, { type: 'linear' }), new Float64Array(50))).toBeLessThan(1e-12);
  });

  it('is done when done twice', () => {
    const once = detrend(noise(60), { type: 'linear' });
    expect(worstDifference(detrend(once, { type: 'linear' }), once)).toBeLessThan(1e-14);
  });

  it('makes one or two samples 0', () => {
    expect(detrend(Float64Array.of(7), { type: 'linear' })).toEqual(Float64Array.of(0));
    expect(worstDifference(detrend(Float64Array.of(7, 9), { type: 'linear' }), [0, 0])).toBeLessThan(1e-15);
  });

  it('refuses empty signals and unknown trends', () => {
    expect(refusal(() => detrend(new Float64Array(), { type: 'linear' }))).toContain('x must hold at least 1 sample');
    expect(refusal(() => detrend(noise(5), { type: 'none' as 'linear' }))).toContain(
      "type must be one of constant, linear; got 'none'",
    );
  });
});
