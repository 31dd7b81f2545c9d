import { describe, expect, it } from 'vitest';
import { longestLag, trendPlaces } from './trend-places.ts';

describe('trendPlaces', () => {
  it('counts the steps from value to value', () => {
    expect([...trendPlaces([3, 3.5, 4, 5.5, 6])]).toEqual([0, 1, 2, 5, 6]);
    expect([...trendPlaces([0, 4, 8, 10, 14], 2)]).toEqual([0, 2, 4, 5, 7]);
    // Repetitions keep no exact pace.
    expect([...trendPlaces([0, 1.2, 2.1, 3.2, 5.4, 6.3])]).toEqual([0, 1, 2, 3, 5, 6]);
  });

  it('keeps values apart, and counts no further than errors reach', () => {
    expect([...trendPlaces([0, 1, 1.1, 2, 1e12])]).toEqual([0, 1, 2, 3, 3 + longestLag]);
    expect([...trendPlaces([7])]).toEqual([0]);
    expect([...trendPlaces([])]).toEqual([]);
  });
});
