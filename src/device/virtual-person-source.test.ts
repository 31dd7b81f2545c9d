import { describe, expect, it } from 'vitest';
import { mean, standardDeviation } from '#signal';
import { loadCellForceN, virtualLoadCell } from './virtual-load-cell.ts';
import { handgripScript, virtualPersonSource } from './virtual-person-source.ts';

const options = { seed: 3, difficulty: 'textbook' } as const;

describe('virtualPersonSource', () => {
  it('gives whole counts of 10 bits, the same for the same seed', () => {
    const [one, again, other] = [options, options, { ...options, seed: 4 }].map((from) =>
      virtualPersonSource({ ...from, script: handgripScript }).next(20_000),
    );
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    for (const values of one) {
      expect(values.every((value) => Number.isInteger(value) && value >= 0 && value <= 1023)).toBe(true);
    }
    expect(Math.abs(mean(one[2]) - 512)).toBeLessThan(0.1);
  });

  it('does what the script says until the first cue', () => {
    const person = virtualPersonSource({ ...options, script: handgripScript });
    const { mvcN } = person.participant;
    const force = loadCellForceN(person.next(41_000)[1]);
    const level = (fromS: number, toS: number) => mean(force.subarray(1000 * fromS, 1000 * toS)) / mvcN;
    expect(level(1, 14)).toBeLessThan(0.01);
    expect(level(17, 24)).toBeCloseTo(0.7, 1);
    expect(level(31.5, 34.5)).toBeGreaterThan(0.8);
    person.cue({ kind: 'rest' });
    expect(mean(loadCellForceN(person.next(30_000)[1]).subarray(1000)) / mvcN).toBeLessThan(0.01);
  });

  it('holds a force in newtons when fresh, and tires over repeated cues', () => {
    const person = virtualPersonSource(options);
    const { mvcN } = person.participant;
    const told = (cue: Parameters<typeof person.cue>[0], seconds: number) => {
      person.cue(cue);
      return person.next(1000 * seconds);
    };
    const forceN = 0.4 * mvcN;
    const held = told({ kind: 'target', forceN }, 6);
    expect(Math.abs(mean(loadCellForceN(held[1]).subarray(1500)) / forceN - 1)).toBeLessThan(0.03);
    expect(standardDeviation(held[0].subarray(1500))).toBeGreaterThan(8);
    const maxima = Array.from({ length: 5 }, () => {
      told({ kind: 'target', forceN: 0.7 * mvcN }, 10);
      told({ kind: 'rest' }, 5);
      const [, squeeze] = told({ kind: 'maximal' }, 5);
      told({ kind: 'rest' }, 5);
      return Math.max(...loadCellForceN(squeeze));
    });
    expect(maxima[4]).toBeLessThan(0.9 * maxima[0]);
  });

  it('has room for the strongest', () => {
    expect(loadCellForceN([1023])[0]).toBeGreaterThan(900);
    expect(loadCellForceN([virtualLoadCell.tareCounts])[0]).toBe(0);
  });
});
