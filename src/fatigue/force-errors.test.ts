import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { forceError } from './index.ts';

describe('forceError', () => {
  it('by hand', () => {
    // Errors 1, 1, −2, 4 about truths 0, 10, 20, 30: SSE 22, SST 500.
    const { rmse, bias, r2 } = forceError(Float64Array.of(1, 11, 18, 34), Float64Array.of(0, 10, 20, 30));
    expect(rmse).toBeCloseTo(Math.sqrt(5.5), 12);
    expect(bias).toBeCloseTo(1, 12);
    expect(r2).toBeCloseTo(1 - 22 / 500, 12);
  });

  it('has no R² for a level force, and one far below 0 for a nearly level one', () => {
    expect(forceError(Float64Array.of(5, 5), Float64Array.of(4, 4)).r2).toBeNull();
    expect(forceError(Float64Array.of(95, 95), Float64Array.of(90, 91)).r2).toBeLessThan(-80);
  });

  it('refuses other lengths and nothing', () => {
    expect(refusal(() => forceError(Float64Array.of(1), Float64Array.of(1, 2)))).toContain('got 1 and 2');
    expect(refusal(() => forceError(new Float64Array(), new Float64Array()))).toContain('at least 1');
  });
});
