import { describe, expect, it } from 'vitest';
import { convertForce } from '#recording';
import { refusal } from '../base/check-refusal.ts';
import { type GripMeasurement, gripNorms, gripNormTables } from './index.ts';

const woman: GripMeasurement = { value: 40, unit: 'kgf', ageYears: 22, sex: 'female', hands: ['right', 'dominant'] };

describe('gripNorms', () => {
  it('gives every table that knows age, sex and hand, with z by hand', () => {
    const { norms, none } = gripNorms(woman);
    expect(none).toBeUndefined();
    expect(norms.map(({ source, hand }) => [source.slice(0, 7), hand])).toEqual([
      ['Mathiow', 'right'],
      ['Massy-W', 'dominant'],
    ]);
    // 70.4 lb = 31.9329 kgf, 14.5 lb = 6.57709 kgf; (40 − 31.9329) / 6.57709.
    expect(norms[0].mean).toBeCloseTo(31.9329, 4);
    expect(norms[0].z).toBeCloseTo(1.22655, 4);
    expect(norms[1]).toMatchObject({ mean: 30, sd: 7, unit: 'kgf', ages: [20, 29] });
    expect(norms[1].z).toBeCloseTo(10 / 7, 12);
  });

  it('holds what the sources print', () => {
    const left = { ...woman, value: 104.5, unit: 'lbf' as const, sex: 'male' as const, hands: ['left'] as const };
    expect(gripNorms(left).norms[0].z).toBe(0);
    const printed = (i: number) => gripNormTables[i].values;
    expect(printed(0)).toEqual({
      male: { right: [121, 20.6], left: [104.5, 21.8] },
      female: { right: [70.4, 14.5], left: [61, 13.1] },
    });
    expect(printed(1)).toEqual({
      male: { dominant: [47, 9.5], 'non-dominant': [45, 9.7] },
      female: { dominant: [30, 7], 'non-dominant': [28, 6.1] },
    });
  });

  it('gives the same z in every unit', () => {
    const inKgf = gripNorms(woman).norms.map(({ z }) => z);
    for (const unit of ['N', 'lbf'] as const) {
      const other = gripNorms({ ...woman, value: convertForce(40, 'kgf', unit), unit }).norms;
      other.forEach(({ z }, i) => {
        expect(z).toBeCloseTo(inKgf[i], 12);
      });
      expect(other.every((norm) => norm.unit === unit)).toBe(true);
    }
  });

  it('says so where there is no norm', () => {
    for (const ageYears of [8, 19.9, 30, 71]) {
      expect(gripNorms({ ...woman, ageYears })).toEqual({
        norms: [],
        none: `There is no norm for this age: ${ageYears} years lies outside 20–29.`,
      });
    }
    expect(gripNorms({ ...woman, ageYears: 29.9 }).norms).toHaveLength(1);
    expect(gripNorms({ ...woman, ageYears: 24.9 }).norms).toHaveLength(2);
    expect(gripNorms({ ...woman, ageYears: 27, hands: ['right'] }).none).toContain('other hands than right');
    expect(gripNorms({ ...woman, hands: [] }).none).toContain('none was named');
  });

  it('refuses what is no strength and no age', () => {
    expect(refusal(() => gripNorms({ ...woman, value: 0 }))).toContain('value must be a number above 0, got 0');
    expect(refusal(() => gripNorms({ ...woman, ageYears: Number.NaN }))).toContain('ageYears must be');
  });
});
