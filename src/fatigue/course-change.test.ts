import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { contractionSignal } from './contraction.ts';
import { courseChange } from './course-change.ts';
import { type Course, mdfCourse } from './trend.ts';

const courseOf = (values: readonly number[]): Course => ({
  timesS: Float64Array.from(values, (_, i) => 0.5 + i / 2),
  values: Float64Array.from(values),
});

describe('courseChange', () => {
  it('holds a known change of MDF in about 95 % of simulated noise', () => {
    // White noise in the same band has the same MDF: the truth is no change.
    const random = seededRandom(3);
    const signal = () => {
      const samples = Float64Array.from({ length: 10_000 }, () => random.normal());
      const channel = { name: 'A1', kind: 'emg', unit: 'mV', fs: 1000, samples } as const;
      return mdfCourse(contractionSignal(channel, { kind: 'hold', channel: 'A1', startS: 0, endS: 10 }));
    };
    const runs = 120;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const found = courseChange(signal(), signal());
      if (found && found.interval[0] <= 0 && found.interval[1] >= 0) held++;
    }
    expect(held / runs).toBeGreaterThan(0.88);
    expect(held).toBeLessThan(runs);
  });

  it('takes no epoch twice: overlapping ones are passed over', () => {
    const change = courseChange(courseOf([80, 1e3, 82, 1e3, 78, 1e3, 80]), courseOf([72, 1, 74, 1, 70, 1, 72]));
    expect(change?.nEpochs).toEqual([4, 4]);
    expect(change?.percent).toBeCloseTo(-10, 0);
    expect(change?.interval[1]).toBeLessThan(0);
  });

  it('says nothing of too short contractions and refuses silent ones', () => {
    expect(courseChange(courseOf([80, 80, 82]), courseOf([72, 71, 70, 70, 70, 70, 70]))).toBeNull();
    expect(() => courseChange(courseOf([80, 80, 0, 80, 80, 80, 80]), courseOf([80]))).toThrow('above 0');
  });
});
