import { seededRandom } from '#base';
import { type Runtime, type TensorData, writeOnnx } from '#learn';

/** Rows and columns of the matrices: far beyond the caches, as a network's large layers are. */
export const gemmSize = 2048;

/** A product of two square matrices, ready to be timed. */
export interface Gemm {
  /** GFLOP/s of one product. */
  measure(): Promise<number>;
  release(): Promise<void>;
}

/** Loads a float32 MatMul of {@link gemmSize} squared: what the runtime reaches where there is nothing else to do. */
export async function openGemm(runtime: Runtime): Promise<Gemm> {
  const shape = [gemmSize, gemmSize];
  const value = (name: string) => ({ name, shape, dtype: 'float32' as const });
  const nodes = [{ type: 'MatMul', inputs: ['a', 'b'], outputs: ['product'], attributes: {} }];
  const graph = {
    name: 'product',
    nodes,
    constants: [],
    inputs: [value('a'), value('b')],
    outputs: [value('product')],
  };
  const session = await runtime.create(writeOnnx(graph));
  const random = seededRandom(1);
  const noise = (): TensorData => ({
    shape,
    data: Float32Array.from({ length: gemmSize ** 2 }, () => random.normal()),
  });
  const feeds = { a: noise(), b: noise() };
  await session.run(feeds);
  return {
    async measure() {
      const start = performance.now();
      await session.run(feeds);
      return (2 * gemmSize ** 3) / (performance.now() - start) / 1e6;
    },
    release: () => session.release(),
  };
}
