import * as ort from 'onnxruntime-node';
import { ModelError, requireWhole } from '#base';
import { ortSession, type Runtime, wordsOf } from '#learn';

/**
 * ONNX Runtime on this computer's processor. One thread is best for small networks, and lets several run side by side;
 * results are bit-identical for the same number of threads.
 *
 * @throws ArgumentError when `threads` is not a whole number of at least 1.
 */
export function nodeRuntime({ threads }: { readonly threads: number }): Runtime {
  requireWhole('threads', threads, 1, 'nodeRuntime');
  const options: ort.InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Planned memory is kept beside the arena's: without a plan a ResNet-50 step needs 1.9 GB instead of 2.9 GB, as fast.
    enableMemPattern: false,
    // A thread without work sleeps after 200 µs, which few gaps of a step last, instead of a millisecond: beside other work
    // the processor's time goes to whoever can use it, and a training step takes a third less (measured).
    extra: { session: { intra_op: { spin_duration_us: '200' } } },
    logSeverityLevel: 3,
  };
  return {
    threads,
    async create(model, { fedWeights = false } = {}) {
      // 'all' adds blocked memory layouts: a fifth less time where weights are constant, but around convolutions that
      // cannot have them only pools change, and each is then copied to and fro: 6 % of a training step (both measured).
      const graphOptimizationLevel = fedWeights ? 'extended' : 'all';
      try {
        const session = await ort.InferenceSession.create(model, { ...options, graphOptimizationLevel });
        return ortSession(session, ort.Tensor, 'ONNX Runtime');
      } catch (cause) {
        throw new ModelError(
          `The model cannot be loaded: ${wordsOf(cause)} — in ONNX Runtime.`,
          'Check that the file is a complete .onnx model.',
          { cause },
        );
      }
    },
  };
}
