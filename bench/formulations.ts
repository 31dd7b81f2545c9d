import { seededRandom } from '#base';
import { type Runtime, type TensorData, writeOnnx } from '#learn';
import { median } from '#signal';
import {
  type ConvGradient,
  canTurnWeight,
  inputGradients,
  inputGradientWay,
  weightGradients,
  weightGradientWay,
} from '../src/learn/conv-gradients.ts';
import { createGraph, sizeOf } from '../src/learn/graph.ts';
import { type WindowGeometry, windowCount } from '../src/learn/window-geometry.ts';
import { canRunFlat, flatGradients } from './flat-gradients.ts';

/** A convolution over a batch. */
interface Shape {
  readonly batch: number;
  readonly channels: number;
  readonly filters: number;
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
}

/** What one way to compute a gradient costs. */
export interface FormulationCost {
  readonly way: string;
  readonly ms: number;
  readonly bestMs: number;
  readonly gflops: number;
  /** Whether training takes it for this shape. */
  readonly isTaken: boolean;
}

/** The ways to compute one gradient of one convolution, timed in turn. */
export interface FormulationRow {
  readonly gradient: 'by weight' | 'by input';
  /** `8×64×56×56 → 64, 3×3` */
  readonly shape: string;
  readonly costs: readonly FormulationCost[];
}

const residual = (channels: number, filters: number, size: number, kernel: number, stride = 1): Shape => ({
  batch: 8,
  channels,
  filters,
  size,
  kernel,
  stride,
});
const block = (channels: number, filters: number, size: number): Shape => ({
  batch: 32,
  channels,
  filters,
  size,
  kernel: 3,
  stride: 1,
});

/** Of ResNet-50 on 8 images of 224×224: each kind once per stage; and the three blocks of the small network. */
const shapes: readonly Shape[] = [
  residual(3, 64, 224, 7, 2),
  residual(64, 256, 56, 1),
  residual(64, 64, 56, 3),
  residual(128, 128, 56, 3, 2),
  residual(512, 128, 28, 1),
  residual(128, 128, 28, 3),
  residual(512, 1024, 28, 1, 2),
  residual(256, 256, 14, 3),
  residual(1024, 256, 14, 1),
  residual(512, 512, 7, 3),
  residual(512, 2048, 7, 1),
  block(1, 16, 64),
  block(16, 32, 32),
  block(32, 64, 16),
];

const rounds = 5;
/** Two ways of adding the same products may differ by rounding, not by more. */
const tolerance = 1e-4;

function furthest(a: Float32Array, b: Float32Array): number {
  let [most, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    most = Math.max(most, Math.abs(a[i] - b[i]));
    size = Math.max(size, Math.abs(a[i]));
  }
  return most / size;
}

/** Times the ways to compute one gradient, after checking that they agree. */
async function timedWays(
  runtime: Runtime,
  shape: Shape,
  gradient: FormulationRow['gradient'],
): Promise<FormulationRow> {
  const { batch, channels, filters, size, kernel, stride } = shape;
  const padding = Math.floor(kernel / 2);
  const places = windowCount(size, kernel, stride, padding);
  const geometry: WindowGeometry = {
    kernel: [kernel, kernel],
    stride: [stride, stride],
    padding: [padding, padding],
  };
  const shapesOf = {
    x: [batch, channels, size, size],
    dy: [batch, filters, places, places],
    weight: [filters, channels, kernel, kernel],
  };
  const random = seededRandom(1);
  const noise = (of: readonly number[]): TensorData => ({
    shape: of,
    data: Float32Array.from({ length: sizeOf(of) }, () => random.normal()),
  });
  const feeds = { x: noise(shapesOf.x), dy: noise(shapesOf.dy), weight: noise(shapesOf.weight) };
  const isByWeight = gradient === 'by weight';
  const given = isByWeight ? (['x', 'dy'] as const) : (['dy', 'weight'] as const);
  const ways: readonly [string, ConvGradient][] = isByWeight
    ? Object.entries({ ...weightGradients, ...(canRunFlat(geometry) ? flatGradients : {}) })
    : Object.entries(inputGradients).filter(([way]) => way !== 'turned weight' || canTurnWeight(geometry, 1));
  let taken = '';
  const sessions = [];
  for (const [way, build] of ways) {
    const graph = createGraph();
    const input = (name: keyof typeof shapesOf) =>
      (given as readonly string[]).includes(name)
        ? graph.input(name, shapesOf[name])
        : graph.constant(new Float32Array(sizeOf(shapesOf[name])), shapesOf[name], name);
    const tensors = { x: input('x'), dy: input('dy'), weight: input('weight') };
    taken = isByWeight ? weightGradientWay(tensors, 1) : inputGradientWay(tensors, geometry, 1);
    graph.output('gradient', build(graph, tensors, geometry, 1));
    sessions.push({
      way,
      session: await runtime.create(writeOnnx(graph.toOnnx('gradient')), { fedWeights: true }),
      times: [] as number[],
    });
  }
  const fed = Object.fromEntries(given.map((name) => [name, feeds[name]]));
  let first: Float32Array | undefined;
  for (const { way, session } of sessions) {
    const { gradient: value } = await session.run(fed);
    first ??= value.data as Float32Array;
    const difference = furthest(first, value.data as Float32Array);
    if (!(difference < tolerance)) throw new Error(`${way} of ${JSON.stringify(shape)} differs by ${difference}.`);
  }
  for (let round = 0; round < rounds; round++) {
    for (const { session, times } of sessions) {
      const start = performance.now();
      await session.run(fed);
      times.push(performance.now() - start);
    }
  }
  const flops = 2 * batch * filters * places ** 2 * channels * kernel ** 2;
  const costs = sessions.map(({ way, times }) => ({
    way,
    ms: median(times),
    bestMs: Math.min(...times),
    gflops: flops / median(times) / 1e6,
    isTaken: way === taken,
  }));
  for (const { session } of sessions) await session.release();
  const strideText = stride === 1 ? '' : `, stride ${stride}`;
  return { gradient, shape: `${shapesOf.x.join('×')} → ${filters}, ${kernel}×${kernel}${strideText}`, costs };
}

/** Times every way to compute the gradients of the convolutions that training meets. */
export async function measureFormulations(runtime: Runtime): Promise<readonly FormulationRow[]> {
  const rows: FormulationRow[] = [];
  for (const shape of shapes) {
    for (const gradient of ['by weight', 'by input'] as const) rows.push(await timedWays(runtime, shape, gradient));
  }
  return rows;
}
