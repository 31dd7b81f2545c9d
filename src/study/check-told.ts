import type { WithInterval } from './index.ts';

/** A number with its interval as the documentation prints it: `12.6 [9.9, 16.3]`. */
export function told({ value, interval }: WithInterval): string {
  return `${value.toFixed(1)} [${interval.map((limit) => limit.toFixed(1)).join(', ')}]`;
}
