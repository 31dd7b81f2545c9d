/** A point of the complex plane. */
export interface Point {
  readonly re: number;
  readonly im: number;
}

/** The point on the real axis at `re`. */
export const real = (re: number): Point => ({ re, im: 0 });
export const add = (a: Point, b: Point): Point => ({ re: a.re + b.re, im: a.im + b.im });
export const subtract = (a: Point, b: Point): Point => ({ re: a.re - b.re, im: a.im - b.im });
export const scale = (a: Point, factor: number): Point => ({ re: a.re * factor, im: a.im * factor });
export const conjugate = ({ re, im }: Point): Point => ({ re, im: -im });
/** The distance of a point from the origin. */
export const modulus = ({ re, im }: Point): number => Math.hypot(re, im);

export function multiply(a: Point, b: Point): Point {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** a / b by Smith's method, which does not overflow and rounds as NumPy does. */
export function divide(a: Point, b: Point): Point {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const scaled = 1 / (b.re + b.im * ratio);
    return { re: (a.re + a.im * ratio) * scaled, im: (a.im - a.re * ratio) * scaled };
  }
  const ratio = b.re / b.im;
  const scaled = 1 / (b.im + b.re * ratio);
  return { re: (a.re * ratio + a.im) * scaled, im: (a.im * ratio - a.re) * scaled };
}

/** The square root in the right half plane; on the negative real axis the one above it. */
export function squareRoot(a: Point): Point {
  const size = modulus(a);
  if (size === 0) return real(0);
  const part = Math.sqrt((Math.abs(a.re) + size) / 2);
  const rest = Math.abs(a.im) / (2 * part);
  const sign = a.im < 0 ? -1 : 1;
  return a.re >= 0 ? { re: part, im: sign * rest } : { re: rest, im: sign * part };
}
