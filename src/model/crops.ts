import { ArgumentError, requireWhole } from '#base';
import type { SpectrogramTensor } from '#fatigue';

/** How windows are cut out of a spectrogram, along time only. */
export interface CropOptions {
  /** Length of a crop. */
  readonly nFrames: number;
  /** Distance between the starts of two crops. */
  readonly hopFrames: number;
}

/** Bands of the image that a network sees, between 20 and 450 Hz. */
export const networkBands = 25;
/** What a network sees at a time: crops of 2.24 s every 0.256 s. */
export const networkCrop: CropOptions = { nFrames: 32, hopFrames: 4 };

/** Seconds that a crop of this many STFT frames spans (window 256, hop 64 at 1000 Hz). */
export function cropDurationS(nFrames: number): number {
  return ((nFrames - 1) * 64 + 256) / 1000;
}

/**
 * Overlapping crops of a spectrogram [nCrops][nBands × nFrames], all bands each.
 *
 * @throws ArgumentError when the contraction is shorter than one crop, or a length or distance is not a whole number.
 */
export function cropsOf(tensor: SpectrogramTensor, { nFrames, hopFrames }: CropOptions): Float32Array[] {
  requireWhole('nFrames', nFrames, 1, 'cropsOf');
  requireWhole('hopFrames', hopFrames, 1, 'cropsOf');
  if (tensor.nFrames < nFrames) {
    throw new ArgumentError(
      `The contraction gives ${tensor.nFrames} spectrogram frames, ${nFrames} are needed — in cropsOf.`,
      `Record a squeeze whose steady part lasts at least ${cropDurationS(nFrames).toFixed(1)} s.`,
    );
  }
  const crops: Float32Array[] = [];
  for (let start = 0; start + nFrames <= tensor.nFrames; start += hopFrames) {
    const crop = new Float32Array(tensor.nBands * nFrames);
    for (let band = 0; band < tensor.nBands; band++) {
      const from = band * tensor.nFrames + start;
      crop.set(tensor.db.subarray(from, from + nFrames), band * nFrames);
    }
    crops.push(crop);
  }
  return crops;
}
