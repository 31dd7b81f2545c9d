import { ArgumentError, requireWhole } from '#base';
import { powerSpectrogram } from '#signal';
import { type ContractionSignal, contractionRecipe } from './contraction.ts';
import { atSpectrogramRate, isSpectrogramRate, rateTolerance, spectrogramRateHz } from './spectrogram-rate.ts';

/** How spectrograms are cut at 1000 Hz. */
export const spectrogramFraming = { window: 'hann', windowSamples: 256, hopSamples: 64, detrend: 'constant' } as const;
/** Bins of the 256-point transform nearest to 20 and 450 Hz at 1000 Hz. */
export const spectrogramBins = { first: 5, last: 115 } as const;
/** Keeps the logarithm finite where a bin is empty: 10⁻¹² of the hold's mean power is −120 dB. */
const floor = 1e-12;

/** Log-power spectrogram of one contraction, frequency-major as a network reads it. */
export interface SpectrogramTensor {
  /** dB relative to the recording's own mean hold power [nBands × nFrames]. */
  readonly db: Float32Array;
  readonly nBands: number;
  readonly nFrames: number;
  /** Centre of each band (Hz) [nBands]. */
  readonly freqsHz: Float64Array;
  /** Middle of each frame, in seconds from the start of the recording [nFrames]. */
  readonly timesS: Float64Array;
}

/** Spectrograms of a recording's hold and maximal squeeze, on one scale. */
export interface SpectrogramPair {
  readonly hold: SpectrogramTensor;
  readonly mvc: SpectrogramTensor;
}

interface Frames {
  /** Power [nFrames × nBins] of bins 5–115. */
  readonly power: Float64Array;
  readonly nFrames: number;
  readonly timesS: Float64Array;
}

const { first: firstBin, last: lastBin } = spectrogramBins;
const nBins = lastBin - firstBin + 1;

function powerFrames({ samples, fs, startS }: ContractionSignal): Frames {
  const x = atSpectrogramRate(samples, fs);
  const s = powerSpectrogram(x.samples, x.fs, spectrogramFraming);
  const power = new Float64Array(s.nFrames * nBins);
  for (let frame = 0; frame < s.nFrames; frame++) {
    const from = frame * s.nFreqs + firstBin;
    power.set(s.power.subarray(from, from + nBins), frame * nBins);
  }
  return { power, nFrames: s.nFrames, timesS: s.timesS.map((t) => t + startS) };
}

/**
 * First bin of each band, counted from the lowest bin used, and the end [nBands + 1]: bins are shared out as evenly as
 * whole bins allow, halves rounded up.
 */
export function bandLimits(nBands: number): number[] {
  return Array.from({ length: nBands + 1 }, (_, band) => Math.round((band * nBins) / nBands));
}

/** How {@link spectrogramTensors} makes its images: what a model file says about its input. */
export const spectrogramRecipe = {
  contraction: contractionRecipe,
  rateHz: spectrogramRateHz,
  /** A rate that misses `rateHz` by no more, relatively, is taken as it is; any other is resampled. */
  rateTolerance,
  rectified: false,
  stft: { ...spectrogramFraming, firstBin, lastBin, edges: 'whole windows only' },
  value: '10 · log10(mean power of the band / mean power of the hold over all its frames and bins + floor), in dB',
  floor,
} as const;

function toTensor({ power, nFrames, timesS }: Frames, reference: number, nBands: number): SpectrogramTensor {
  const limits = bandLimits(nBands);
  const db = new Float32Array(nBands * nFrames);
  const binHz = spectrogramRateHz / spectrogramFraming.windowSamples;
  for (let band = 0; band < nBands; band++) {
    const width = limits[band + 1] - limits[band];
    for (let frame = 0; frame < nFrames; frame++) {
      let sum = 0;
      for (let bin = limits[band]; bin < limits[band + 1]; bin++) sum += power[frame * nBins + bin];
      db[band * nFrames + frame] = 10 * Math.log10(sum / width / reference + floor);
    }
  }
  const freqsHz = Float64Array.from({ length: nBands }, (_, band) => {
    return binHz * (firstBin + (limits[band] + limits[band + 1] - 1) / 2);
  });
  return { db, nBands, nFrames, freqsHz, timesS };
}

/** @throws ArgumentError for a recording whose bins up to 450 Hz do not exist. */
export function requireSpectrogramRate(fs: number, where: string): void {
  if (isSpectrogramRate(fs)) return;
  throw new ArgumentError(
    `Spectrograms need ${spectrogramRateHz} Hz or more, got ${fs} Hz — in ${where}.`,
    'Record at 1000 Hz: the bands up to 450 Hz do not exist in slower recordings.',
  );
}

/** @throws ArgumentError for a hold without power, against which nothing can be measured. */
export function requireHoldPower(power: number, where: string): void {
  if (!(power > 0)) throw new ArgumentError(`The hold is silent — in ${where}.`, 'Choose another segment.');
}

/**
 * STFT images of a recording: Hann 256, hop 64 at 1000 Hz, 20–450 Hz (bins 5–115), of the *unrectified* signal, as log
 * power in dB relative to the mean power of the recording's own hold.
 *
 * Golden: `golden/fatigue/spectrogram-tensor.json`.
 *
 * @param options.nBands 111 for single bins, 25 (default) for averages of four or five neighbouring bins.
 * @throws ArgumentError for a recording slower than 1000 Hz (less 0.1 %), whose bins up to 450 Hz do not exist, for a silent hold, or
 * for a number of bands that is not whole and from 1 to 111.
 */
export function spectrogramTensors(
  hold: ContractionSignal,
  mvc: ContractionSignal,
  { nBands = 25 }: { nBands?: number } = {},
): SpectrogramPair {
  requireWhole('nBands', nBands, 1, 'spectrogramTensors');
  if (nBands > nBins) {
    throw new ArgumentError(
      `nBands must be at most ${nBins}, got ${nBands} — in spectrogramTensors.`,
      `There are ${nBins} bins between 20 and 450 Hz.`,
    );
  }
  requireSpectrogramRate(Math.min(hold.fs, mvc.fs), 'spectrogramTensors');
  const holdFrames = powerFrames(hold);
  const reference = holdFrames.power.reduce((sum, p) => sum + p, 0) / holdFrames.power.length;
  requireHoldPower(reference, 'spectrogramTensors');
  return {
    hold: toTensor(holdFrames, reference, nBands),
    mvc: toTensor(powerFrames(mvc), reference, nBands),
  };
}
