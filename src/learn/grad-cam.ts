import { requireWhole } from '#base';
import { directionOf, type ExplainedScore, floatsOf, requireRows } from './explained-score.ts';
import { gradCamGraph } from './explanation-graph.ts';
import { sizeOf } from './graph.ts';
import type { Network } from './network.ts';
import { writeOnnx } from './onnx-writer.ts';
import type { Weights } from './parameters.ts';
import type { Runtime, TensorData } from './runtime.ts';

/** A loaded Grad-CAM of one layer. */
export interface GradCam {
  /** [rows, columns] of a map: those of the layer. */
  readonly mapShape: readonly [number, number];
  /**
   * Where the layer supports a score, in units of the score per element, 0 or more. {@link resizeBilinear} brings a map to
   * the size of the input.
   *
   * @param inputs - [n, channels · height · width]
   * @param side - [n, nSideFeatures], where the network has side features
   * @returns the maps [n, rows · columns]
   * @throws ArgumentError when the examples are not whole, or the network has no such score.
   */
  maps(inputs: Float32Array, score: ExplainedScore, side?: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/**
 * Compiles and loads Grad-CAM (Selvaraju et al. 2017) for an activation that the network marks with `b.mark`. The map is
 * as coarse as the layer; it shows where evidence for the score is, not evidence against it.
 *
 * @throws ArgumentError when the network marks no such activation.
 * @throws ModelError when `weights` lack a parameter.
 */
export async function openGradCam(
  runtime: Runtime,
  network: Network,
  weights: Weights,
  { layer, batchSize = 16 }: { readonly layer: string; readonly batchSize?: number },
): Promise<GradCam> {
  requireWhole('batchSize', batchSize, 1, 'openGradCam');
  const { graph, mapShape } = gradCamGraph(network, weights, layer, batchSize);
  const session = await runtime.create(writeOnnx(graph));
  const { inputShape, nClasses, nSideFeatures = 0 } = network;
  /** Rows from `start` on, with zeros behind the last: with stored statistics no row changes another. */
  const batchOf = (values: Float32Array, shape: readonly number[], start: number): TensorData => {
    const size = sizeOf(shape);
    const data = new Float32Array(batchSize * size);
    data.set(values.subarray(start * size, (start + batchSize) * size));
    return { shape: [batchSize, ...shape], data };
  };
  return {
    mapShape,
    async maps(inputs, score, side = new Float32Array(0)) {
      const n = inputs.length / sizeOf(inputShape);
      requireRows('inputs', inputs, Math.max(1, Math.floor(n)), inputShape);
      requireRows('side', side, n, [nSideFeatures]);
      const direction = directionOf(score, network);
      const directions = new Float32Array(batchSize * nClasses).map((_, i) => direction[i % nClasses]);
      const size = sizeOf(mapShape);
      const maps = new Float32Array(n * size);
      for (let start = 0; start < n; start += batchSize) {
        const feeds = {
          input: batchOf(inputs, inputShape, start),
          direction: { shape: [batchSize, nClasses], data: directions },
          ...(nSideFeatures > 0 && { side: batchOf(side, [nSideFeatures], start) }),
        };
        const found = floatsOf(await session.run(feeds), 'map');
        maps.set(found.subarray(0, Math.min(batchSize, n - start) * size), start * size);
      }
      return maps;
    },
    release: () => session.release(),
  };
}
