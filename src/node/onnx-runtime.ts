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
    graphOptimizationLevel: 'all',
    // Planned memory is kept beside the arena's: without a plan a ResNet-50 step needs 1.9 GB instead of 2.9 GB, as fast.
    enableMemPattern: false,
    logSeverityLevel: 3,
  };
  return {
    threads,
    async create(model) {
      try {
        return ortSession(await ort.InferenceSession.create(model, options), ort.Tensor, 'ONNX Runtime');
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
