import { describe, expect, it } from 'vitest';
import { ArgumentError, seededRandom } from '#base';
import { contractionCourse } from './contraction-course.ts';
import type { LiveWindow } from './live-window.ts';

/** Windows of a hold in which the muscle tires: MDF falls by 0.3 %/s of its start, RMS rises by 0.5 %/s. */
function tiring(n: number, { seed = 1, bad = (_: number): boolean => false } = {}): LiveWindow[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i): LiveWindow => {
    const startS = 20 + i / 2;
    return {
      channel: 'EMG',
      startS,
      endS: startS + 1,
      rmsMv: 0.2 * (1 + (0.005 * i) / 2) + 0.006 * random.normal(),
      mdfHz: 80 * (1 - (0.003 * i) / 2) + 2 * random.normal(),
      mnfHz: 90,
      steadyRmsMv: 0.2,
      faults: bad(i) ? [{ code: 'SPIKES', value: 9 }] : [],
      isGood: !bad(i),
      phase: 'hold',
    };
  });
}

function readingOf(windows: readonly LiveWindow[], mostPoints?: number) {
  const course = contractionCourse('EMG', { hopS: 0.5, ...(mostPoints !== undefined && { mostPoints }) });
  for (const window of windows) course.add(window);
  return course.reading();
}

describe('contractionCourse', () => {
  it('reads fatigue from windows that slow and grow, and says nothing too early', () => {
    expect(contractionCourse('EMG', { hopS: 0.5 }).reading()).toBeUndefined();
    expect(readingOf(tiring(2))).toMatchObject({ jasa: null, mdf: { trend: null }, nGood: 2 });
    expect(readingOf(tiring(6))?.jasa?.reading).toBe('undecided');
    const reading = readingOf(tiring(60));
    expect(reading).toMatchObject({ startS: 20, endS: 50.5, nGood: 60, nBad: 0, jasa: { reading: 'fatigue' } });
    expect(reading?.mdf.trend?.slopePercentPerS).toBeCloseTo(-0.3, 1);
  });

  it('leaves bad windows out and counts them', () => {
    const reading = readingOf(tiring(60, { bad: (i) => i % 10 === 3 }));
    expect(reading).toMatchObject({ nGood: 54, nBad: 6, jasa: { nEpochs: 54, reading: 'fatigue' } });
    expect([...(reading?.mdf.course.timesS ?? [])]).not.toContain(22);
  });

  it('holds no more points than it may, and finds the same trend in pairs, however many windows come', () => {
    for (const n of [128, 129, 200, 300, 1001]) {
      const windows = tiring(n, { bad: (i) => i % 17 === 5 });
      const [pairs, all] = [readingOf(windows), readingOf(windows, 2000)];
      expect(pairs?.mdf.course.values.length).toBeLessThan(128);
      expect(pairs?.nGood).toBe(all?.nGood);
      const [few, many] = [pairs?.mdf.trend, all?.mdf.trend].map((trend) => {
        const { slope, slopeInterval } = trend ?? expect.unreachable();
        return { slope, half: (slopeInterval[1] - slopeInterval[0]) / 2 };
      });
      // Within a fifth of the interval, which itself stays what it was.
      expect(Math.abs(few.slope - many.slope)).toBeLessThan(0.2 * many.half);
      expect(few.half / many.half).toBeGreaterThan(0.8);
      expect(few.half / many.half).toBeLessThan(1.25);
      const { timesS = new Float64Array(0), stepS = 0 } = pairs?.mdf.course ?? {};
      for (let i = 1; i < timesS.length; i++) expect(timesS[i] - timesS[i - 1]).toBeGreaterThan(stepS / 2);
    }
  });

  it('knows what neighbours still share when they are joined', () => {
    const overlaps = [127, 128, 300].map((n) => readingOf(tiring(n))?.rms.course);
    // Means of two of a chain with neighbours at r correlate by r / (2 (1 + r)): 1/2, 1/6, 1/14.
    expect(overlaps.map((course) => course?.overlapCorrelation)).toEqual(
      [1 / 2, 1 / 6, 1 / 14].map((r) => expect.closeTo(r, 12)),
    );
    expect(overlaps.map((course) => course?.stepS)).toEqual([0.5, 1, 2]);
  });

  it('takes bounds of 8 points or more', () => {
    expect(() => contractionCourse('EMG', { hopS: 0.5, mostPoints: 7 })).toThrow(ArgumentError);
  });
});
