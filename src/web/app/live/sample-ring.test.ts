import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRing } from './sample-ring.ts';

describe('sampleRing', () => {
  it('gives every sample of the last seconds back by its number, however it came in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }), (pieces) => {
        const ring = sampleRing(['A1', 'A2'], 10, 2);
        for (const n of pieces) {
          const first = ring.total;
          ring.put(
            first,
            [0, 1000].map((offset) => Array.from({ length: n }, (_, i) => offset + first + i)),
          );
        }
        const total = pieces.reduce((sum, n) => sum + n, 0);
        expect([ring.total, ring.kept]).toEqual([total, Math.min(total, 20)]);
        for (let number = Math.max(0, total - 20); number < total; number++) {
          expect([ring.at(0, number), ring.at(1, number)]).toEqual([number, 1000 + number]);
        }
        for (const number of [-1, total, total - 21]) expect(ring.at(0, number)).toBeNaN();
      }),
    );
  });

  it('shows what was missed as lost, however long it was', () => {
    for (const missed of [3, 20, 500]) {
      const ring = sampleRing(['A1'], 10, 2);
      ring.put(0, [Array.from({ length: 20 }, () => 7)]);
      ring.put(20 + missed, [[9]]);
      expect(ring.total).toBe(21 + missed);
      expect(ring.at(0, 20 + missed)).toBe(9);
      for (let number = 20; number < 20 + missed; number++) expect(ring.at(0, number)).toBeNaN();
      expect(ring.at(0, 19)).toEqual(missed === 3 ? 7 : Number.NaN);
    }
  });

  it('takes what was missed when it comes after all, and not what is older than it keeps', () => {
    const ring = sampleRing(['A1'], 10, 2);
    ring.put(30, [[30, 31]]);
    ring.put(10, [Array.from({ length: 20 }, (_, i) => 10 + i)]);
    expect(ring.total).toBe(32);
    expect(ring.at(0, 11)).toBeNaN();
    for (let number = 12; number < 32; number++) expect(ring.at(0, number)).toBe(number);
  });
});
