import { describe, expect, it } from 'vitest';
import { readStoredWeights, writeSafetensors } from './index.ts';
import { type ProtoWriter, protoBytes, protoWriter } from './protobuf.ts';

const types = { float32: 1, int8: 3, int64: 7, float16: 10, float64: 11, bfloat16: 16 } as const;
const bytesOf = (data: { readonly buffer: ArrayBufferLike }): Uint8Array => new Uint8Array(data.buffer);

/** A tensor with some fields of the format. */
function tensorOf(
  name: string,
  shape: readonly number[],
  type: keyof typeof types,
  fill: (t: ProtoWriter) => void,
): ProtoWriter {
  const tensor = protoWriter();
  for (const size of shape) tensor.int(1, size);
  tensor.int(2, types[type]);
  tensor.text(8, name);
  fill(tensor);
  return tensor;
}

function fileOf(...tensors: readonly ProtoWriter[]): Uint8Array {
  const [model, graph] = [protoWriter(), protoWriter()];
  for (const tensor of tensors) graph.message(5, tensor);
  model.int(1, 8);
  model.message(7, graph);
  return protoBytes(model);
}

const weight = (type: keyof typeof types, fill: (t: ProtoWriter) => void) =>
  readStoredWeights(fileOf(tensorOf('fc.weight', [2, 2], type, fill)))['fc.weight'];
const values = [1, -0.5, 1024, 2 ** -14];
const halves = Uint16Array.of(0x3c00, 0xb800, 0x6400, 0x0400);
const bfloats = Uint16Array.of(0x3f80, 0xbf00, 0x4480, 0x3880);

/** Whole numbers below 65536 as packed varints. */
const packed = (words: Uint16Array): Uint8Array =>
  Uint8Array.from(
    [...words].flatMap((word) => {
      if (word < 128) return [word];
      return word < 16384
        ? [(word & 127) | 128, word >> 7]
        : [(word & 127) | 128, ((word >> 7) & 127) | 128, word >> 14];
    }),
  );

describe('initialisers of an ONNX file', () => {
  it.each<[string, keyof typeof types, (t: ProtoWriter) => void]>([
    ['float32, raw', 'float32', (t) => t.bytes(9, bytesOf(Float32Array.from(values)))],
    ['float32, packed', 'float32', (t) => t.bytes(4, bytesOf(Float32Array.from(values)))],
    [
      'float32, one by one',
      'float32',
      (t) => {
        for (const value of values) t.float(4, value);
      },
    ],
    ['float64, raw', 'float64', (t) => t.bytes(9, bytesOf(Float64Array.from(values)))],
    ['float64, packed', 'float64', (t) => t.bytes(10, bytesOf(Float64Array.from(values)))],
    ['float16, raw', 'float16', (t) => t.bytes(9, bytesOf(halves))],
    ['float16, as whole numbers', 'float16', (t) => t.bytes(5, packed(halves))],
    ['bfloat16, raw', 'bfloat16', (t) => t.bytes(9, bytesOf(bfloats))],
    ['bfloat16, as whole numbers', 'bfloat16', (t) => t.bytes(5, packed(bfloats))],
  ])('are read as float32 where they are %s', (_, type, fill) => {
    expect(weight(type, fill)).toEqual({ shape: [2, 2], data: Float32Array.from(values) });
  });

  it('leave out counters and indices, whatever their type', () => {
    const counter = tensorOf('bn1.num_batches_tracked', [], 'int64', (t) => t.int(7, 1234));
    const index = tensorOf('onnx::Gather_5', [2], 'int8', (t) => t.bytes(9, Uint8Array.of(1, 2)));
    const own = tensorOf('fc.bias', [1], 'float32', (t) => t.float(4, 3));
    expect(readStoredWeights(fileOf(counter, index, own))).toEqual({
      'fc.bias': { shape: [1], data: Float32Array.of(3) },
    });
  });

  it('are refused by name where a parameter is no float, here and in safetensors', () => {
    expect(() => weight('int8', (t) => t.bytes(9, Uint8Array.of(1, 2, 3, 4)))).toThrow(
      "Tensor 'fc.weight' must be float32, float64, float16 or bfloat16, the file has int8 — ONNX file.",
    );
    const safe = new TextDecoder('latin1').decode(
      writeSafetensors({ 'fc.weight': { shape: [1], data: Float32Array.of(1) } }),
    );
    const quantised = Uint8Array.from(safe.replace('"F32"', '"I32"'), (letter) => letter.charCodeAt(0));
    expect(() => readStoredWeights(quantised)).toThrow("Tensor 'fc.weight' must be float32");
  });

  it('are refused by name where their values lie in another file', () => {
    const entry = protoWriter();
    entry.text(1, 'location');
    entry.text(2, 'resnet.onnx.data');
    const outside = (t: ProtoWriter): void => {
      t.message(13, entry);
      t.int(14, 1);
    };
    expect(() => weight('float32', outside)).toThrow(
      "Tensor 'fc.weight' must hold its values in this file, but they lie in 'resnet.onnx.data'",
    );
  });

  it('are refused where shape and values disagree', () => {
    expect(() => weight('float64', (t) => t.bytes(9, bytesOf(Float32Array.from(values))))).toThrow(
      "Tensor 'fc.weight' must have 4 values of float64 for shape [2, 2], which are 32 bytes; it has 16",
    );
    expect(() => weight('float16', (t) => t.bytes(5, new Uint8Array(0)))).toThrow('it has 0');
  });
});
