import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleHistory } from './sample-history.ts';

it('keeps at least the last samples, in their order and by their numbers', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 20 }),
      (capacity, lengths) => {
        const history = sampleHistory(capacity);
        let end = 0;
        for (const length of lengths) {
          history.append(Float64Array.from({ length }, (_, i) => end + i));
          end += length;
          expect(history.end()).toBe(end);
          expect(history.start()).toBe(Math.max(0, end - capacity));
          const kept = Array.from({ length: end - history.start() }, (_, i) => history.start() + i);
          expect([...history.view(history.start(), end)]).toEqual(kept);
        }
      },
    ),
  );
});

it('gives nothing that is forgotten or has not come', () => {
  const history = sampleHistory(4);
  history.append(new Float64Array(20));
  expect(() => history.view(2, 6)).toThrow(RangeError);
  expect(() => history.view(18, 21)).toThrow(RangeError);
});
