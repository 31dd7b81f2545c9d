import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { createGraph } from './graph.ts';
import { writeOnnx } from './onnx-writer.ts';
import * as op from './operators.ts';

describe('Graph.toOnnx', () => {
  it('names what is computed as the output it is, and copies only what has a name already', async () => {
    const graph = createGraph();
    const x = graph.input('x', [2]);
    const doubled = op.times(graph, x, 2);
    graph.output('doubled', doubled);
    graph.output('again', doubled);
    graph.output('given', x);
    graph.output('quadrupled', op.times(graph, doubled, 2));
    const onnx = graph.toOnnx('outputs');
    expect(onnx.nodes.map(({ type, outputs }) => [type, ...outputs])).toEqual([
      ['Mul', 'doubled'],
      ['Mul', 'quadrupled'],
      ['Identity', 'again'],
      ['Identity', 'given'],
    ]);
    const session = await nodeRuntime({ threads: 1 }).create(writeOnnx(onnx));
    const outputs = await session.run({ x: { shape: [2], data: Float32Array.of(1, -3) } });
    await session.release();
    expect(Object.entries(outputs).map(([name, { data }]) => [name, ...data])).toEqual([
      ['doubled', 2, -6],
      ['again', 2, -6],
      ['given', 1, -3],
      ['quadrupled', 4, -12],
    ]);
  });
});
