import { describe, expect, it } from 'vitest';
import { formatOf } from './format.ts';

describe('formatOf', () => {
  const [english, indonesian] = [formatOf('en-GB'), formatOf('id-ID')];

  it('writes numbers as the locale does, with a minus sign', () => {
    expect(english.number(1234.5, 1)).toBe('1,234.5');
    expect(indonesian.number(1234.5, 1)).toBe('1.234,5');
    expect(english.amount(-0.04, 'mV', 1)).toBe('0.0 mV');
    expect(english.change(-9.2, '%')).toBe('−9 %');
    expect(indonesian.change(3.25, '%', 1)).toMatch(/^\+3,[23] %$/);
    expect(english.change(0.001, '%')).toBe('0 %');
  });

  it('says nothing of what is not known', () => {
    expect([english.number(null), english.amount(Number.NaN, 'N'), english.change(undefined, '%')]).toEqual([
      '–',
      '–',
      '–',
    ]);
  });

  it('counts down to zero in whole seconds', () => {
    expect([125, 59.2, 0.01, 0, -3].map((s) => english.clock(s))).toEqual(['2:05', '1:00', '0:01', '0:00', '0:00']);
  });
});
