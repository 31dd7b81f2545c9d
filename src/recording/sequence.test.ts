import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclicGaps, runningGaps } from './sequence.ts';

const frames = Array.from({ length: 200 }, (_, i) => i);

describe('sequence gaps', () => {
  it('are counted modulo the cycle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 40 }), (at, lost) => {
        const kept = frames.filter((i) => i < at || i >= at + lost).map((i) => i % 16);
        const expected = { missing: lost % 16, gapsAt: lost % 16 === 0 ? [] : [at] };
        expect(cyclicGaps(Float64Array.from(kept), 16)).toEqual(expected);
        const running = kept.map((_, i) => (i < at ? i : i + lost));
        expect(runningGaps(Float64Array.from(running))).toEqual({ missing: lost, gapsAt: [at] });
      }),
    );
  });

  it('start anywhere', () => {
    expect(cyclicGaps(Float64Array.of(13, 14, 15, 0, 1), 16)?.gapsAt).toEqual([]);
    expect(runningGaps(Float64Array.of(13911, 13912, 13913))?.gapsAt).toEqual([]);
  });

  it('are not judged where the column is no counter', () => {
    expect(cyclicGaps(Float64Array.of(0, 1.5, 3), 16)).toBeUndefined();
    expect(cyclicGaps(Float64Array.of(0, 0, 0), 16)).toBeUndefined();
    expect(cyclicGaps(Float64Array.of(14, 15, 16), 16)).toBeUndefined();
    expect(runningGaps(Float64Array.of(0.5, 1.5))).toBeUndefined();
  });

  it('are none where a running counter is full or starts again', () => {
    expect(runningGaps(Float64Array.of(65534, 65535, 65535, 65535))?.missing).toBe(0);
    expect(runningGaps(Float64Array.of(65534, 65535, 0, 1))?.missing).toBe(0);
  });
});
