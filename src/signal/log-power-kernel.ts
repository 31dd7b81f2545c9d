import { binCount, type Framing, frameCount } from './frames.ts';
import { densityWeights, frameWeights } from './framing-tables.ts';
import { logPowerStftKernel } from './kernel-bytes.ts';
import { meanOf } from './statistics.ts';
import { loadKernel, reserve } from './wasm.ts';

interface Kernel {
  logPower(
    ...addressesAndSizes: readonly [
      signal: number,
      blocks: number,
      hop: number,
      n: number,
      window: number,
      twiddles: number,
      x: number,
      y: number,
      out: number,
      meanSamples: number,
      weight: number,
      floor: number,
    ]
  ): void;
}

/** Transforms that the kernel knows: powers of two from 64 to 4096. */
const kernelLengths = new Set([64, 128, 256, 512, 1024, 2048, 4096]);
/** Beyond these, a square leaves the range of 32-bit floats, or a floor its full precision. */
const largestSample = 1e12;
const smallestFloor = 1e-30;
/** Frames go in blocks of eight, and blocks in batches whose input and output stay in the processor's cache. */
const blockFrames = 8;
const batchFloats = 65_536;

let loaded: ReturnType<typeof loadKernel<Kernel>> | undefined;

/** Loaded when it is needed first. */
function kernel(): ReturnType<typeof loadKernel<Kernel>> {
  if (loaded === undefined) loaded = loadKernel<Kernel>(logPowerStftKernel);
  return loaded;
}

/** Where things lie in the kernel's memory, in 32-bit floats. */
interface Layout {
  readonly window: number;
  readonly twiddles: number;
  readonly x: number;
  readonly y: number;
  readonly signal: number;
  readonly out: number;
  readonly end: number;
  /** Blocks in a batch. */
  readonly blocks: number;
}

function layoutOf({ nfft, hopSamples }: Framing): Layout {
  const widest = Math.max(binCount(nfft), hopSamples);
  const blocks = Math.max(1, Math.floor(batchFloats / (blockFrames * widest)));
  const window = 0;
  const twiddles = window + nfft;
  const x = twiddles + 2 * nfft;
  const y = x + 8 * nfft;
  const signal = y + 8 * nfft;
  const out = signal + 4 * Math.ceil(((blockFrames * blocks - 1) * hopSamples + nfft) / 4);
  return { window, twiddles, x, y, signal, out, end: out + blockFrames * blocks * binCount(nfft), blocks };
}

/** exp(-2 pi i j k / m) for j = 1, 2, 3 and each k below m / 4, for m = n, n / 4, … above 2, as re, im. */
function twiddlesOf(n: number): number[] {
  const values: number[] = [];
  for (let m = n; m > 2; m /= 4) {
    for (let k = 0; k < m / 4; k++) {
      for (let j = 1; j <= 3; j++)
        values.push(Math.cos((2 * Math.PI * j * k) / m), -Math.sin((2 * Math.PI * j * k) / m));
    }
  }
  return values;
}

/** Whether the kernel can run here and its 32-bit floats hold what it is given: samples that are finite, for a start. */
export function kernelTakes(x: Float64Array, { nfft, detrend }: Framing, floor: number): boolean {
  if (!kernelLengths.has(nfft) || detrend === 'linear' || !(floor >= smallestFloor && floor <= largestSample)) {
    return false;
  }
  for (let i = 0; i < x.length; i++) if (!(Math.abs(x[i]) <= largestSample)) return false;
  return kernel() !== null;
}

/** dB of the one-sided density [nFrames x nFreqs] by the kernel, for what {@link kernelTakes} said yes to. */
export function kernelDecibels(x: Float64Array, fs: number, framing: Framing, floor: number): Float32Array {
  const { logPower, memory } = kernel() as NonNullable<ReturnType<typeof kernel>>;
  const { windowSamples, hopSamples, nfft, detrend } = framing;
  const at = layoutOf(framing);
  reserve(memory, 4 * at.end);
  const floats = new Float32Array(memory.buffer, 0, at.end);
  // The weights beyond the window are zeros; so must be, or at least finite, what they are multiplied with.
  floats.fill(0, at.window, at.out);
  floats.set(frameWeights(framing.window, windowSamples), at.window);
  floats.set(twiddlesOf(nfft), at.twiddles);

  const nFreqs = binCount(nfft);
  const nFrames = frameCount(x.length, framing);
  const db = new Float32Array(nFrames * nFreqs);
  // A mean that is taken off each frame may as well be taken off in 64 bits first: an offset then costs no digits.
  const offset = detrend === 'constant' ? meanOf(x) : 0;
  const weight = densityWeights(framing, fs)[1];
  const batchFrames = blockFrames * at.blocks;
  for (let frame = 0; frame < nFrames; frame += batchFrames) {
    const frames = Math.min(batchFrames, nFrames - frame);
    const from = frame * hopSamples;
    const samples = x.subarray(from, from + (frames - 1) * hopSamples + nfft);
    if (offset === 0) floats.set(samples, at.signal);
    else for (let i = 0; i < samples.length; i++) floats[at.signal + i] = samples[i] - offset;
    const addresses = [at.window, at.twiddles, at.x, at.y, at.out].map((float) => 4 * float);
    const [window, twiddles, work, spare, out] = addresses;
    const blocks = Math.ceil(frames / blockFrames);
    const meanSamples = detrend === 'constant' ? windowSamples : 0;
    logPower(4 * at.signal, blocks, hopSamples, nfft, window, twiddles, work, spare, out, meanSamples, weight, floor);
    db.set(floats.subarray(at.out, at.out + frames * nFreqs), frame * nFreqs);
  }
  return db;
}
