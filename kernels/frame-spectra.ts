// AssemblyScript, not TypeScript: the kernel behind src/signal/frames.ts. `npm run kernels` compiles it into
// src/signal/kernel-bytes.ts; a test compiles it again and compares every byte.
//
// Two real frames at a time, one in each lane of a vector of 64-bit floats. Every lane does what realTransformOf() in
// src/signal/rfft.ts and the stages in src/signal/fft-stage.ts do, operation by operation, so every bit is the same: not
// even a product with 1 is left out. A point of the transforms is 32 bytes: two real parts, two imaginary parts.

/** Two samples, one of each frame. */
@inline
function both(a: usize, b: usize): v128 {
  return v128.load64_lane(b, v128.load64_splat(a), 1);
}

/** The means of two frames of n samples; the second pass takes away the rounding of the first. */
function means(from: usize, hopBytes: usize, n: i32): v128 {
  const end = from + ((<usize>n) << 3);
  const count = f64x2.splat(<f64>n);
  let sum = f64x2.splat(0);
  for (let at = from; at < end; at += 8) sum = f64x2.add(sum, both(at, at + hopBytes));
  const first = f64x2.div(sum, count);
  let rest = f64x2.splat(0);
  for (let at = from; at < end; at += 8) rest = f64x2.add(rest, f64x2.sub(both(at, at + hopBytes), first));
  return f64x2.add(first, f64x2.div(rest, count));
}

/** Stores re + i im times the twiddle at `w`. */
@inline
function storeTurned(to: usize, re: v128, im: v128, w: usize): void {
  const wr = v128.load64_splat(w);
  const wi = v128.load64_splat(w, 8);
  v128.store(to, f64x2.sub(f64x2.mul(re, wr), f64x2.mul(im, wi)));
  v128.store(to, f64x2.add(f64x2.mul(re, wi), f64x2.mul(im, wr)), 16);
}

/** A pass of radix 4 over 4 m stride points from x to y, with 3 m twiddles. */
function radix4(x: usize, y: usize, m: i32, stride: i32, twiddles: usize): void {
  const step = (<usize>(stride * m)) << 5;
  const run = (<usize>stride) << 5;
  let w = twiddles;
  let a = x;
  let out = y;
  for (let p = 0; p < m; p++) {
    const end = a + run;
    for (; a < end; a += 32, out += 32) {
      const b = a + step;
      const c = b + step;
      const d = c + step;
      const sumAcR = f64x2.add(v128.load(a), v128.load(c));
      const sumAcI = f64x2.add(v128.load(a, 16), v128.load(c, 16));
      const difAcR = f64x2.sub(v128.load(a), v128.load(c));
      const difAcI = f64x2.sub(v128.load(a, 16), v128.load(c, 16));
      const sumBdR = f64x2.add(v128.load(b), v128.load(d));
      const sumBdI = f64x2.add(v128.load(b, 16), v128.load(d, 16));
      const difBdR = f64x2.sub(v128.load(b), v128.load(d));
      const difBdI = f64x2.sub(v128.load(b, 16), v128.load(d, 16));
      v128.store(out, f64x2.add(sumAcR, sumBdR));
      v128.store(out, f64x2.add(sumAcI, sumBdI), 16);
      storeTurned(out + run, f64x2.add(difAcR, difBdI), f64x2.sub(difAcI, difBdR), w);
      storeTurned(out + 2 * run, f64x2.sub(sumAcR, sumBdR), f64x2.sub(sumAcI, sumBdI), w + 16);
      storeTurned(out + 3 * run, f64x2.sub(difAcR, difBdI), f64x2.add(difAcI, difBdR), w + 32);
    }
    out += 3 * run;
    w += 48;
  }
}

/** The last pass, of radix 2 over 2 stride points, with one twiddle. */
function radix2(x: usize, y: usize, stride: i32, twiddle: usize): void {
  const run = (<usize>stride) << 5;
  for (let at: usize = 0; at < run; at += 32) {
    const a = x + at;
    const b = a + run;
    const re = v128.load(a);
    const im = v128.load(a, 16);
    v128.store(y + at, f64x2.add(re, v128.load(b)));
    v128.store(y + at, f64x2.add(im, v128.load(b, 16)), 16);
    storeTurned(y + at + run, f64x2.sub(re, v128.load(b)), f64x2.sub(im, v128.load(b, 16)), twiddle);
  }
}

/** Stores one bin of both frames, rows `row` bytes apart. */
@inline
function storeBin(value: v128, to: usize, row: usize): void {
  v128.store64_lane(to, value, 0);
  v128.store64_lane(to + row, value, 1);
}

/**
 * Half spectra of `pairs` times two frames, frame-major with n / 2 + 1 bins each: real parts into `outRe`, imaginary
 * parts into `outIm`.
 *
 * @param signal float64 samples, at least (2 pairs - 1) hop + n of them
 * @param window n weights
 * @param twiddles of all stages, re and im in turn, as makeStage() orders them
 * @param roots exp(-2 pi i k / n), re and im in turn, for k from 0 to n / 2
 * @param x room for n / 2 points of 32 bytes; so is `y`
 * @param centred 1 to take the mean off each frame
 */
export function frameSpectra(
  signal: usize, pairs: i32, hop: i32, n: i32, window: usize, twiddles: usize, roots: usize, x: usize, y: usize,
  outRe: usize, outIm: usize, centred: i32,
): void {
  const half = n >> 1;
  const hopBytes = (<usize>hop) << 3;
  const row = (<usize>(half + 1)) << 3;
  // A product with 1 / 2 is exact, and has the bits of a division by 2.
  const oneHalf = f64x2.splat(0.5);
  for (let pair = 0; pair < pairs; pair++) {
    const from = signal + ((<usize>pair) << 1) * hopBytes;
    const mean = centred ? means(from, hopBytes, n) : f64x2.splat(0);
    for (let k = 0; k < half; k++) {
      const at = (<usize>k) << 4;
      const w = v128.load(window + at);
      const m0 = f64x2.splat(f64x2.extract_lane(mean, 0));
      const m1 = f64x2.splat(f64x2.extract_lane(mean, 1));
      const a = f64x2.mul(f64x2.sub(v128.load(from + at), m0), w);
      const b = f64x2.mul(f64x2.sub(v128.load(from + hopBytes + at), m1), w);
      v128.store(x + 2 * at, v128.shuffle<i64>(a, b, 0, 2));
      v128.store(x + 2 * at, v128.shuffle<i64>(a, b, 1, 3), 16);
    }

    let read = x;
    let write = y;
    let left = half;
    let stride = 1;
    let w = twiddles;
    for (; left > 2; left >>= 2, stride <<= 2) {
      radix4(read, write, left >> 2, stride, w);
      w += (<usize>(3 * (left >> 2))) << 4;
      const was = read;
      read = write;
      write = was;
    }
    if (left == 2) {
      radix2(read, write, stride, w);
      read = write;
    }

    const re = outRe + ((<usize>pair) << 1) * row;
    const im = outIm + ((<usize>pair) << 1) * row;
    const last = (<usize>half) << 3;
    storeBin(f64x2.add(v128.load(read), v128.load(read, 16)), re, row);
    storeBin(f64x2.sub(v128.load(read), v128.load(read, 16)), re + last, row);
    storeBin(f64x2.splat(0), im, row);
    storeBin(f64x2.splat(0), im + last, row);
    for (let k = 1; k < half; k++) {
      const a = read + ((<usize>k) << 5);
      const b = read + ((<usize>(half - k)) << 5);
      const evenRe = f64x2.mul(f64x2.add(v128.load(a), v128.load(b)), oneHalf);
      const evenIm = f64x2.mul(f64x2.sub(v128.load(a, 16), v128.load(b, 16)), oneHalf);
      const oddRe = f64x2.mul(f64x2.add(v128.load(a, 16), v128.load(b, 16)), oneHalf);
      const oddIm = f64x2.mul(f64x2.sub(v128.load(b), v128.load(a)), oneHalf);
      const wr = v128.load64_splat(roots + ((<usize>k) << 4));
      const wi = v128.load64_splat(roots + ((<usize>k) << 4), 8);
      const to = (<usize>k) << 3;
      storeBin(f64x2.sub(f64x2.add(evenRe, f64x2.mul(oddRe, wr)), f64x2.mul(oddIm, wi)), re + to, row);
      storeBin(f64x2.add(f64x2.add(evenIm, f64x2.mul(oddRe, wi)), f64x2.mul(oddIm, wr)), im + to, row);
    }
  }
}
