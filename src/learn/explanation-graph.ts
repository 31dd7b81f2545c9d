import { ArgumentError } from '#base';
import { createTape, type Tape } from './autodiff.ts';
import { createGraph, type Graph, shapeText, type Tensor } from './graph.ts';
import type { LayerHost } from './layer-host.ts';
import { buildNetwork, inferenceHost, type Network, networkInputs } from './network.ts';
import type { OnnxGraph } from './onnx-writer.ts';
import * as op from './operators.ts';
import { type Weights, weightOf } from './parameters.ts';

/** The trained network with its weights as constants: stored batch statistics, no dropout. */
function trainedHost(tape: Tape, weights: Weights): LayerHost {
  return inferenceHost(tape, (spec) => tape.graph.constant(weightOf(weights, spec), spec.shape, spec.name));
}

/** The explained score of each row [n]: logits weighted by `direction`. */
function scoreOf(graph: Graph, logits: Tensor, direction: Tensor): Tensor {
  return op.reduceSum(graph, op.multiply(graph, logits, direction), [1]);
}

/**
 * Grad-CAM (Selvaraju et al. 2017) of a marked activation A [n, channels, rows, columns]: with the mean gradient αₖ of the
 * score over the plane of channel k, the map is max(Σₖ αₖ Aₖ, 0). Inputs `input` [n, …], `side` and `direction`
 * [n, nClasses], the score as weights of the logits; outputs `map` [n, rows, columns] and `score` [n].
 * Golden: explanation.json.
 *
 * @throws ArgumentError when the network marks no such activation, or one that is not [n, channels, rows, columns].
 */
export function gradCamGraph(
  network: Network,
  weights: Weights,
  layer: string,
  n: number,
): { readonly graph: OnnxGraph; readonly mapShape: readonly [number, number] } {
  const graph = createGraph();
  const tape = createTape(graph);
  const marks = new Map<string, Tensor>();
  const mark: LayerHost['mark'] = (name, x) => {
    marks.set(name, x);
    if (name === layer) tape.watch(x);
  };
  const logits = buildNetwork(network, { ...trainedHost(tape, weights), mark }, networkInputs(graph, network, n));
  const activation = marks.get(layer);
  if (activation?.shape.length !== 4) {
    throw new ArgumentError(
      `layer must be a marked activation [n, channels, rows, columns], got '${layer}'${activation ? ` of shape ${shapeText(activation.shape)}` : ''} — in Grad-CAM of network '${network.name}'.`,
      marks.size > 0 ? `Pass one of: ${[...marks.keys()].join(', ')}.` : 'Mark an activation with b.mark.',
    );
  }
  const direction = graph.input('direction', [n, network.nClasses]);
  const [gradient] = tape.gradients(logits, [activation], direction);
  const [, , rows, columns] = activation.shape;
  const means = op.times(graph, op.reduceSum(graph, gradient, [2, 3], true), 1 / (rows * columns));
  const sum = op.reduceSum(graph, op.multiply(graph, activation, means), [1]);
  graph.output('map', op.rectify(graph, sum));
  graph.output('score', scoreOf(graph, logits, direction));
  return { graph: graph.toOnnx(`${network.name} Grad-CAM of ${layer}`), mapShape: [rows, columns] };
}

/** baseline + places · (x − baseline): the points [nPoints, …] of a straight path, and the whole way [1, …]. */
function pathOf(graph: Graph, places: Tensor, x: Tensor, baseline: Tensor): { points: Tensor; way: Tensor } {
  const way = op.subtract(graph, x, baseline);
  const spread = op.reshape(graph, places, [places.shape[0], ...way.shape.slice(1).fill(1)]);
  return { points: op.add(graph, baseline, op.multiply(graph, spread, way)), way };
}

/**
 * Part of the integral of integrated gradients (Sundararajan, Taly and Yan 2017) over `nPoints` points of the straight
 * path from a baseline to one example: way · Σᵢ sharesᵢ · ∂score/∂x at the i-th place. Inputs `input` and `baseline`
 * [1, …], `side` and `sideBaseline`, `places` and `shares` [nPoints], `direction` [1, nClasses]; outputs
 * `attributions` [1, …], `sideAttributions` and the `score` [nPoints] of the points. Golden: explanation.json.
 */
export function integratedGradientsGraph(network: Network, weights: Weights, nPoints: number): OnnxGraph {
  const graph = createGraph();
  const tape = createTape(graph);
  const { x, side } = networkInputs(graph, network, 1);
  const [places, shares] = ['places', 'shares'].map((name) => graph.input(name, [nPoints]));
  const direction = graph.input('direction', [1, network.nClasses]);
  const path = pathOf(graph, places, x, graph.input('baseline', x.shape));
  const beside = side && pathOf(graph, places, side, graph.input('sideBaseline', side.shape));
  const watched = [path.points, ...(beside ? [beside.points] : [])];
  for (const points of watched) tape.watch(points);
  const host = trainedHost(tape, weights);
  const logits = buildNetwork(network, host, { x: path.points, side: beside?.points });
  const upstream = op.multiply(graph, op.reshape(graph, shares, [nPoints, 1]), direction);
  const gradients = tape.gradients(logits, watched, upstream);
  const attributions = [path, ...(beside ? [beside] : [])].map(({ way }, i) =>
    op.multiply(graph, op.reduceSum(graph, gradients[i], [0], true), way),
  );
  graph.output('attributions', attributions[0]);
  if (beside) graph.output('sideAttributions', attributions[1]);
  graph.output('score', scoreOf(graph, logits, direction));
  return graph.toOnnx(`${network.name} integrated gradients`);
}
