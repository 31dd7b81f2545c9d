import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '#base';
import { forceMonitor } from './force-monitor.ts';

const values = Float64Array.from({ length: 1005 }, (_, i) => i % 97);

describe('forceMonitor', () => {
  it('gives the mean force of each 10 ms however the samples are cut', () => {
    const all = forceMonitor({ fs: 1000 }).push(values);
    expect(all.firstEffort).toBe(0);
    expect(all.effortN.length).toBe(100);
    expect(all.effortN[0]).toBe(4.5);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 9 }), (cuts) => {
        const running = forceMonitor({ fs: 1000 });
        const told: number[] = [];
        let at = 0;
        for (const cut of [...cuts, Number.POSITIVE_INFINITY]) {
          const update = running.push(values.subarray(at, Math.min(values.length, at + cut)));
          expect(update.firstEffort).toBe(told.length);
          told.push(...update.effortN);
          at = Math.min(values.length, at + cut);
        }
        expect(told).toEqual([...all.effortN]);
      }),
    );
  });

  it('holds the last force over lost samples, so that time stays true', () => {
    const running = forceMonitor({ fs: 1000 });
    running.push(Float64Array.from({ length: 10 }, () => 98));
    expect([...running.lost(25).effortN]).toEqual([98, 98]);
    expect([...running.push(Float64Array.from({ length: 5 }, () => 0)).effortN]).toEqual([49]);
  });

  it('refuses rates that do not fit, and samples that are none', () => {
    expect(() => forceMonitor({ fs: 50 })).toThrow(ArgumentError);
    expect(() => forceMonitor({ fs: 1000 }).push(Float64Array.of(Number.NaN))).toThrow(ArgumentError);
  });
});
