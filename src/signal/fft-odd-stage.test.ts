import { describe, expect, it } from 'vitest';
import { noise } from './check-signals.ts';
import { complexZeros } from './complex.ts';
import { oddRadix, radix3, radix5 } from './fft-odd-stage.ts';
import { makeStage } from './fft-stage.ts';

describe('radix 3 and radix 5', () => {
  it.each([
    [3, radix3],
    [5, radix5],
  ] as const)('of %i give the bits of any odd radix', (radix, run) => {
    for (const m of [1, 2, 5, 12]) {
      for (const stride of [1, 3, 8]) {
        const n = radix * m * stride;
        const from = { re: noise(n, m), im: noise(n, 100 + m) };
        const [ours, reference] = [complexZeros(n), complexZeros(n)];
        run(makeStage(radix, m, stride), from, ours);
        oddRadix(makeStage(radix, m, stride), from, reference);
        expect(ours).toEqual(reference);
        // Zeros keep their signs, too.
        const flat = { re: new Float64Array(n), im: new Float64Array(n).fill(-0) };
        run(makeStage(radix, m, stride), flat, ours);
        oddRadix(makeStage(radix, m, stride), flat, reference);
        expect(ours).toEqual(reference);
      }
    }
  });
});
