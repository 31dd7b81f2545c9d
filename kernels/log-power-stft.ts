// AssemblyScript, not TypeScript: the kernel behind src/signal/log-power-stft.ts. `npm run kernels` compiles it into
// src/signal/kernel-bytes.ts; a test compiles it again and compares every byte.
//
// Eight real frames at a time. Frames f and f + 4 are the real and the imaginary part of one complex transform, and four
// such pairs lie side by side in the four lanes of a vector. Point i of the transforms is 32 bytes: four real parts,
// four imaginary parts. The transform is Stockham's, radix 4, with one pass of radix 2 where n is no power of 4.

/** Transposes four vectors and stores the rows `stride` bytes apart. */
@inline
function storeTransposed(a: v128, b: v128, c: v128, d: v128, to: usize, stride: usize): void {
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(ab0, cd0, 0, 2));
  v128.store(to + stride, v128.shuffle<i64>(ab0, cd0, 1, 3));
  v128.store(to + 2 * stride, v128.shuffle<i64>(ab1, cd1, 0, 2));
  v128.store(to + 3 * stride, v128.shuffle<i64>(ab1, cd1, 1, 3));
}

/**
 * 10 log10 of four positive normal numbers: the exponent apart, and of the mantissa m in [sqrt(1/2), sqrt(2)) an odd
 * polynomial in (m - 1) / (m + 1), through the Chebyshev nodes; off by 1.8e-7 dB at most before rounding.
 */
@inline
function decibels(x: v128): v128 {
  const exponent = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  const m = i32x4.sub(x, i32x4.shl(exponent, 23));
  const s = f32x4.div(f32x4.sub(m, f32x4.splat(1)), f32x4.add(m, f32x4.splat(1)));
  const z = f32x4.mul(s, s);
  let y = f32x4.splat(1.7934151188);
  y = f32x4.add(f32x4.mul(y, z), f32x4.splat(2.8946711635));
  y = f32x4.add(f32x4.mul(y, z), f32x4.splat(8.6858906621));
  return f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(exponent), f32x4.splat(3.010299957)), f32x4.mul(y, s));
}

/** Power of the frames in the real parts at one bin: |Z(k) + conj Z(n - k)|^2 times a quarter of the weight. */
@inline
function firstFour(at: usize, mirrored: usize, weight: v128): v128 {
  const re = f32x4.add(v128.load(at), v128.load(mirrored));
  const im = f32x4.sub(v128.load(at, 16), v128.load(mirrored, 16));
  return f32x4.mul(f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)), weight);
}

/** Power of the frames in the imaginary parts at one bin: |Z(k) - conj Z(n - k)|^2. */
@inline
function lastFour(at: usize, mirrored: usize, weight: v128): v128 {
  const re = f32x4.add(v128.load(at, 16), v128.load(mirrored, 16));
  const im = f32x4.sub(v128.load(at), v128.load(mirrored));
  return f32x4.mul(f32x4.add(f32x4.mul(re, re), f32x4.mul(im, im)), weight);
}

/** Stores the four lanes of one bin that has no partner in the other half of the spectrum. */
@inline
function storeLanes(value: v128, to: usize, stride: usize): void {
  v128.store_lane<f32>(to, value, 0);
  v128.store_lane<f32>(to + stride, value, 1);
  v128.store_lane<f32>(to + 2 * stride, value, 2);
  v128.store_lane<f32>(to + 3 * stride, value, 3);
}

/** Mean over one frame, from four partial sums, in all lanes. */
function meanOf(from: usize, count: i32): v128 {
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) sums = f32x4.add(sums, v128.load(from + ((<usize>i) << 2)));
  let sum =
    f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
  for (; i < count; i++) sum += load<f32>(from + ((<usize>i) << 2));
  return f32x4.splat(sum / <f32>count);
}

/** One vector of windowed samples without the frame's mean. */
@inline
function weighed(from: usize, mean: v128, weights: v128): v128 {
  return f32x4.mul(f32x4.sub(v128.load(from), mean), weights);
}

/** Cuts, windows and interleaves four frames. */
function gather(from: usize, hopBytes: usize, n: i32, count: i32, window: usize, to: usize): void {
  let m0 = f32x4.splat(0);
  let m1 = m0;
  let m2 = m0;
  let m3 = m0;
  if (count > 0) {
    m0 = meanOf(from, count);
    m1 = meanOf(from + hopBytes, count);
    m2 = meanOf(from + 2 * hopBytes, count);
    m3 = meanOf(from + 3 * hopBytes, count);
  }
  for (let i = 0; i < n; i += 4) {
    const at = from + ((<usize>i) << 2);
    const w = v128.load(window + ((<usize>i) << 2));
    const a = weighed(at, m0, w);
    const b = weighed(at + hopBytes, m1, w);
    const c = weighed(at + 2 * hopBytes, m2, w);
    const d = weighed(at + 3 * hopBytes, m3, w);
    storeTransposed(a, b, c, d, to + ((<usize>i) << 5), 32);
  }
}

/** Stores a complex vector times a twiddle. */
@inline
function storeTurned(to: usize, re: v128, im: v128, wr: v128, wi: v128): void {
  v128.store(to, f32x4.sub(f32x4.mul(re, wr), f32x4.mul(im, wi)));
  v128.store(to, f32x4.add(f32x4.mul(re, wi), f32x4.mul(im, wr)), 16);
}

/** Stores a complex vector. */
@inline
function storeComplex(to: usize, re: v128, im: v128): void {
  v128.store(to, re);
  v128.store(to, im, 16);
}

/** One radix-4 pass over m * s points from x to y, s transforms side by side; returns where the next twiddles are. */
function radix4(x: usize, y: usize, m: i32, s: i32, twiddles: usize): usize {
  const quarter = m >> 2;
  const part: usize = (<usize>(s * quarter)) << 5;
  const run: usize = (<usize>s) << 5;
  let tw = twiddles;
  for (let k = 0; k < quarter; k++) {
    const w1r = v128.load32_splat(tw);
    const w1i = v128.load32_splat(tw, 4);
    const w2r = v128.load32_splat(tw, 8);
    const w2i = v128.load32_splat(tw, 12);
    const w3r = v128.load32_splat(tw, 16);
    const w3i = v128.load32_splat(tw, 20);
    tw += 24;
    let from = x + ((<usize>(s * k)) << 5);
    let to = y + ((<usize>(s * 4 * k)) << 5);
    const end = from + run;
    for (; from < end; from += 32, to += 32) {
      const ar = v128.load(from);
      const ai = v128.load(from, 16);
      const br = v128.load(from + part);
      const bi = v128.load(from + part, 16);
      const cr = v128.load(from + 2 * part);
      const ci = v128.load(from + 2 * part, 16);
      const dr = v128.load(from + 3 * part);
      const di = v128.load(from + 3 * part, 16);
      const acr = f32x4.add(ar, cr);
      const aci = f32x4.add(ai, ci);
      const a_cr = f32x4.sub(ar, cr);
      const a_ci = f32x4.sub(ai, ci);
      const bdr = f32x4.add(br, dr);
      const bdi = f32x4.add(bi, di);
      const b_dr = f32x4.sub(br, dr);
      const b_di = f32x4.sub(bi, di);
      storeComplex(to, f32x4.add(acr, bdr), f32x4.add(aci, bdi));
      if (k == 0) {
        storeComplex(to + run, f32x4.add(a_cr, b_di), f32x4.sub(a_ci, b_dr));
        storeComplex(to + 2 * run, f32x4.sub(acr, bdr), f32x4.sub(aci, bdi));
        storeComplex(to + 3 * run, f32x4.sub(a_cr, b_di), f32x4.add(a_ci, b_dr));
      } else {
        storeTurned(to + run, f32x4.add(a_cr, b_di), f32x4.sub(a_ci, b_dr), w1r, w1i);
        storeTurned(to + 2 * run, f32x4.sub(acr, bdr), f32x4.sub(aci, bdi), w2r, w2i);
        storeTurned(to + 3 * run, f32x4.sub(a_cr, b_di), f32x4.add(a_ci, b_dr), w3r, w3i);
      }
    }
  }
  return tw;
}

/** The last pass of radix 2, whose twiddles are 1. */
function radix2(x: usize, y: usize, s: i32): void {
  const half: usize = (<usize>s) << 5;
  for (let at: usize = 0; at < half; at += 16) {
    const a = v128.load(x + at);
    const b = v128.load(x + half + at);
    v128.store(y + at, f32x4.add(a, b));
    v128.store(y + half + at, f32x4.sub(a, b));
  }
}

/**
 * dB of the one-sided power of `blocks` times eight frames, frame-major with n / 2 + 1 bins each, into `out`.
 *
 * @param signal float32 samples, at least (8 blocks - 1) hop + n of them
 * @param window n float32 weights; zeros where the window is shorter than n
 * @param twiddles exp(-2 pi i j k / m) for j = 1, 2, 3 and each k below m / 4, m = n, n / 4, … above 2
 * @param x room for n points of 32 bytes; so is `y`
 * @param meanSamples over how many samples a frame's mean is taken off; 0 leaves it on
 * @param weight what turns |X|^2 into one-sided power, halved by the kernel for bins 0 and n / 2
 */
export function logPower(
  signal: usize, blocks: i32, hop: i32, n: i32, window: usize, twiddles: usize, x: usize, y: usize, out: usize,
  meanSamples: i32, weight: f32, floor: f32,
): void {
  const half = n >> 1;
  const row: usize = (<usize>(half + 1)) << 2;
  const hopBytes: usize = (<usize>hop) << 2;
  const quarterWeight = f32x4.splat(weight * 0.25);
  // Z + conj Z counts a bin without partner twice: (2 re)^2 / 4; it has half the weight of the others.
  const aloneWeight = f32x4.splat(weight * 0.125);
  const base = f32x4.splat(floor);
  for (let block = 0; block < blocks; block++) {
    const from = signal + ((<usize>block) << 3) * hopBytes;
    gather(from, hopBytes, n, meanSamples, window, x);
    gather(from + 4 * hopBytes, hopBytes, n, meanSamples, window, x + 16);

    let read = x;
    let write = y;
    let m = n;
    let s = 1;
    let tw = twiddles;
    for (; m > 2; m >>= 2, s <<= 2) {
      tw = radix4(read, write, m, s, tw);
      const was = read;
      read = write;
      write = was;
    }
    if (m == 2) {
      radix2(read, write, s);
      read = write;
    }

    const first = out + ((<usize>block) << 3) * row;
    const last = first + 4 * row;
    for (let k = 0; k < half; k += 4) {
      const z0 = read + ((<usize>k) << 5);
      const z1 = z0 + 32;
      const z2 = z0 + 64;
      const z3 = z0 + 96;
      const end = read + ((<usize>(n - k)) << 5);
      const c0 = k == 0 ? read : end;
      const c1 = end - 32;
      const c2 = end - 64;
      const c3 = end - 96;
      const to = (<usize>k) << 2;
      storeTransposed(
        firstFour(z0, c0, quarterWeight), firstFour(z1, c1, quarterWeight),
        firstFour(z2, c2, quarterWeight), firstFour(z3, c3, quarterWeight), first + to, row,
      );
      storeTransposed(
        lastFour(z0, c0, quarterWeight), lastFour(z1, c1, quarterWeight),
        lastFour(z2, c2, quarterWeight), lastFour(z3, c3, quarterWeight), last + to, row,
      );
    }
    storeLanes(firstFour(read, read, aloneWeight), first, row);
    storeLanes(lastFour(read, read, aloneWeight), last, row);
    const middle = read + ((<usize>half) << 5);
    const to = (<usize>half) << 2;
    storeLanes(firstFour(middle, middle, aloneWeight), first + to, row);
    storeLanes(lastFour(middle, middle, aloneWeight), last + to, row);
    const end = first + 8 * row;
    for (let at = first; at < end; at += 16) v128.store(at, decibels(f32x4.add(v128.load(at), base)));
  }
}
