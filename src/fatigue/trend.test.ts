import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { type Course, mdfCourse, normalisedSlope, rmsCourse } from './index.ts';

const samples = colouredNoise(6000);
const courseOf = (values: readonly number[]): Course => ({
  timesS: Float64Array.from(values, (_, i) => 12 + i / 2),
  values: Float64Array.from(values),
});

describe('courses', () => {
  it.each([mdfCourse, rmsCourse])('%o has an epoch of one second every half second', (course) => {
    // 6 s less the margins are 5 s, from 0.5 s on.
    const { timesS, values } = course(contractionOf(samples));
    expect([...timesS]).toEqual([1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    expect(values.length).toBe(9);
    expect(course(contractionOf(samples.slice(0, 2000))).values.length).toBe(1);
  });
});

/** The slope of a course that has one. */
const slopeOf = (course: Course): number => normalisedSlope(course) as number;

describe('normalisedSlope', () => {
  it('is the change per second in percent of the first fitted value', () => {
    expect(slopeOf(courseOf([100, 99, 98, 97]))).toBeCloseTo(-2, 12);
    expect(slopeOf(courseOf([4, 4, 4]))).toBe(0);
  });

  it('does not change with the unit of the values or the start of the recording', () => {
    const values = fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (list, gain) => {
        const usual = slopeOf(courseOf(list));
        const course = courseOf(list.map((value) => value * gain));
        const later = { ...course, timesS: course.timesS.map((t) => t + 60) };
        expect(slopeOf(course)).toBeCloseTo(usual, 8);
        expect(slopeOf(later)).toBeCloseTo(usual, 8);
      }),
    );
  });

  it('is null for fewer than three epochs, and where the start is not above zero', () => {
    expect([[], [1], [1, 9], [-1, 0, 1]].map((values) => normalisedSlope(courseOf(values)))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('finds the growth of a signal', () => {
    // RMS rises from 1 to 1.5 within the five measured seconds: 10 % of its start per second.
    const growing = samples.map((value, i) => value * (1 + 0.1 * (i / 1000 - 1)));
    const change = slopeOf(rmsCourse(contractionOf(growing))) - slopeOf(rmsCourse(contractionOf(samples)));
    expect(Math.abs(change - 10)).toBeLessThan(0.8);
    expect(slopeOf(mdfCourse(contractionOf(growing)))).toBeCloseTo(slopeOf(mdfCourse(contractionOf(samples))), 0);
  });
});
