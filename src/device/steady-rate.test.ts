import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SteadyRate } from './steady-rate.ts';

describe('SteadyRate', () => {
  const steps = fc.array(fc.double({ min: 0.001, max: 0.9, noNaN: true }), { minLength: 1, maxLength: 60 });

  it('draws a straight line through a straight line, and numbers every sample once', () => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (gaps, fs, startS) => {
          const steady = new SteadyRate(fs, 0.5);
          let timeS = startS;
          let next = 0;
          let nLost = 0;
          for (const gapS of [0, ...gaps]) {
            timeS += gapS;
            for (const event of steady.push(timeS, 3 - 2 * (timeS - startS), timeS)) {
              expect(event.firstIndex).toBe(next);
              if (event.kind === 'lost') {
                expect(gapS).toBeGreaterThan(0.5);
                next += event.nSamples;
                nLost += event.nSamples;
              } else {
                event.values[0].forEach((value, i) => {
                  expect(value).toBeCloseTo(3 - (2 * (event.firstIndex + i)) / fs, 4);
                });
                next += event.values[0].length;
              }
            }
          }
          expect(next).toBe(steady.nextIndex);
          expect(Math.abs(next - 1 - Math.floor((timeS - startS) * fs))).toBeLessThanOrEqual(1);
          if (gaps.every((gapS) => gapS <= 0.4)) expect(nLost).toBe(0);
        },
      ),
    );
  });

  it('keeps values at the times of samples as they are', () => {
    const steady = new SteadyRate(10, 1);
    const values = [0, 5, -1, 7].flatMap((value, i) =>
      steady.push(i * 0.1, value, 0).flatMap((event) => (event.kind === 'samples' ? [...event.values[0]] : [])),
    );
    expect(values).toEqual([0, 5, -1, 7]);
  });

  it('leaves out times that stand still or step back, and refuses what is no number', () => {
    const steady = new SteadyRate(10, 1);
    steady.push(1, 1, 0);
    expect(steady.push(1, 9, 0)).toEqual([]);
    expect(steady.push(0.5, 9, 0)).toEqual([]);
    expect(steady.push(1.1, 2, 0)).toMatchObject([{ firstIndex: 1 }]);
    expect(() => steady.push(Number.NaN, 1, 0)).toThrow(/must be finite/);
    expect(() => new SteadyRate(0, 1)).toThrow(/fs must be/);
  });
});
