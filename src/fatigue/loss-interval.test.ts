import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { lossInterval } from './loss-interval.ts';

describe('lossInterval', () => {
  it('holds a known loss in about 95 %, whatever the scatter and the number of rested squeezes', () => {
    const random = seededRandom(7);
    for (const scatter of [0.02, 0.05]) {
      for (const n of [3, 4, 5]) {
        let held = 0;
        const runs = 2000;
        for (let run = 0; run < runs; run++) {
          const rested = Array.from({ length: n }, () => 400 * Math.exp(scatter * random.normal()));
          const found = lossInterval(rested, 280 * Math.exp(scatter * random.normal()));
          if (found && found.interval[0] <= 30 && found.interval[1] >= 30) held++;
        }
        expect(held / runs).toBeGreaterThan(0.94);
        expect(held / runs).toBeLessThan(0.99);
      }
    }
  });

  it('lies around the loss that is counted from the rested maximum', () => {
    const found = lossInterval([400, 392, 404], 303);
    expect(found?.interval[0]).toBeLessThan(25);
    expect(found?.interval[1]).toBeGreaterThan(25);
    expect(found?.n).toBe(3);
  });

  it('is not there for two squeezes, and refuses a force that is none', () => {
    expect(lossInterval([400, 392], 300)).toBeNull();
    expect(() => lossInterval([400, 0, 390], 300)).toThrow('rested');
    expect(() => lossInterval([400, 392, 390], 0)).toThrow('mvc');
  });

  it('does not depend on the unit', () => {
    const n = lossInterval([400, 392, 410], 300);
    const kgf = lossInterval([40, 39.2, 41], 30);
    expect(kgf?.interval[0]).toBeCloseTo(n?.interval[0] ?? 0, 9);
  });
});
