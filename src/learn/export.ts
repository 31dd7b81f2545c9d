import { createTape } from './autodiff.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';
import { createGraph } from './graph.ts';
import { buildNetwork, inferenceHost, type Network, networkInputs } from './network.ts';
import { writeOnnx } from './onnx-writer.ts';
import { type Weights, weightOf } from './parameters.ts';

/** How {@link exportInference} writes a model. */
export interface ExportOptions {
  /** Becomes `metadata_props`: labels, preprocessing and provenance, each as text or JSON text. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Multiply batch normalisation into the convolutions before it (default true). */
  readonly foldBatchNorm?: boolean;
  /** Take any number of examples per run (default true), or exactly one. */
  readonly dynamicBatch?: boolean;
}

/**
 * A trained network as a plain `.onnx` file that any ONNX runtime runs: input `input` [batch, channels, height, width]
 * (and `side` [batch, nSideFeatures], where the network has side features), outputs `logits` and `probabilities` [batch, nClasses]; weights are constants, dropout is gone. The metadata also names
 * `network`, `inputShape`, `nClasses` and `nSideFeatures`, which {@link loadModel} reads.
 *
 * @throws ModelError when `weights` lack a parameter of the network.
 */
export function exportInference(
  network: Network,
  weights: Weights,
  { metadata = {}, foldBatchNorm: fold = true, dynamicBatch = true }: ExportOptions = {},
): Uint8Array<ArrayBuffer> {
  const graph = createGraph();
  const host = inferenceHost(createTape(graph), (spec) =>
    graph.constant(weightOf(weights, spec), spec.shape, spec.name),
  );
  const logits = buildNetwork(network, host, networkInputs(graph, network, 1, dynamicBatch));
  graph.output('logits', logits, { anyBatch: dynamicBatch });
  const probabilities = graph.node('Softmax', [logits], logits.shape, { axis: 1 });
  graph.output('probabilities', probabilities, { anyBatch: dynamicBatch });
  const plain = graph.toOnnx(network.name);
  return writeOnnx(fold ? foldBatchNorm(plain) : plain, {
    ...metadata,
    network: network.name,
    inputShape: network.inputShape.join(','),
    nClasses: String(network.nClasses),
    nSideFeatures: String(network.nSideFeatures ?? 0),
  });
}
