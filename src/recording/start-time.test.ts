import { describe, expect, it } from 'vitest';
import { isStartTime, startTimeOf } from './start-time.ts';

describe('isStartTime', () => {
  it.each(['2024-02-29T00:00:00', '2000-02-29T23:59:59.5', '1979-12-31T12:00:00'])('takes %s', (text) => {
    expect(isStartTime(text)).toBe(true);
  });

  it.each([
    '2024-02-31T25:61:61',
    '2023-02-29T00:00:00',
    '1900-02-29T00:00:00',
    '2024-04-31T00:00:00',
    '2024-00-10T00:00:00',
    '2024-01-00T00:00:00',
    '2024-01-01T24:00:00',
    '2024-01-01T00:60:00',
    '2024-01-01T00:00:60',
    '2024-01-01T00:00:00Z',
    '0026-01-01T00:00:00',
    '',
  ])('refuses %j', (text) => {
    expect(isStartTime(text)).toBe(false);
  });
});

describe('startTimeOf', () => {
  it('writes numbers in ISO form and keeps the fraction', () => {
    expect(startTimeOf([2024, 2, 9], [7, 5, 4], '.71')).toBe('2024-02-09T07:05:04.71');
    expect(startTimeOf([2024, 2, 30], [7, 5, 4])).toBeUndefined();
  });
});
