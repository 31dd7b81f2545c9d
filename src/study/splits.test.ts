import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, seededRandom } from '#base';
import { swapWithinSubjects } from './label-swaps.ts';
import { divide, foldsOf } from './splits.ts';

const rowsOf = (subjects: readonly string[]) => subjects.map((subject, i) => ({ subject, file: `${i}` }));
const anyRows = fc
  .array(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G'), { minLength: 3, maxLength: 40 })
  .filter((subjects) => new Set(subjects).size >= 3)
  .map(rowsOf);

describe('splits', () => {
  it('test every row once and never have a subject on both sides', () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom('loso', 'kfold:2', 'kfold:3'), fc.nat(1000), (rows, split, seed) => {
        const tested = foldsOf(
          split,
          rows.map((row) => row.subject),
          seededRandom(seed),
        ).flatMap((fold) => {
          const { train, test } = divide(rows, fold);
          const trained = new Set(train.map((row) => row.subject));
          expect(test.some((row) => trained.has(row.subject))).toBe(false);
          expect(train.length + test.length).toBe(rows.length);
          return test.map((row) => row.file);
        });
        expect(tested.sort()).toEqual(rows.map((row) => row.file).sort());
      }),
    );
  });

  it('share subjects out evenly', () => {
    const sizes = foldsOf('kfold:4', 'ABCDEFGHIJ'.split(''), seededRandom(1)).map((fold) => fold.testSubjects.length);
    expect(sizes.sort()).toEqual([2, 2, 3, 3]);
  });

  it('refuse what cannot be split', () => {
    expect(() => foldsOf('kfold:9', ['A', 'B', 'C'], seededRandom(1))).toThrow(ArgumentError);
    expect(() => foldsOf('random', ['A', 'B', 'C'], seededRandom(1))).toThrow('split must be loso or kfold:<k>');
  });
});

describe('swapWithinSubjects', () => {
  const rows = ['A', 'A', 'B', 'B', 'C', 'C'].map((subject, i) => ({ subject, fatigued: i % 2 === 1 }));

  it('exchanges all labels of a subject or none, and never none at all', () => {
    const random = seededRandom(3);
    for (let draw = 0; draw < 100; draw++) {
      const swapped = swapWithinSubjects(rows, random);
      const changed = rows.map((row, i) => row.fatigued !== swapped[i].fatigued);
      expect(changed.some(Boolean)).toBe(true);
      for (let i = 0; i < rows.length; i += 2) expect(changed[i]).toBe(changed[i + 1]);
    }
  });

  it('swaps each subject about half the time', () => {
    const random = seededRandom(4);
    const count = Array.from({ length: 400 }, () => swapWithinSubjects(rows, random)[0].fatigued).filter(
      Boolean,
    ).length;
    expect(count).toBeGreaterThan(180);
    expect(count).toBeLessThan(280);
  });
});

describe('swapWithinSubjects, in unusual studies', () => {
  const one = (states: string) => states.split('').map((state, i) => ({ subject: `S${i}`, fatigued: state === 'F' }));

  it('never draws the true labelling or its mirror image', () => {
    const rows = ['A', 'A', 'B', 'B', 'C', 'C'].map((subject, i) => ({ subject, fatigued: i % 2 === 1 }));
    const random = seededRandom(8);
    for (let draw = 0; draw < 200; draw++) {
      const changed = swapWithinSubjects(rows, random).filter((row, i) => row.fatigued !== rows[i].fatigued).length;
      expect([2, 4]).toContain(changed);
    }
  });

  it('exchanges states between people who have one each, and keeps their numbers', () => {
    const random = seededRandom(9);
    for (let draw = 0; draw < 50; draw++) {
      const swapped = swapWithinSubjects(one('NNFFF'), random).map((row) => row.fatigued);
      expect(swapped.filter(Boolean)).toHaveLength(3);
      expect(swapped).not.toEqual([false, false, true, true, true]);
    }
  });

  it('says when there is no other labelling', () => {
    expect(() => swapWithinSubjects(one('NNN'), seededRandom(1))).toThrow('cannot be shuffled');
  });
});
