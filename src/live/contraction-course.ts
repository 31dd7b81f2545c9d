import { requireWhole } from '#base';
import { type Course, type CourseTrend, courseTrend, halfOverlap, type JasaPlane, jasaPlane } from '#fatigue';
import type { LiveWindow } from './live-window.ts';

/** What the windows of one contraction say so far. */
export interface ContractionReading {
  readonly channel: string;
  /** Start of its first and end of its last window (s from the first sample). */
  readonly startS: number;
  readonly endS: number;
  /** Windows that count, and such as were left out for their quality. */
  readonly nGood: number;
  readonly nBad: number;
  /** Course of MDF (Hz) and of RMS (mV) with their trends; null before three windows. */
  readonly mdf: { readonly course: Course; readonly trend: CourseTrend | null };
  readonly rms: { readonly course: Course; readonly trend: CourseTrend | null };
  /** Both together; null before five windows. */
  readonly jasa: JasaPlane | null;
}

/** Collects the windows of one contraction. */
export interface ContractionCourse {
  add(window: LiveWindow): void;
  /** Undefined before the first good window. */
  reading(): ContractionReading | undefined;
}

interface Point {
  /** Number of its place, counted in the present step. */
  readonly place: number;
  readonly timeS: number;
  readonly mdfHz: number;
  readonly rmsMv: number;
}

/** Two neighbours as one; one alone stays what it is. */
function joinedPairs(points: readonly Point[]): Point[] {
  const joined: Point[] = [];
  for (const point of points) {
    const place = Math.floor(point.place / 2);
    const before = joined[joined.length - 1];
    if (before?.place !== place) joined.push({ ...point, place });
    else {
      joined[joined.length - 1] = {
        place,
        timeS: (before.timeS + point.timeS) / 2,
        mdfHz: (before.mdfHz + point.mdfHz) / 2,
        rmsMv: (before.rmsMv + point.rmsMv) / 2,
      };
    }
  }
  return joined;
}

/** What the correlation of neighbours becomes where each is the mean of two of them. */
const pairedOverlap = (correlation: number): number => correlation / (2 * (1 + correlation));

/**
 * The course of a contraction while it lasts, in bounded memory and work: when it holds `mostPoints` windows, neighbours are
 * joined in pairs, and those to come are as well. A mean of two is as good a value of a course as one, with half the
 * variance, and what they know of each other by sharing samples is known. Where the course bends, the bend counts as error
 * that goes on from point to point, and fewer points make the interval wider.
 *
 * @param options.hopS time from window to window (s)
 * @throws ArgumentError unless `mostPoints` is a whole number from 8.
 */
export function contractionCourse(
  channel: string,
  { hopS, mostPoints = 128 }: { readonly hopS: number; readonly mostPoints?: number },
): ContractionCourse {
  requireWhole('mostPoints', mostPoints, 8, 'contractionCourse');
  let points: Point[] = [];
  /** Windows of the pair, or of four, eight, …, that is not complete. */
  let waiting: Point[] = [];
  let joins = 0;
  let first: LiveWindow | undefined;
  let [nGood, nBad, endS] = [0, 0, 0];

  return {
    add(window) {
      first ??= window;
      endS = window.endS;
      if (!window.isGood || window.mdfHz === null) {
        nBad++;
        return;
      }
      nGood++;
      const number = Math.round((window.startS - first.startS) / hopS);
      const point = { timeS: (window.startS + window.endS) / 2, mdfHz: window.mdfHz, rmsMv: window.rmsMv };
      const place = Math.floor(number / 2 ** joins);
      if (waiting.length > 0 && Math.floor(waiting[0].place / 2 ** joins) !== place) {
        points.push(meanOf(waiting, joins));
        waiting = [];
      }
      waiting.push({ ...point, place: number });
      if (waiting.length < 2 ** joins) return;
      points.push(meanOf(waiting, joins));
      waiting = [];
      if (points.length < mostPoints) return;
      points = joinedPairs(points);
      joins++;
    },
    reading() {
      if (!first || nGood === 0) return undefined;
      const known = joins === 0 || points.length > 0 ? points : waiting;
      const timesS = Float64Array.from(known, ({ timeS }) => timeS);
      const courseOf = (overlap: number, value: (point: Point) => number) => {
        let overlapCorrelation = overlap;
        for (let i = 0; i < joins; i++) overlapCorrelation = pairedOverlap(overlapCorrelation);
        const values = Float64Array.from(known, value);
        const course: Course = { timesS, values, overlapCorrelation, stepS: hopS * 2 ** joins };
        return { course, trend: courseTrend(course, { shapes: 'line' }) };
      };
      const mdf = courseOf(halfOverlap.hannSpectrum, ({ mdfHz }) => mdfHz);
      const rms = courseOf(halfOverlap.power, ({ rmsMv }) => rmsMv);
      return { channel, startS: first.startS, endS, nGood, nBad, mdf, rms, jasa: jasaPlane(rms, mdf) };
    },
  };
}

function meanOf(points: readonly Point[], joins: number): Point {
  const mean = (value: (point: Point) => number): number =>
    points.reduce((sum, point) => sum + value(point), 0) / points.length;
  return {
    place: Math.floor(points[0].place / 2 ** joins),
    timeS: mean(({ timeS }) => timeS),
    mdfHz: mean(({ mdfHz }) => mdfHz),
    rmsMv: mean(({ rmsMv }) => rmsMv),
  };
}
