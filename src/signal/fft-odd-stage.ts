import { type Complex, complexZeros } from './complex.ts';
import type { Stage } from './fft-stage.ts';

/** Radix 3 as {@link oddRadix} does it, bit for bit, without its loops. */
export function radix3({ m, stride, twiddles, roots }: Stage, from: Complex, to: Complex): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const step = stride * m;
  const cosine = roots.re[1];
  const sine = roots.im[1];
  for (let p = 0; p < m; p++) {
    const w1r = twiddles.re[2 * p];
    const w1i = twiddles.im[2 * p];
    const w2r = twiddles.re[2 * p + 1];
    const w2i = twiddles.im[2 * p + 1];
    for (let q = 0; q < stride; q++) {
      const a = q + stride * p;
      const b = a + step;
      const c = b + step;
      const sumR = xr[b] + xr[c];
      const sumI = xi[b] + xi[c];
      const evenR = xr[a] + sumR * cosine;
      const evenI = xi[a] + sumI * cosine;
      const oddR = 0 - (xi[b] - xi[c]) * sine;
      const oddI = 0 + (xr[b] - xr[c]) * sine;
      const out = q + stride * 3 * p;
      yr[out] = xr[a] + sumR;
      yi[out] = xi[a] + sumI;
      const r1 = evenR + oddR;
      const i1 = evenI + oddI;
      yr[out + stride] = r1 * w1r - i1 * w1i;
      yi[out + stride] = r1 * w1i + i1 * w1r;
      const r2 = evenR - oddR;
      const i2 = evenI - oddI;
      yr[out + 2 * stride] = r2 * w2r - i2 * w2i;
      yi[out + 2 * stride] = r2 * w2i + i2 * w2r;
    }
  }
}

/** Radix 5 as {@link oddRadix} does it, bit for bit, without its loops. */
export function radix5({ m, stride, twiddles, roots }: Stage, from: Complex, to: Complex): void {
  const { re: xr, im: xi } = from;
  const { re: yr, im: yi } = to;
  const { re: tr, im: ti } = twiddles;
  const step = stride * m;
  const [, c1, c2, , c4] = roots.re;
  const [, s1, s2, , s4] = roots.im;
  for (let p = 0; p < m; p++) {
    const w = 4 * p;
    for (let q = 0; q < stride; q++) {
      const a = q + stride * p;
      const b = a + step;
      const c = b + step;
      const d = c + step;
      const e = d + step;
      const sumBeR = xr[b] + xr[e];
      const sumBeI = xi[b] + xi[e];
      const sumCdR = xr[c] + xr[d];
      const sumCdI = xi[c] + xi[d];
      const difBeR = xr[b] - xr[e];
      const difBeI = xi[b] - xi[e];
      const difCdR = xr[c] - xr[d];
      const difCdI = xi[c] - xi[d];
      const out = q + stride * 5 * p;
      yr[out] = xr[a] + sumBeR + sumCdR;
      yi[out] = xi[a] + sumBeI + sumCdI;
      const even1R = xr[a] + sumBeR * c1 + sumCdR * c2;
      const even1I = xi[a] + sumBeI * c1 + sumCdI * c2;
      const odd1R = 0 - difBeI * s1 - difCdI * s2;
      const odd1I = 0 + difBeR * s1 + difCdR * s2;
      const even2R = xr[a] + sumBeR * c2 + sumCdR * c4;
      const even2I = xi[a] + sumBeI * c2 + sumCdI * c4;
      const odd2R = 0 - difBeI * s2 - difCdI * s4;
      const odd2I = 0 + difBeR * s2 + difCdR * s4;
      const r1 = even1R + odd1R;
      const i1 = even1I + odd1I;
      yr[out + stride] = r1 * tr[w] - i1 * ti[w];
      yi[out + stride] = r1 * ti[w] + i1 * tr[w];
      const r2 = even2R + odd2R;
      const i2 = even2I + odd2I;
      yr[out + 2 * stride] = r2 * tr[w + 1] - i2 * ti[w + 1];
      yi[out + 2 * stride] = r2 * ti[w + 1] + i2 * tr[w + 1];
      const r3 = even2R - odd2R;
      const i3 = even2I - odd2I;
      yr[out + 3 * stride] = r3 * tr[w + 2] - i3 * ti[w + 2];
      yi[out + 3 * stride] = r3 * ti[w + 2] + i3 * tr[w + 2];
      const r4 = even1R - odd1R;
      const i4 = even1I - odd1I;
      yr[out + 4 * stride] = r4 * tr[w + 3] - i4 * ti[w + 3];
      yi[out + 4 * stride] = r4 * ti[w + 3] + i4 * tr[w + 3];
    }
  }
}

/** Any odd radix: inputs k and radix - k share their cosines and sines, which halves the work. */
export function oddRadix({ radix, m, stride, twiddles, roots }: Stage, from: Complex, to: Complex): void {
  const half = (radix - 1) / 2;
  const step = stride * m;
  const sums = complexZeros(half + 1);
  const difs = complexZeros(half + 1);
  for (let p = 0; p < m; p++) {
    for (let q = 0; q < stride; q++) {
      const first = q + stride * p;
      const out = q + stride * radix * p;
      const x0r = from.re[first];
      const x0i = from.im[first];
      let totalR = x0r;
      let totalI = x0i;
      for (let k = 1; k <= half; k++) {
        const low = first + k * step;
        const high = first + (radix - k) * step;
        sums.re[k] = from.re[low] + from.re[high];
        sums.im[k] = from.im[low] + from.im[high];
        difs.re[k] = from.re[low] - from.re[high];
        difs.im[k] = from.im[low] - from.im[high];
        totalR += sums.re[k];
        totalI += sums.im[k];
      }
      to.re[out] = totalR;
      to.im[out] = totalI;
      for (let j = 1; j <= half; j++) {
        let evenR = x0r;
        let evenI = x0i;
        let oddR = 0;
        let oddI = 0;
        for (let k = 1, turn = j; k <= half; k++, turn += j) {
          if (turn >= radix) turn -= radix;
          const cosine = roots.re[turn];
          const sine = roots.im[turn];
          evenR += sums.re[k] * cosine;
          evenI += sums.im[k] * cosine;
          oddR -= difs.im[k] * sine;
          oddI += difs.re[k] * sine;
        }
        turnInto(to, out + j * stride, evenR + oddR, evenI + oddI, twiddles, p * (radix - 1) + j - 1);
        turnInto(to, out + (radix - j) * stride, evenR - oddR, evenI - oddI, twiddles, (p + 1) * (radix - 1) - j);
      }
    }
  }
}

/** Writes (re + i im) times a twiddle. */
function turnInto(to: Complex, at: number, re: number, im: number, twiddles: Complex, twiddle: number): void {
  const wr = twiddles.re[twiddle];
  const wi = twiddles.im[twiddle];
  to.re[at] = re * wr - im * wi;
  to.im[at] = re * wi + im * wr;
}
