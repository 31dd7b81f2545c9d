import { describe, expect, it } from 'vitest';
import {
  columnValues,
  crossTalkStretches,
  nonZero,
  numbers,
  onOff,
  pair,
  percent,
  port,
  positive,
  recurring,
  sensor,
  sensorIds,
  share,
  split,
  stretch,
  whole,
} from './option-values.ts';

type Reader = (text: string) => unknown;

it('stretch, numbers and onOff take theirs', () => {
  expect(stretch('0-2.5')).toEqual({ startS: 0, endS: 2.5 });
  expect(numbers('0, 12,17.5')).toEqual([0, 12, 17.5]);
  expect(pair('1, 2')).toEqual(['1', '2']);
  expect(columnValues('state=fresh, sex=f')).toEqual([
    { column: 'state', value: 'fresh' },
    { column: 'sex', value: 'f' },
  ]);
  expect(onOff('5,5')).toEqual({ contractionS: 5, restS: 5 });
  expect(recurring('60:0.5')).toEqual({ everyS: 60, lengthS: 0.5 });
  expect(port('8001')).toBe(8001);
});

it('crossTalkStretches takes two stretches and refuses all else', () => {
  expect(crossTalkStretches('2-5, 8–11.5')).toEqual({
    wanted: { startS: 2, endS: 5 },
    neighbour: { startS: 8, endS: 11.5 },
  });
  for (const text of ['', '2-5', '2-5,8', '5-2,8-11', '2-5,8-11,14-16', '-2-5,8-11', 'a-b,c-d']) {
    expect(() => crossTalkStretches(text), text).toThrow(/^It must be/);
  }
});

describe('values of options', () => {
  const taken: readonly (readonly [Reader, string, unknown])[] = [
    [positive, '1000', 1000],
    [nonZero, '-2', -2],
    [positive, '0.5', 0.5],
    [percent, '100', 100],
    [share, '0.25', 0.25],
    [whole, '0', 0],
    [whole, '4294967295', 4294967295],
    [split, 'loso', 'loso'],
    [split, 'kfold:5', 'kfold:5'],
    ...sensorIds.map((id) => [sensor, id, id] as const),
  ];
  it.each(taken)('%o takes %s', (read, text, value) => {
    expect(read(text)).toBe(value);
  });

  const refused: readonly (readonly [Reader, readonly string[]])[] = [
    [nonZero, ['0', '', 'abc', 'Infinity']],
    [stretch, ['', '2', '5-2', '2-5-7', '-1-2', 'a-b']],
    [numbers, ['', '1,', '1;2', '-1,2', 'a']],
    [pair, ['', 'a', 'a,a', 'a,', 'a,b,c']],
    [columnValues, ['', 'sex', 'sex=', '=1', 'a=b=c', 'a=b,c']],
    [onOff, ['', '5', '5,0', '5,5,5', 'a,b']],
    [recurring, ['', '60', '60:0', '60:5:1', 'a:b', 'Infinity:1']],
    [port, ['', '-1', '70000', '80.5', 'http']],
    [positive, ['0', '-1', '', 'abc', 'NaN', 'Infinity', '1,5']],
    [percent, ['0', '-70', '100.1', '', 'most', 'Infinity']],
    [share, ['0', '1', '-0.1', '', '10 %', 'NaN']],
    [whole, ['-1', '1.5', '', ' ', 'abc', '4294967296', '1e99']],
    [split, ['', 'random', 'LOSO', 'kfold', 'kfold:', 'kfold:1', 'kfold:-5', 'kfold:2.5', 'kfold:5 ']],
    [sensor, ['', 'emg', 'BITALINO-EMG', 'toString']],
  ];
  it.each(refused)('%o refuses %j', (read, texts) => {
    for (const text of texts) expect(() => read(text)).toThrow(/^It must be/);
  });
});
