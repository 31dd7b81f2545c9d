import { expect, it } from 'vitest';
import { sampleResult } from './check-samples.ts';
import { limitsText, strokeKey, strokeOf } from './limit-strokes.ts';

const model = sampleResult('cnn', { accuracy: 0.7, auc: 0.7 });
const swapped = (swaps: number) =>
  sampleResult('shuffled:cnn', { accuracy: 0.5, auc: 0.5 }, { intervalKind: 'range over swaps', swaps });
const guessing = sampleResult('chance', { accuracy: 0.5, auc: 0.5 }, { intervalKind: '95 % range of guessing' });

it('only a result of its own has a solid line with ends', () => {
  expect(strokeOf(model)).toMatchObject({ lineDash: 'solid', cap: 4 });
  for (const control of [swapped(5), guessing]) expect(strokeOf(control)).toMatchObject({ lineWidth: 1, cap: 0 });
});

it('says what each kind of limits is', () => {
  expect(limitsText([swapped(20), swapped(5)])).toBe('range over 20 and 5 swaps');
  expect(limitsText([swapped(1)])).toBe('range over 1 swap');
  const { markup } = strokeKey([guessing, swapped(5), model], 0, 10);
  expect([...markup.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) => text)).toEqual([
    '95 % range of guessing',
    'range over 5 swaps',
    '95 % interval over people (bootstrap)',
  ]);
});
