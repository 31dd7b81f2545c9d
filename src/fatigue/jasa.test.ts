import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { refusal } from '../base/check-refusal.ts';
import { knownCourses } from './check-courses.ts';
import {
  type Course,
  type JasaPlane,
  type JasaReading,
  jasaPlane,
  jasaWords,
  type TrendEllipse,
  withTrend,
} from './index.ts';

const planeOf = (amplitude: Course, frequency: Course): JasaPlane | null =>
  jasaPlane(withTrend(amplitude), withTrend(frequency));

type Slopes = readonly [amplitude: number, frequency: number];

function planes(draws: number, n: number, slopes: Slopes): JasaPlane[] {
  const random = seededRandom(8);
  return Array.from({ length: draws }, () => {
    const { amplitude, frequency } = knownCourses(random, n, slopes);
    return planeOf(amplitude, frequency) as JasaPlane;
  });
}

function isInside({ centre, axes, angleRad }: TrendEllipse, point: Slopes): boolean {
  const [x, y] = centre.map((value, i) => point[i] - value);
  const along = (x * Math.cos(angleRad) + y * Math.sin(angleRad)) / axes[0];
  const across = (y * Math.cos(angleRad) - x * Math.sin(angleRad)) / axes[1];
  return along ** 2 + across ** 2 <= 1;
}

describe('jasaPlane', () => {
  it.each([29, 59])('has an ellipse that holds both true trends 92 to 98 times in 100 for %i epochs', (n) => {
    const slopes = [0.5, -0.3] as const;
    const all = planes(500, n, slopes);
    const share = all.filter(({ ellipse }) => isInside(ellipse, slopes)).length / all.length;
    // The standard error of a coverage of 0.95 is 0.01.
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.98);
    const mean = all.reduce((sum, { correlation }) => sum + correlation, 0) / all.length;
    expect(Math.abs(mean + 0.4)).toBeLessThan(0.06);
  });

  it.each<[JasaReading, Slopes]>([
    ['fatigue', [0.5, -0.3]],
    ['more force', [0.5, 0.3]],
    ['recovery', [-0.5, 0.3]],
    ['less force', [-0.5, -0.3]],
  ])('reads %s from trends of %j', (reading, slopes) => {
    const all = planes(100, 59, slopes).map((plane) => plane.reading);
    expect(all.filter((own) => own === reading).length).toBeGreaterThanOrEqual(90);
    // What it does not see, it leaves undecided.
    expect(all.filter((own) => own !== reading && own !== 'undecided')).toEqual([]);
    expect(jasaWords[reading]).toMatch(/^[A-Z].*\.$/);
  });

  it('is undecided where one of both does not change, however much the other does', () => {
    for (const slopes of [
      [0, 0],
      [0.6, 0],
      [0, -0.4],
    ] as const) {
      const decided = planes(100, 59, slopes).filter(({ reading }) => reading !== 'undecided');
      expect(decided.length, `${slopes}`).toBeLessThanOrEqual(5);
    }
  });

  it('has an ellipse that leans the way its correlation goes, and touches its limits', () => {
    const { ellipse, correlation, amplitudePercentPerS, frequencyPercentPerS } = planes(1, 59, [0.5, -0.3])[0];
    expect(ellipse.centre).toEqual([amplitudePercentPerS, frequencyPercentPerS]);
    expect(ellipse.axes[0]).toBeGreaterThanOrEqual(ellipse.axes[1]);
    expect(Math.sign(ellipse.angleRad)).toBe(Math.sign(correlation));
    expect(isInside(ellipse, ellipse.centre)).toBe(true);
  });

  it('is null where a trend cannot be told', () => {
    const { amplitude, frequency } = knownCourses(seededRandom(1), 4, [0, 0]);
    expect(planeOf(amplitude, frequency)).toBeNull();
    const { timesS } = knownCourses(seededRandom(1), 9, [0, 0]).amplitude;
    const [alternating, falling] = [timesS.map((_, i) => (i % 2) - 0.5), timesS.map((_, i) => -1 - i)];
    expect(planeOf({ timesS, values: alternating }, { timesS, values: timesS })).toBeNull();
    expect(planeOf({ timesS, values: timesS }, { timesS, values: falling })).toBeNull();
    expect(planeOf({ timesS, values: timesS }, { timesS, values: timesS })?.reading).toBe('more force');
  });

  it('refuses courses of different epochs', () => {
    const { amplitude } = knownCourses(seededRandom(1), 9, [0, 0]);
    const shifted = { ...amplitude, timesS: amplitude.timesS.map((timeS) => timeS + 0.5) };
    expect(refusal(() => planeOf(amplitude, shifted))).toContain('Both courses must have the same epochs');
  });
});
