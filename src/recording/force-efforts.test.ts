import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { refusal } from '../base/check-refusal.ts';
import { type Channel, findForceEfforts } from './index.ts';

const fs = 100;

/** A force with efforts of given start, length and level, half a second of ramp inside each, and noise. */
function forceOf(
  efforts: readonly (readonly [startS: number, lengthS: number, level: number])[],
  endS: number,
): Channel {
  const random = seededRandom(4);
  const samples = Float64Array.from({ length: endS * fs }, (_, i) => {
    const t = i / fs;
    const level = efforts.reduce((sum, [startS, lengthS, top]) => {
      const edge = Math.min(1, (t - startS) / 0.5, (startS + lengthS - t) / 0.5);
      return sum + top * Math.max(0, edge);
    }, 0);
    return level + 2 * random.normal();
  });
  return { name: 'Force', kind: 'force', unit: 'N', fs, samples };
}

describe('findForceEfforts', () => {
  it('finds squeezes and holds where they are, and names them by their length', () => {
    const force = forceOf(
      [
        [2, 4, 400],
        [10, 4, 380],
        [20, 30, 160],
        [55, 3, 250],
      ],
      60,
    );
    const found = findForceEfforts(force);
    expect(found.map(({ kind }) => kind)).toEqual(['mvc', 'mvc', 'hold', 'mvc']);
    [2, 10, 20, 55].forEach((startS, i) => {
      expect(found[i].startS - startS).toBeGreaterThan(-0.05);
      expect(found[i].startS - startS).toBeLessThan(0.2);
    });
    expect(findForceEfforts(force, { holdFromS: 40 }).map(({ kind }) => kind)).not.toContain('hold');
    // 250 of 400 lies below a share of 0.7, and so does the hold.
    expect(findForceEfforts(force, { leastShare: 0.7 })).toHaveLength(2);
  });

  it('says the same of a force in any unit', () => {
    const force = forceOf([[2, 4, 400]], 10);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (factor) => {
        const scaled = { ...force, samples: force.samples.map((value) => factor * value) };
        expect(findForceEfforts(scaled)).toEqual(findForceEfforts(force));
      }),
      { numRuns: 20 },
    );
  });

  it('ends an effort where a writer padded the file, and takes no twitch for one', () => {
    const held = forceOf([[1, 20, 100]], 12);
    const padded = { ...held, samples: Float64Array.of(...held.samples, ...new Float64Array(fs)) };
    const [one, ...more] = findForceEfforts(padded);
    expect({ kind: one.kind, more }).toEqual({ kind: 'hold', more: [] });
    expect(Math.abs(one.endS - 12)).toBeLessThan(0.1);
    const twitch = { ...held, samples: held.samples.map((value, i) => (i === 30 ? 90 : value)) };
    expect(findForceEfforts(twitch)[0].startS).toBeGreaterThan(0.9);
  });

  it('refuses what is no force', () => {
    const force = forceOf([], 2);
    expect(refusal(() => findForceEfforts({ ...force, kind: 'emg' }))).toContain('of kind emg');
    expect(refusal(() => findForceEfforts({ ...force, samples: new Float64Array(99).fill(-1) }))).toContain(
      'never rises above 0',
    );
    expect(refusal(() => findForceEfforts(force, { leastShare: 1 }))).toContain('got 1 and 8');
  });
});
