/** A row of complex numbers: real parts [n] and imaginary parts [n]. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A complex row [n] of zeros. */
export function complexZeros(n: number): Complex {
  return { re: new Float64Array(n), im: new Float64Array(n) };
}

/** exp(-2 pi i k / n) for k = 0 … count - 1: the forward roots of unity [count]. */
export function forwardRoots(n: number, count: number): Complex {
  const roots = complexZeros(count);
  for (let k = 0; k < count; k++) {
    const angle = (-2 * Math.PI * k) / n;
    roots.re[k] = Math.cos(angle);
    roots.im[k] = Math.sin(angle);
  }
  return roots;
}
