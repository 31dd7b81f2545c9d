import { type Complex, complexZeros, forwardRoots } from './complex.ts';
import { oddRadix, radix3, radix5 } from './fft-odd-stage.ts';

/**
 * One pass of a Stockham transform, decimation in frequency: of what is left to transform, `radix * m` points, it
 * splits off one radix; `stride` transforms run side by side. No bit reversal is needed at the end.
 */
export interface Stage {
  readonly radix: number;
  readonly m: number;
  readonly stride: number;
  /** exp(-2 pi i p j / (radix m)) at p (radix - 1) + j - 1, for j from 1. */
  readonly twiddles: Complex;
  /** exp(-2 pi i k / radix) [radix]. */
  readonly roots: Complex;
}

/** Prepares the twiddles of one stage. */
export function makeStage(radix: number, m: number, stride: number): Stage {
  const all = forwardRoots(radix * m, radix * m);
  const twiddles = complexZeros(m * (radix - 1));
  for (let p = 0; p < m; p++) {
    for (let j = 1; j < radix; j++) {
      twiddles.re[p * (radix - 1) + j - 1] = all.re[p * j];
      twiddles.im[p * (radix - 1) + j - 1] = all.im[p * j];
    }
  }
  return { radix, m, stride, twiddles, roots: forwardRoots(radix, radix) };
}

/** Runs a stage from `from` into `to`, which must be different arrays. */
export function runStage(stage: Stage, from: Complex, to: Complex): void {
  if (stage.radix === 4) radix4(stage, from, to);
  else if (stage.radix === 2) radix2(stage, from, to);
  else if (stage.radix === 5) radix5(stage, from, to);
  else if (stage.radix === 3) radix3(stage, from, to);
  else oddRadix(stage, from, to);
}

function radix2({ m, stride, twiddles }: Stage, from: Complex, to: Complex): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  for (let p = 0; p < m; p++) {
    const wr = twiddles.re[p];
    const wi = twiddles.im[p];
    for (let q = 0; q < stride; q++) {
      const a = q + stride * p;
      const b = a + stride * m;
      const out = q + stride * 2 * p;
      const dr = xr[a] - xr[b];
      const di = xi[a] - xi[b];
      yr[out] = xr[a] + xr[b];
      yi[out] = xi[a] + xi[b];
      yr[out + stride] = dr * wr - di * wi;
      yi[out + stride] = dr * wi + di * wr;
    }
  }
}

function radix4({ m, stride, twiddles }: Stage, from: Complex, to: Complex): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const { re: tr, im: ti } = twiddles;
  const step = stride * m;
  for (let p = 0; p < m; p++) {
    const w1r = tr[3 * p];
    const w1i = ti[3 * p];
    const w2r = tr[3 * p + 1];
    const w2i = ti[3 * p + 1];
    const w3r = tr[3 * p + 2];
    const w3i = ti[3 * p + 2];
    for (let q = 0; q < stride; q++) {
      const a = q + stride * p;
      const b = a + step;
      const c = b + step;
      const d = c + step;
      const sumAcR = xr[a] + xr[c];
      const sumAcI = xi[a] + xi[c];
      const difAcR = xr[a] - xr[c];
      const difAcI = xi[a] - xi[c];
      const sumBdR = xr[b] + xr[d];
      const sumBdI = xi[b] + xi[d];
      const difBdR = xr[b] - xr[d];
      const difBdI = xi[b] - xi[d];
      const out = q + stride * 4 * p;
      yr[out] = sumAcR + sumBdR;
      yi[out] = sumAcI + sumBdI;
      // The four outputs are a + (-i)^j b + (-1)^j c + i^j d, each turned by its twiddle.
      const r1 = difAcR + difBdI;
      const i1 = difAcI - difBdR;
      yr[out + stride] = r1 * w1r - i1 * w1i;
      yi[out + stride] = r1 * w1i + i1 * w1r;
      const r2 = sumAcR - sumBdR;
      const i2 = sumAcI - sumBdI;
      yr[out + 2 * stride] = r2 * w2r - i2 * w2i;
      yi[out + 2 * stride] = r2 * w2i + i2 * w2r;
      const r3 = difAcR - difBdI;
      const i3 = difAcI + difBdR;
      yr[out + 3 * stride] = r3 * w3r - i3 * w3i;
      yi[out + 3 * stride] = r3 * w3i + i3 * w3r;
    }
  }
}
