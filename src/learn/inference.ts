import { ArgumentError, FormatError, ModelError, requireWhole } from '#base';
import { sizeOf } from './graph.ts';
import { readOnnxMetadata } from './onnx-reader.ts';
import type { Runtime, Session, TensorData } from './runtime.ts';

/** Examples per run when nothing else is asked: enough to keep a processor busy, little memory. */
const defaultBatch = 64;

/**
 * Runs a session over examples in batches and joins one output's rows.
 *
 * @param inputs - [n, inputShape]
 * @returns [n, width of the output]
 */
export async function runInBatches(
  session: Session,
  inputs: Float32Array,
  inputShape: readonly number[],
  output: string,
  { batchSize = defaultBatch, feeds = {} }: { batchSize?: number; feeds?: Readonly<Record<string, TensorData>> } = {},
): Promise<Float32Array> {
  requireWhole('batchSize', batchSize, 1, 'predict');
  const perExample = sizeOf(inputShape);
  const n = inputs.length / perExample;
  if (!(Number.isInteger(n) && n > 0)) {
    throw new ArgumentError(
      `inputs must hold a whole number of examples of ${perExample} values, got ${inputs.length} — in predict.`,
      `Pass examples of shape [${inputShape.join(', ')}].`,
    );
  }
  const parts: Float32Array[] = [];
  for (let start = 0; start < n; start += batchSize) {
    const end = Math.min(n, start + batchSize);
    const data = inputs.subarray(start * perExample, end * perExample);
    const result = (await session.run({ ...feeds, input: { shape: [end - start, ...inputShape], data } }))[output];
    if (!(result?.data instanceof Float32Array)) {
      throw new ModelError(
        `The model has no float output '${output}' — in predict.`,
        'Use a model of exportInference.',
      );
    }
    parts.push(result.data);
  }
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * Class probabilities of examples under a model that {@link exportInference} wrote.
 *
 * @param inputs - [n, channels · height · width]
 * @returns [n, nClasses]
 * @throws ArgumentError when `inputs` does not hold whole examples.
 */
export function predict(
  session: Session,
  inputs: Float32Array,
  inputShape: readonly number[],
  options: { readonly batchSize?: number } = {},
): Promise<Float32Array> {
  return runInBatches(session, inputs, inputShape, 'probabilities', options);
}

/** A trained model that is loaded: what its file says, and its probabilities. */
export interface LoadedModel {
  /** The file's `metadata_props`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** [channels, height, width] of one example. */
  readonly inputShape: readonly number[];
  readonly nClasses: number;
  /** inputs [n, channels · height · width] → probabilities [n, nClasses]. */
  predict(inputs: Float32Array): Promise<Float32Array>;
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
  const nClasses = Number(metadata.nClasses);
  if (![...inputShape, nClasses].every((size) => Number.isSafeInteger(size) && size > 0)) {
    throw new FormatError(
      `The model's metadata must name inputShape and nClasses, got '${metadata.inputShape}' and '${metadata.nClasses}' — ONNX file.`,
      'Use a model that Myofade exported.',
    );
  }
  const session = await runtime.create(bytes);
  return {
    metadata,
    inputShape,
    nClasses,
    predict: (inputs) => predict(session, inputs, inputShape),
    release: () => session.release(),
  };
}
