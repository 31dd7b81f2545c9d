import { ArgumentError, requirePositive, requireSamples } from '#base';
import { solvePositiveDefinite } from './positive-definite.ts';

/** How {@link subtractMains} fits. */
export interface MainsOptions {
  /** Nominal frequency of the mains (Hz), 50 or 60; the true one is looked for within half a hertz. */
  readonly frequencyHz: number;
  /** Multiples that are subtracted too, as far as they lie below half the sampling rate. @default 9 */
  readonly nHarmonics?: number;
  /** Length of a block that one sinusoid is fitted to (s). @default 2 */
  readonly blockS?: number;
}

/** What {@link subtractMains} gives. */
export interface WithoutMains {
  /** The signal without the fitted hum [nSamples]. */
  readonly samples: Float64Array;
  /** The hum that was subtracted [nSamples]. */
  readonly hum: Float64Array;
  /** Frequency of the mains as found (Hz). */
  readonly frequencyHz: number;
}

const searchHz = 0.5;
const searchStepHz = 0.02;

/** Cosine and sine of each frequency over n samples, row by row [2 · nFreqs][n]. */
function sinusoids(freqsHz: readonly number[], fs: number, n: number): Float64Array[] {
  return freqsHz.flatMap((hz) => {
    const turn = (2 * Math.PI * hz) / fs;
    return [Math.cos, Math.sin].map((wave) => Float64Array.from({ length: n }, (_, i) => wave(turn * i)));
  });
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** The least-squares fit of sinusoids to a block, around its mean [n]. */
function fitOf(block: Float64Array, waves: readonly Float64Array[]): Float64Array {
  const ones = new Float64Array(block.length).fill(1);
  const basis = [...waves, ones];
  const gram = Float64Array.from({ length: basis.length ** 2 }, (_, i) =>
    dot(basis[Math.floor(i / basis.length)], basis[i % basis.length]),
  );
  const weights = solvePositiveDefinite(
    gram,
    Float64Array.from(basis, (wave) => dot(wave, block)),
  );
  const fit = new Float64Array(block.length);
  waves.forEach((wave, k) => {
    for (let i = 0; i < fit.length; i++) fit[i] += weights[k] * wave[i];
  });
  return fit;
}

/** Limits of blocks that overlap by half and reach both ends. */
function blocksOf(n: number, size: number): (readonly [number, number])[] {
  const hop = Math.max(1, size >> 1);
  const count = n <= size ? 1 : Math.ceil((n - size) / hop) + 1;
  return Array.from({ length: count }, (_, i) => {
    const start = Math.min(i * hop, Math.max(0, n - size));
    return [start, Math.min(n, start + size)] as const;
  });
}

/** The frequency near the nominal one whose sinusoid holds most power, over all blocks. */
function trueFrequency(x: Float64Array, fs: number, nominalHz: number, size: number): number {
  const blocks = blocksOf(x.length, size).map(([start, end]) => x.subarray(start, end));
  const power = (hz: number): number => {
    const [cosine, sine] = sinusoids([hz], fs, Math.min(size, x.length));
    return blocks.reduce((sum, block) => sum + dot(block, cosine) ** 2 + dot(block, sine) ** 2, 0);
  };
  let best = { hz: nominalHz, power: -1 };
  for (let hz = nominalHz - searchHz; hz <= nominalHz + searchHz; hz += searchStepHz) {
    const found = power(hz);
    if (found > best.power) best = { hz, power: found };
  }
  return best.hz;
}

/**
 * Takes mains hum out by subtracting the sinusoids that fit it: the mains frequency and its multiples, least squares over
 * blocks of 2 s that overlap by half and are faded into each other. Such a block takes half a hertz out of the
 * spectrum at each multiple, where a notch of Q 5 takes 10 Hz and moves the median frequency by as much.
 *
 * @throws ArgumentError when x is shorter than half a second, a sample is not finite, or the mains frequency is not in
 *   (1, fs / 2).
 *
 * @example
 * const x = Float64Array.from({ length: 2000 }, (_, i) => Math.sin((2 * Math.PI * 50.1 * i) / 1000));
 * subtractMains(x, 1000, { frequencyHz: 50 }).frequencyHz.toFixed(1); // '50.1'
 */
export function subtractMains(
  x: Float64Array,
  fs: number,
  { frequencyHz, nHarmonics = 9, blockS = 2 }: MainsOptions,
): WithoutMains {
  requirePositive('fs', fs, 'subtractMains');
  requirePositive('blockS', blockS, 'subtractMains');
  requireSamples(x, 'subtractMains', { atLeast: Math.ceil(fs / 2) });
  if (!(frequencyHz > 1 && frequencyHz + searchHz < fs / 2)) {
    throw new ArgumentError(
      `frequencyHz must lie between 1 and fs / 2 = ${fs / 2} Hz, got ${frequencyHz} — in subtractMains.`,
      'Pass 50 or 60, at a sampling rate above twice that.',
    );
  }
  const size = Math.min(x.length, Math.round(blockS * fs));
  const foundHz = trueFrequency(x, fs, frequencyHz, size);
  const freqsHz = Array.from({ length: nHarmonics }, (_, i) => (i + 1) * foundHz).filter((hz) => hz < fs / 2);
  const waves = sinusoids(freqsHz, fs, size);
  const hum = new Float64Array(x.length);
  const weight = new Float64Array(x.length);
  for (const [start, end] of blocksOf(x.length, size)) {
    const fit = fitOf(x.subarray(start, end), waves);
    for (let i = start; i < end; i++) {
      // Never 0: the ends of the signal have one block only.
      const fade = Math.sin((Math.PI * (i - start + 0.5)) / size) ** 2;
      hum[i] += fade * fit[i - start];
      weight[i] += fade;
    }
  }
  for (let i = 0; i < hum.length; i++) hum[i] /= weight[i];
  return { samples: x.map((value, i) => value - hum[i]), hum, frequencyHz: foundHz };
}
