import { loadModel, type Runtime, readOnnxMetadata } from '#learn';
import { withTemperature } from './calibration.ts';
import type { Example } from './classifier.ts';
import { type Verdict, verdictOf } from './conformal.ts';
import { pooledProbability } from './crop-inputs.ts';
import { type ModelCard, readModelCard } from './model-metadata.ts';
import { inputReader } from './preprocessing.ts';

/** A trained model that was read from its file. */
export interface OpenModel {
  readonly card: ModelCard;
  /** Probability that a recording is of a fatigued muscle, in [0, 1]; calibrated where the model is. */
  apply(example: Example): Promise<number>;
  /** The same with the probability of each crop, which the whole is pooled from: how far they lie apart. */
  applyByCrop(example: Example): Promise<{ readonly probability: number; readonly crops: Float64Array }>;
  /** The verdict on such a probability; `undecided` only where the model has conformal data. */
  verdict(probability: number): Verdict;
  /** Frees the model. It cannot be used afterwards. */
  release(): Promise<void>;
}

/**
 * Opens a model file that `train` wrote: it says of any recording what the fitted classifier said, within 1e-5.
 *
 * @throws FormatError when the bytes are not an ONNX model.
 * @throws ModelError when the model is not one of ours, of another version, or the runtime refuses it.
 */
export async function openModel(runtime: Runtime, bytes: Uint8Array): Promise<OpenModel> {
  const card = readModelCard(readOnnxMetadata(bytes));
  const inputOf = inputReader(card);
  const model = await loadModel(runtime, bytes);
  const { calibration } = card;
  const calibrated = (probability: number): number =>
    calibration ? withTemperature(probability, calibration.temperature) : probability;
  const predicted = (example: Example): Promise<Float32Array> => model.predict(inputOf(example));
  return {
    card,
    apply: async (example) => calibrated(pooledProbability(await predicted(example))),
    async applyByCrop(example) {
      const rows = await predicted(example);
      const crops = Float64Array.from({ length: rows.length / 2 }, (_, i) =>
        calibrated(pooledProbability(rows.subarray(2 * i, 2 * i + 2))),
      );
      return { probability: calibrated(pooledProbability(rows)), crops };
    },
    verdict: (probability) => verdictOf(probability, calibration?.conformal),
    release: () => model.release(),
  };
}
