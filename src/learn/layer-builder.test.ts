import { describe, expect, it } from 'vitest';
import { ArgumentError } from '#base';
import type { Tensor } from './graph.ts';
import type { LayerBuilder } from './layer-builder.ts';
import { networkParameters } from './network.ts';

/** The parameters of a network of these layers over x [n, 2, 8, 10]. */
function build(layers: (b: LayerBuilder, x: Tensor) => Tensor, nClasses = 2) {
  return networkParameters({ name: 'test', inputShape: [2, 8, 10], nClasses, build: layers });
}

const end = (b: LayerBuilder, x: Tensor): Tensor => b.dense('fc', b.flatten(x), 2);

describe('LayerBuilder', () => {
  it('infers the shapes of a chain of layers', () => {
    const shapes: Record<string, readonly number[]> = {};
    build((b, x) => {
      shapes.conv = b.conv('conv', x, { filters: 6, kernel: [3, 5], stride: [2, 1], padding: [1, 0], groups: 2 }).shape;
      shapes.even = b.conv('even', x, { filters: 3, kernel: 4, stride: 3 }).shape;
      shapes.maxPool = b.maxPool(x, { kernel: 3, stride: 2, padding: 1 }).shape;
      shapes.averagePool = b.averagePool(x, { kernel: [2, 4] }).shape;
      shapes.global = b.globalAveragePool(x).shape;
      shapes.flatten = b.flatten(x).shape;
      return end(b, x);
    });
    expect(shapes).toEqual({
      conv: [1, 6, 4, 6],
      even: [1, 3, 2, 3],
      maxPool: [1, 2, 4, 5],
      averagePool: [1, 2, 4, 2],
      global: [1, 2],
      flatten: [1, 160],
    });
  });

  it('starts convolutions as He normal and dense layers uniform', () => {
    const specs = build((b, x) => end(b, b.conv('conv', x, { filters: 4, kernel: [3, 5] })));
    expect(specs.map(({ name, shape, initial }) => [name, shape, initial])).toEqual([
      ['conv.weight', [4, 2, 3, 5], { kind: 'normal', deviation: Math.sqrt(2 / 30) }],
      ['conv.bias', [4], { kind: 'constant', value: 0 }],
      ['fc.weight', [2, 144], { kind: 'uniform', limit: 1 / 12 }],
      ['fc.bias', [2], { kind: 'uniform', limit: 1 / 12 }],
    ]);
  });

  it.each<[string, (b: LayerBuilder, x: Tensor) => Tensor, RegExp]>([
    ['a repeated name', (b, x) => end(b, b.batchNorm('fc', x)), /name 'fc' is empty or already used — in dense 'fc'/],
    [
      'groups that do not divide',
      (b, x) => b.conv('c', x, { filters: 3, kernel: 1, groups: 2 }),
      /with 2 groups, got x \[1, 2, 8, 10\] and weight \[3, 1, 1, 1\]/,
    ],
    [
      'a kernel that does not fit',
      (b, x) => b.conv('c', x, { filters: 3, kernel: 9 }),
      /must hold the kernel, got x \[1, 2, 8, 10\]/,
    ],
    ['a window that does not fit', (b, x) => b.maxPool(x, { kernel: [1, 11] }), /hold the window \[1, 11\], got x/],
    ['too much padding', (b, x) => b.maxPool(x, { kernel: 2, padding: 2 }), /padding \[2, 2\] must be at most half/],
    [
      'half a stride',
      (b, x) => b.averagePool(x, { kernel: 2, stride: 0.5 }),
      /stride must be a whole number of at least 1/,
    ],
    ['an image in a dense layer', (b, x) => b.dense('fc', x, 2), /x must be \[n, inputs\]/],
    [
      'a sum of unequal shapes',
      (b, x) => b.add(x, b.maxPool(x, { kernel: 2 })),
      /both shapes must be equal, got a \[1, 2, 8, 10\] and b \[1, 2, 4, 5\]/,
    ],
    ['a senseless rate', (b, x) => end(b, b.dropout(x, 1)), /rate must be in \[0, 1\), got 1/],
    [
      'a vector to pool',
      (b, x) => b.globalAveragePool(b.flatten(x)),
      /x must be \[n, channels, h, w\], got x \[1, 160\]/,
    ],
    ['undeclared side features', (b) => b.sideFeatures(), /the network has no side features/],
    ['rows that do not match', (b, x) => b.concat([b.flatten(x), x]), /shapes must agree except on axis 1/],
    ['nothing to join', (b) => b.concat([]), /tensors must not be empty/],
    [
      'the wrong number of logits',
      (b, x) => b.dense('fc', b.flatten(x), 3),
      /The logits must be \[n, nClasses\] = \[1, 2\], got \[1, 3\] — in network 'test'/,
    ],
  ])('refuses %s', (_, layers, message) => {
    expect(() => build(layers)).toThrow(message);
    expect(() => build(layers)).toThrow(ArgumentError);
  });
});
