import { ArgumentError, FormatError, ModelError, requireWhole } from '#base';
import type { Examples } from './examples.ts';
import { sizeOf } from './graph.ts';
import { readOnnxMetadata } from './onnx-reader.ts';
import type { Runtime, Session, TensorData } from './runtime.ts';

/** Examples per run when nothing else is asked: keeps a processor busy with little memory. */
const defaultBatch = 64;

/** The shapes of one example; a {@link Network} and a {@link LoadedModel} have them. */
export interface ExampleShape {
  /** [channels, height, width] */
  readonly inputShape: readonly number[];
  readonly nSideFeatures?: number;
}

interface BatchRunOptions {
  readonly batchSize?: number;
  readonly feeds?: Readonly<Record<string, TensorData>>;
  /** Called before each run; what it throws ends the work. */
  readonly beforeBatch?: () => Promise<void>;
}

/**
 * Runs a session over examples in batches and joins the rows of one output; `feeds` are given to every run.
 *
 * @returns [n, width of the output]
 * @throws ArgumentError when the examples are not whole, or none.
 * @throws ModelError when the model has no such output.
 */
export async function runInBatches(
  session: Session,
  { inputs, side = new Float32Array(0) }: Pick<Examples, 'inputs' | 'side'>,
  { inputShape, nSideFeatures = 0 }: ExampleShape,
  output: string,
  { batchSize = defaultBatch, feeds = {}, beforeBatch }: BatchRunOptions = {},
): Promise<Float32Array> {
  requireWhole('batchSize', batchSize, 1, 'predict');
  const perExample = sizeOf(inputShape);
  const n = inputs.length / perExample;
  if (!(Number.isInteger(n) && n > 0 && side.length === n * nSideFeatures)) {
    throw new ArgumentError(
      `inputs must hold n × ${perExample} and side n × ${nSideFeatures} values, got ${inputs.length} and ${side.length} — in predict.`,
      `Pass at least one example of shape [${inputShape.join(', ')}], with its side features.`,
    );
  }
  const parts: Float32Array[] = [];
  for (let start = 0; start < n; start += batchSize) {
    await beforeBatch?.();
    const end = Math.min(n, start + batchSize);
    const rows = (values: Float32Array, shape: readonly number[]): TensorData => ({
      shape: [end - start, ...shape],
      data: values.subarray(start * sizeOf(shape), end * sizeOf(shape)),
    });
    const beside = nSideFeatures > 0 ? { side: rows(side, [nSideFeatures]) } : {};
    const result = (await session.run({ ...feeds, ...beside, input: rows(inputs, inputShape) }))[output];
    if (!(result?.data instanceof Float32Array)) {
      throw new ModelError(
        `The model has no float output '${output}' — in predict.`,
        'Use a model that exportInference wrote.',
      );
    }
    parts.push(result.data);
  }
  const width = parts[0].length / Math.min(n, batchSize);
  const all = new Float32Array(n * width);
  parts.forEach((part, i) => {
    all.set(part, i * batchSize * width);
  });
  return all;
}

/**
 * Class probabilities of examples under a model that {@link exportInference} wrote.
 *
 * @param inputs - [n, channels · height · width]
 * @param options - `side` [n, nSideFeatures] where the network has side features; examples per run
 * @returns [n, nClasses]
 * @throws ArgumentError when `inputs` or `side` does not hold whole examples.
 */
export function predict(
  session: Session,
  inputs: Float32Array,
  shape: ExampleShape,
  { side, batchSize = defaultBatch }: { readonly side?: Float32Array; readonly batchSize?: number } = {},
): Promise<Float32Array> {
  const queries = side === undefined ? { inputs } : { inputs, side };
  return runInBatches(session, queries, shape, 'probabilities', { batchSize });
}

/** A trained model that is loaded: what its file says, and its probabilities. */
export interface LoadedModel {
  /** The file's `metadata_props`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** [channels, height, width] of one example. */
  readonly inputShape: readonly number[];
  readonly nClasses: number;
  readonly nSideFeatures: number;
  /**
   * inputs [n, channels · height · width] and, where needed, side [n, nSideFeatures] → probabilities [n, nClasses].
   *
   * @throws ModelError when the model gives something else.
   */
  predict(inputs: Float32Array, side?: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/**
 * Opens a file that {@link exportInference} wrote.
 *
 * @throws FormatError when the bytes are not an ONNX model, or do not say the shape of their input.
 * @throws ModelError when the runtime refuses the model.
 */
export async function loadModel(runtime: Runtime, bytes: Uint8Array): Promise<LoadedModel> {
  const metadata = readOnnxMetadata(bytes);
  const inputShape = (metadata.inputShape ?? '').split(',').map(Number);
  const [nClasses, nSideFeatures] = [Number(metadata.nClasses), Number(metadata.nSideFeatures)];
  const sizes = [...inputShape, nClasses, nSideFeatures + 1];
  if (inputShape.length !== 3 || !sizes.every((size) => Number.isSafeInteger(size) && size > 0)) {
    throw new FormatError(
      `The metadata must say inputShape, nClasses and nSideFeatures, got '${metadata.inputShape}', '${metadata.nClasses}' and '${metadata.nSideFeatures}' — ONNX file.`,
      'Use a model that Myofade exported.',
    );
  }
  const session = await runtime.create(bytes);
  const shape = { inputShape, nSideFeatures };
  return {
    ...shape,
    metadata,
    nClasses,
    async predict(inputs, side) {
      const probabilities = await predict(session, inputs, shape, side === undefined ? {} : { side });
      const expected = (inputs.length / sizeOf(inputShape)) * nClasses;
      if (probabilities.length !== expected || !probabilities.every((p) => p >= 0 && p <= 1)) {
        throw new ModelError(
          `The model gives ${probabilities.length} values, the first ${probabilities[0]}, where ${expected} probabilities are due — in predict.`,
          'The file is damaged or was changed: train or export the model again.',
        );
      }
      return probabilities;
    },
    release: () => session.release(),
  };
}
