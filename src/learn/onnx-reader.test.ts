import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError, seededRandom } from '#base';
import { exportInference } from './export.ts';
import { type Network, networkParameters } from './network.ts';
import { readOnnxConstants, readOnnxMetadata } from './onnx-reader.ts';
import { initialWeights } from './parameters.ts';

const network: Network = {
  name: 'small',
  inputShape: [1, 3, 4],
  nClasses: 2,
  build: (b, x) => b.dense('fc', b.flatten(b.relu(b.conv('conv', x, { filters: 2, kernel: 2 }))), 2),
};
const bytes = exportInference(network, initialWeights(networkParameters(network), seededRandom(1)), {
  metadata: { labels: '["a","b"]' },
});

/** A reader's answer, or the FormatError it gave; anything else escapes. */
function attempt<T>(read: () => T): T | FormatError {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
}

describe('readOnnxMetadata and readOnnxConstants', () => {
  it('read what was written', () => {
    expect(readOnnxMetadata(bytes).labels).toBe('["a","b"]');
    expect(readOnnxConstants(bytes).map(({ name, shape }) => [name, shape])).toEqual([
      ['conv.weight', [2, 1, 2, 2]],
      ['conv.bias', [2]],
      ['fc.weight', [2, 12]],
      ['fc.bias', [2]],
    ]);
  });

  it('read from the middle of a Node Buffer', () => {
    const held = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    expect(readOnnxConstants(held)).toEqual(readOnnxConstants(bytes));
    expect(readOnnxMetadata(held)).toEqual(readOnnxMetadata(bytes));
  });

  it('answer or refuse with FormatError whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        attempt(() => readOnnxMetadata(noise));
        attempt(() => readOnnxConstants(noise));
      }),
    );
  });

  it('answer or refuse when a file is damaged', () => {
    const place = fc.nat(bytes.length - 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 8 }), place, (changes, cut) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        for (const file of [damaged, damaged.subarray(0, cut)]) {
          attempt(() => readOnnxMetadata(file));
          attempt(() => readOnnxConstants(file));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('name what is wrong', () => {
    expect(() => readOnnxMetadata(bytes.subarray(0, bytes.length - 3))).toThrow(/cut off or damaged/);
    expect(() => readOnnxMetadata(Uint8Array.of(0x08, 8, 0x0b))).toThrow(/wire type 3/);
    const text = new TextEncoder().encode('{"a": 1}');
    expect(() => readOnnxMetadata(text)).toThrow(/does not begin as an ONNX model does/);
    expect(() => readOnnxMetadata(text)).toThrow(FormatError);
    expect(() => readOnnxConstants(Uint8Array.of(0x3a, 4, 0x2a, 2, 0x10, 1))).toThrow(
      "Tensor '' must have 1 values of float32 for shape [], which are 4 bytes; it has 0",
    );
  });
});
