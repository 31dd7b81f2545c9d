import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { WithInterval } from './index.ts';

/** A number with its interval as the documentation prints it: `12.6 [9.9, 16.3]`. */
export function told({ value, interval }: WithInterval): string {
  return `${value.toFixed(1)} [${interval.map((limit) => limit.toFixed(1)).join(', ')}]`;
}

/**
 * The numbers of the line of docs/validation.md that begins so are these, to one unit of their last printed digit:
 * another machine may round it otherwise.
 */
export function expectTold(start: string, expected: readonly number[]): void {
  const page = readFileSync(join(import.meta.dirname, '../../docs/validation.md'), 'utf8').split('\n');
  const line = page.find((text) => text.startsWith(start)) ?? '';
  const numbers = line.slice(start.length).match(/-?\d+(\.\d+)?/g) ?? [];
  expect(numbers, `${start}: ${expected}`).toHaveLength(expected.length);
  numbers.forEach((text, i) => {
    const unit = 10 ** -(text.split('.')[1]?.length ?? 0);
    expect(Math.abs(Number(text) - expected[i]), `${line}: ${expected[i]}`).toBeLessThan(unit);
  });
}
