import { StudyError } from '#base';
import type { Examples } from '#learn';
import { mean, standardDeviation } from '#signal';
import type { Example, Labelled } from './classifier.ts';
import { cropsOf, networkBands, networkCrop } from './crops.ts';

/** Shift and scale (dB) that give the training crops mean 0 and deviation 1. */
export interface Normalisation {
  readonly centre: number;
  readonly scale: number;
}

/** One crop of a training recording. */
export interface CropRow {
  /** dB relative to the hold [nBands × nFrames]. */
  readonly data: Float32Array;
  readonly subject: string;
  readonly fatigued: boolean;
  readonly weight: number;
}

/** Crops of all recordings as rows; every recording counts the same, however long its squeeze. */
export function cropRows(train: readonly Labelled<Example>[]): CropRow[] {
  return train.flatMap(({ spectrogram, subject, fatigued }) => {
    const crops = cropsOf(spectrogram.mvc, networkCrop);
    return crops.map((data) => ({ data, subject, fatigued, weight: 1 / crops.length }));
  });
}

/**
 * The normalisation of these rows.
 *
 * @throws StudyError when they do not vary at all.
 */
export function normalisationOf(rows: readonly CropRow[]): Normalisation {
  const means = rows.map((row) => mean(row.data));
  const centre = mean(means);
  const within = mean(rows.map((row) => standardDeviation(row.data) ** 2));
  const scale = Math.sqrt(within + standardDeviation(means) ** 2);
  if (scale > 0) return { centre, scale };
  throw new StudyError(
    `All ${rows.length} spectrogram crops hold the one value ${centre} dB: there is nothing to learn from.`,
    'Check the sensor and the channel of these recordings.',
  );
}

function normalised(data: Float32Array, { centre, scale }: Normalisation): Float32Array {
  return data.map((value) => (value - centre) / scale);
}

function joined(crops: readonly Float32Array[], normalisation: Normalisation): Float32Array {
  const size = networkBands * networkCrop.nFrames;
  const inputs = new Float32Array(crops.length * size);
  crops.forEach((data, i) => {
    inputs.set(normalised(data, normalisation), i * size);
  });
  return inputs;
}

/** Rows as a network's training examples. */
export function trainingExamples(
  rows: readonly CropRow[],
  normalisation: Normalisation,
): Required<Omit<Examples, 'side'>> {
  const targets = new Float32Array(rows.length * 2);
  rows.forEach(({ fatigued }, i) => {
    targets[2 * i + (fatigued ? 1 : 0)] = 1;
  });
  const meanWeight = mean(rows.map((row) => row.weight));
  return {
    inputs: joined(
      rows.map((row) => row.data),
      normalisation,
    ),
    targets,
    weights: Float32Array.from(rows, (row) => row.weight / meanWeight),
    groups: rows.map((row) => row.subject),
  };
}

/** The input rows of one recording [nCrops × nBands × nFrames]. */
export function cropInputs(example: Example, normalisation: Normalisation): Float32Array {
  return joined(cropsOf(example.spectrogram.mvc, networkCrop), normalisation);
}

/** Log-odds of `fatigued`, finite even where a float32 probability has reached 0 or 1. */
function logOdds(fresh: number, fatigued: number): number {
  return Math.log(Math.max(fatigued, 1e-7)) - Math.log(Math.max(fresh, 1e-7));
}

/** Probability for a recording from the probabilities of its crops [nCrops × 2]: mean log-odds. */
export function pooledProbability(probabilities: Float32Array): number {
  const odds = Float64Array.from({ length: probabilities.length / 2 }, (_, i) =>
    logOdds(probabilities[2 * i], probabilities[2 * i + 1]),
  );
  return 1 / (1 + Math.exp(-mean(odds)));
}
