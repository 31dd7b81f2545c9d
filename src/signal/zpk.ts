import { conjugate, modulus, type Point, real, subtract } from './complex-plane.ts';
import type { Sos, SosSection } from './sos.ts';

/** A digital filter as its zeros, poles and gain; complex ones come in conjugate pairs. */
export interface Zpk {
  readonly zeros: readonly Point[];
  readonly poles: readonly Point[];
  readonly gain: number;
}

/**
 * Second-order sections of a filter with as many zeros as poles, in the order and pairing of `scipy.signal.zpk2sos`
 * ('nearest'): the poles closest to the unit circle come last, each with the zeros closest to it; the gain is in the
 * first section. Poles at equal distance, as in a band about fs / 4, come in rising order of their real part, where SciPy
 * leaves the order to rounding.
 */
export function zpkToSos({ zeros, poles, gain }: Zpk): Sos {
  // An even number leaves an even number on the real axis, so a real pole or zero always finds a second one.
  const odd = poles.length % 2 === 1;
  const freePoles = upperHalf(odd ? [...poles, real(0)] : poles);
  const freeZeros = upperHalf(odd ? [...zeros, real(0)] : zeros);
  const sections: SosSection[] = [];
  while (freePoles.length > 0) {
    const [firstPole, secondPole] = takePolePair(freePoles);
    const [firstZero, secondZero] = takeZeroPair(freeZeros, firstPole);
    sections.unshift([...quadratic(firstZero, secondZero), ...quadratic(firstPole, secondPole)]);
  }
  return sections.map((section, i) => {
    const [b0, b1, b2, a0, a1, a2] = section;
    return i === 0 ? [b0 * gain, b1 * gain, b2 * gain, a0, a1, a2] : section;
  });
}

/** The pole closest to the unit circle with its conjugate or, for a real one, the next real pole. */
function takePolePair(free: Point[]): readonly [Point, Point] {
  const first = take(free, free, distanceToCircle);
  if (!isReal(first)) return [first, conjugate(first)];
  return [first, take(free, free.filter(isReal), distanceToCircle)];
}

/** The zero closest to `pole` with its conjugate or, for a real one, the next real zero. */
function takeZeroPair(free: Point[], pole: Point): readonly [Point, Point] {
  const near = (zero: Point): number => modulus(subtract(zero, pole));
  const first = take(free, free, near);
  if (!isReal(first)) return [first, conjugate(first)];
  return [first, take(free, free.filter(isReal), near)];
}

/** Distances closer than this are equal but for rounding, which differs from one engine to the next. */
const tie = 1e-12;

/** Takes out of `free` the candidate with the lowest score; of equals the first. */
function take(free: Point[], candidates: readonly Point[], score: (point: Point) => number): Point {
  const best = candidates.reduce((a, b) => (score(b) < score(a) - tie ? b : a));
  free.splice(free.indexOf(best), 1);
  return best;
}

/** The points on or above the real axis: complex ones first, each group by real, then imaginary part. */
function upperHalf(points: readonly Point[]): Point[] {
  const onAxis = points.filter(isNearlyReal).map(({ re }) => real(re));
  const upper = points.filter((point) => !isNearlyReal(point) && point.im > 0);
  const rising = (a: Point, b: Point): number => a.re - b.re || a.im - b.im;
  return [...upper.sort(rising), ...onAxis.sort(rising)];
}

/** Coefficients of (x - a)(x - b), where the two are real or conjugate. */
function quadratic(a: Point, b: Point): [number, number, number] {
  return [1, -(a.re + b.re), a.re * b.re - a.im * b.im];
}

const isReal = ({ im }: Point): boolean => im === 0;
/** SciPy's tolerance for calling a root real. */
const isNearlyReal = (point: Point): boolean => Math.abs(point.im) <= 100 * Number.EPSILON * modulus(point);
const distanceToCircle = (point: Point): number => Math.abs(1 - modulus(point));
