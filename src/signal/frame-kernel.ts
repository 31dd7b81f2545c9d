import { type Complex, forwardRoots } from './complex.ts';
import { makeStage } from './fft-stage.ts';
import type { Framing } from './frames.ts';
import { frameWeights } from './framing-tables.ts';
import { frameSpectraKernel } from './kernel-bytes.ts';
import { loadKernel, reserve } from './wasm.ts';
import type { WindowName } from './window.ts';

interface Kernel {
  frameSpectra(
    ...addressesAndSizes: readonly [
      signal: number,
      pairs: number,
      hop: number,
      n: number,
      window: number,
      twiddles: number,
      roots: number,
      x: number,
      y: number,
      outRe: number,
      outIm: number,
      centred: number,
    ]
  ): void;
}

/** Powers of two in this range are transformed by the kernel. */
const [shortest, longest] = [16, 16_384];
/** Input and output of a batch of frames stay in the processor's cache. */
const batchFloats = 32_768;

let loaded: ReturnType<typeof loadKernel<Kernel>> | undefined;

/** Loaded when it is needed first. */
function kernel(): ReturnType<typeof loadKernel<Kernel>> {
  if (loaded === undefined) loaded = loadKernel<Kernel>(frameSpectraKernel);
  return loaded;
}

/** Whether the kernel can run here and transforms such frames. */
export function frameKernelTakes({ windowSamples, nfft, detrend }: Framing): boolean {
  const isPower = Number.isInteger(Math.log2(nfft)) && nfft >= shortest && nfft <= longest;
  return isPower && nfft === windowSamples && detrend !== 'linear' && kernel() !== null;
}

/** Real and imaginary parts in turn. */
const interleaved = ({ re, im }: Complex): number[] => Array.from(re).flatMap((value, i) => [value, im[i]]);

interface Tables {
  readonly twiddles: Float64Array;
  readonly roots: Float64Array;
}

const tablesKept = new Map<number, Tables>();

/** What the stages of a transform of half the length, and the roots that unfold it, are made of. */
function tablesOf(n: number): Tables {
  const known = tablesKept.get(n);
  if (known) return known;
  const twiddles: number[] = [];
  for (let left = n / 2, stride = 1; left > 1; ) {
    const radix = left > 2 ? 4 : 2;
    left /= radix;
    twiddles.push(...interleaved(makeStage(radix, left, stride).twiddles));
    stride *= radix;
  }
  const roots = interleaved(forwardRoots(n, n / 2 + 1));
  const tables = { twiddles: Float64Array.from(twiddles), roots: Float64Array.from(roots) };
  tablesKept.set(n, tables);
  return tables;
}

/** What the tables in the kernel's memory are for; they stay there from call to call. */
let ready: { n: number; window: WindowName } | undefined;

/**
 * Transforms the first `nFrames` frames of `x`, as frames.ts does it, to the same bits: two frames side by side in
 * vectors of 64-bit floats. `visit` gets the spectra of a batch; bin k of a frame is at `at` + k.
 */
export function kernelSpectra(
  x: Float64Array,
  { windowSamples: n, hopSamples, window, detrend }: Framing,
  nFrames: number,
  visit: (spectra: Complex, frame: number, at: number) => void,
): void {
  const { frameSpectra, memory } = kernel() as NonNullable<ReturnType<typeof kernel>>;
  const bins = n / 2 + 1;
  const { twiddles, roots } = tablesOf(n);
  const pairs = Math.max(
    1,
    Math.min(Math.ceil(nFrames / 2), Math.floor(batchFloats / (2 * Math.max(bins, hopSamples)))),
  );
  const atTwiddles = n;
  const atRoots = atTwiddles + twiddles.length;
  const atX = atRoots + roots.length;
  const atY = atX + 2 * n;
  const atSignal = atY + 2 * n;
  const atRe = atSignal + (2 * pairs - 1) * hopSamples + n;
  const atIm = atRe + 2 * pairs * bins;
  const end = atIm + 2 * pairs * bins;
  reserve(memory, 8 * end);
  const floats = new Float64Array(memory.buffer, 0, end);
  if (ready?.n !== n || ready.window !== window) {
    floats.set(frameWeights(window, n));
    floats.set(twiddles, atTwiddles);
    floats.set(roots, atRoots);
    ready = { n, window };
  }
  const spectra = { re: floats.subarray(atRe, atIm), im: floats.subarray(atIm, end) };
  for (let frame = 0; frame < nFrames; frame += 2 * pairs) {
    const frames = Math.min(2 * pairs, nFrames - frame);
    const from = frame * hopSamples;
    floats.set(x.subarray(from, from + (frames - 1) * hopSamples + n), atSignal);
    frameSpectra(
      8 * atSignal,
      Math.ceil(frames / 2),
      hopSamples,
      n,
      0,
      8 * atTwiddles,
      8 * atRoots,
      8 * atX,
      8 * atY,
      8 * atRe,
      8 * atIm,
      detrend === 'constant' ? 1 : 0,
    );
    for (let f = 0; f < frames; f++) visit(spectra, frame + f, f * bins);
  }
}
