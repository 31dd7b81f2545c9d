import { ModelError } from '#base';
import type { Session, TensorData } from './runtime.ts';

/** A tensor of ONNX Runtime, of either package. */
interface OrtTensor {
  readonly data: unknown;
  readonly dims: readonly number[];
}

/** What the sessions of onnxruntime-node and onnxruntime-web have in common. */
interface OrtSession<T> {
  readonly inputNames: readonly string[];
  run(feeds: Record<string, T>): Promise<Readonly<Record<string, OrtTensor>>>;
  release(): Promise<void>;
}

/** Makes the runtime's own tensor. */
interface OrtTensorMaker<T> {
  new (type: 'float32', data: Float32Array, dims: readonly number[]): T;
  new (type: 'int64', data: BigInt64Array, dims: readonly number[]): T;
}

/** What was thrown, in words. */
export function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function fromOrt(name: string, { data, dims }: OrtTensor, where: string): TensorData {
  if (data instanceof Float32Array || data instanceof BigInt64Array) return { data, shape: dims };
  throw new ModelError(
    `Output '${name}' has an element type that is neither float32 nor int64 — in ${where}.`,
    'Export the model with float outputs.',
  );
}

/** A session of an ONNX Runtime package as {@link Session}; `where` names the package in messages. */
export function ortSession<T>(session: OrtSession<T>, Tensor: OrtTensorMaker<T>, where: string): Session {
  const toOrt = ({ data, shape }: TensorData): T =>
    data instanceof Float32Array ? new Tensor('float32', data, shape) : new Tensor('int64', data, shape);
  return {
    async run(feeds) {
      try {
        const inputs = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toOrt(tensor)]));
        const outputs = await session.run(inputs);
        return Object.fromEntries(
          Object.entries(outputs).map(([name, tensor]) => [name, fromOrt(name, tensor, where)]),
        );
      } catch (cause) {
        if (cause instanceof ModelError) throw cause;
        throw new ModelError(
          `The model cannot run: ${wordsOf(cause)} — in ${where}.`,
          /alloc|memory/i.test(wordsOf(cause))
            ? 'The computer ran out of memory: use a smaller batch or smaller images.'
            : `Feed ${session.inputNames.join(', ')} with the shapes that the model names.`,
          { cause },
        );
      }
    },
    release: () => session.release(),
  };
}
