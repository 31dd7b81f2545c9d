import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { correlation } from './correlation.ts';

describe('correlation', () => {
  it('is Pearson’s r', () => {
    expect(correlation(Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6))).toBeCloseTo(1, 12);
    expect(correlation(Float64Array.of(1, 2, 3), Float64Array.of(3, 2, 1))).toBeCloseTo(-1, 12);
    expect(correlation(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, -1, -1, 1))).toBeCloseTo(0, 12);
  });

  it('is null where one does not vary, and refuses other lengths', () => {
    expect(correlation(Float64Array.of(1, 2), Float64Array.of(5, 5))).toBeNull();
    expect(refusal(() => correlation(Float64Array.of(1, 2), Float64Array.of(5)))).toContain('got 2 and 1');
  });
});
