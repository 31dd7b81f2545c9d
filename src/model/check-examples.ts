import { type Random, seededRandom } from '#base';
import { featureIds, type SpectrogramTensor } from '#fatigue';
import type { Example, Labelled } from './classifier.ts';

const nBands = 25;

/** Noise of 3 dB with a tilt (dB from the lowest to the highest band). */
function tensorOf(random: Random, nFrames: number, tiltDb: number): SpectrogramTensor {
  const db = Float32Array.from({ length: nBands * nFrames }, (_, i) => {
    const band = Math.floor(i / nFrames);
    return -5 - band + tiltDb * (0.5 - band / (nBands - 1)) + 3 * random.normal();
  });
  return {
    db,
    nBands,
    nFrames,
    freqsHz: Float64Array.from({ length: nBands }, (_, band) => 28 + 17.3 * band),
    timesS: Float64Array.from({ length: nFrames }, (_, frame) => 20 + 0.064 * frame),
  };
}

/**
 * Invented recordings of people, each fresh and then fatigued, that differ by an easy amount: fatigued spectra tilt by
 * 6 dB and every second feature rises by 1.5 SD. What the tests of this layer feed.
 */
export function inventedExamples({ people = 8, seed = 1 } = {}): Labelled<Example>[] {
  const random = seededRandom(seed);
  return Array.from({ length: 2 * people }, (_, i) => {
    const fatigued = i % 2 === 1;
    // Of different scale, and up to 40 SD away from zero, as log10(FInsm5) is.
    const features = Float64Array.from(featureIds, (_id, j) => {
      const value = random.normal() + (fatigued && j % 2 === 0 ? 1.5 : 0);
      return 10 ** ((j % 4) - 2) * (value - 40 * (j % 2));
    });
    const tiltDb = fatigued ? 6 : 0;
    return {
      subject: `S${String(Math.floor(i / 2) + 1).padStart(2, '0')}`,
      fatigued,
      features,
      spectrogram: {
        hold: tensorOf(random, 60 + (i % 5), tiltDb),
        mvc: tensorOf(random, 36 + (i % 5), tiltDb),
      },
    };
  });
}

/** The same example as if another recording stood behind it: other numbers everywhere. */
export function changedExample<E extends Example>(example: E): E {
  const turned = (tensor: SpectrogramTensor): SpectrogramTensor => ({
    ...tensor,
    db: tensor.db.map((value) => -2 * value),
  });
  const { features, spectrogram } = example;
  return {
    ...example,
    features: features.map((value) => 3 * value + 1),
    spectrogram: { hold: turned(spectrogram.hold), mvc: turned(spectrogram.mvc) },
  };
}
