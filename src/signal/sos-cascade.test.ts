import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise } from './check-signals.ts';
import type { Sos, SosSection } from './sos.ts';
import { cascadeOf, runCascade, stateOf } from './sos-cascade.ts';
import { restingState, type SosState, steadyState } from './sosfilt.ts';
import { sosfiltfilt } from './sosfiltfilt.ts';

/** Direct form II transposed as it is defined: one section after the other over the whole signal. */
function sectionBySection(sos: Sos, x: Float64Array, { sections }: SosState): { y: Float64Array; state: SosState } {
  const y = x.slice();
  const ends = sos.map(([b0, b1, b2, , a1, a2], k) => {
    let [first, second] = sections[k];
    for (let i = 0; i < y.length; i++) {
      const input = y[i];
      const output = b0 * input + first;
      first = b1 * input - a1 * output + second;
      second = b2 * input - a2 * output;
      y[i] = output;
    }
    return [first, second] as const;
  });
  return { y, state: { sections: ends } };
}

/** Both ways over one array that holds the signal and its two extensions. */
function forwardsAndBackwards(sos: Sos, x: Float64Array): Float64Array {
  const n = x.length;
  const zerosAt = (column: 2 | 5): number => sos.filter((row) => row[column] === 0).length;
  const edge = 3 * (2 * sos.length + 1 - Math.min(zerosAt(2), zerosAt(5)));
  const at = (i: number): number => (i < 0 ? 2 * x[0] - x[-i] : i < n ? x[i] : 2 * x[n - 1] - x[n - 2 - (i - n)]);
  const extended = Float64Array.from({ length: n + 2 * edge }, (_, i) => at(i - edge));
  const once = sectionBySection(sos, extended, steadyState(sos, extended[0])).y.reverse();
  const twice = sectionBySection(sos, once, steadyState(sos, once[0])).y.reverse();
  return twice.slice(edge, edge + n);
}

const coefficient = fc.double({ min: -2, max: 2, noNaN: true });
/** Poles inside the unit circle: |a2| below 1 and |a1| below 1 + a2. */
const section = fc
  .tuple(
    coefficient,
    coefficient,
    coefficient,
    fc.double({ min: -0.9, max: 0.9, noNaN: true }),
    fc.double({ min: -0.95, max: 0.95, noNaN: true }),
  )
  .map(([b0, b1, b2, share, a2]): SosSection => [b0, b1, b2, 1, share * (1 + a2), a2]);
const filters = fc.array(section, { minLength: 1, maxLength: 9 });

describe('runCascade', () => {
  it('gives the bits of one section after the other, for one to nine sections', () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: 0, max: 90 }), fc.boolean(), (sos, n, steady) => {
        const x = noise(n, n + 1);
        const start = steady ? steadyState(sos, 3) : restingState(sos);
        const expected = sectionBySection(sos, x, start);
        const cascade = cascadeOf(sos, start);
        const y = new Float64Array(n);
        runCascade(cascade, x, y);
        expect(y).toEqual(expected.y);
        expect(stateOf(cascade)).toEqual(expected.state);
      }),
    );
  });

  it('runs backwards as forwards over the reversed signal', () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: 0, max: 90 }), (sos, n) => {
        const x = noise(n, n + 1);
        const expected = sectionBySection(sos, x.slice().reverse(), restingState(sos));
        const cascade = cascadeOf(sos, restingState(sos));
        runCascade(cascade, x, x, true);
        expect(x).toEqual(expected.y.reverse());
        expect(stateOf(cascade)).toEqual(expected.state);
      }),
    );
  });
});

describe('sosfiltfilt', () => {
  it('gives the bits of two runs over the whole extended signal', () => {
    fc.assert(
      fc.property(filters, fc.integer({ min: 60, max: 300 }), (sos, n) => {
        const x = noise(n, n);
        expect(sosfiltfilt(sos, x)).toEqual(forwardsAndBackwards(sos, x));
      }),
    );
  });

  it('notices overflow wherever in the filter it begins', () => {
    const quiet = fc.array(section, { maxLength: 5 });
    const finite: SosSection = [1, 0.5, 0, 1, 0, 0];
    fc.assert(
      fc.property(quiet, quiet, fc.constantFrom(-3, 3, -1e200), (before, after, a1) => {
        // A section before it may change the signal, but not silence it.
        const passing = before.map(([, ...rest]): SosSection => [1, ...rest]);
        const sos = [...passing, [1, 0, 0, 1, a1, 0] as const, ...after, finite];
        expect(() => sosfiltfilt(sos, noise(2000))).toThrow('while it is filtered');
      }),
    );
  });
});
