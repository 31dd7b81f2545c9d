import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, FormatError, ModelError, seededRandom } from '#base';
import {
  exportInference,
  initialWeights,
  type Network,
  networkParameters,
  type PretrainedOptions,
  pretrainedWeights,
  readStoredWeights,
  type Weights,
  writeSafetensors,
} from './index.ts';
import { writeOnnx } from './onnx-writer.ts';

const networkOf = (channels: number, nClasses: number): Network => ({
  name: 'small',
  inputShape: [channels, 6, 7],
  nClasses,
  build(b, x) {
    const conv = b.conv('conv1', x, { filters: 2, kernel: 3, bias: false });
    return b.dense('fc', b.globalAveragePool(b.relu(b.batchNorm('bn1', conv))), nClasses);
  },
});
const colour = networkOf(3, 5);
const stored = initialWeights(networkParameters(colour), seededRandom(9));
const without = (name: string): Weights => Object.fromEntries(Object.entries(stored).filter(([key]) => key !== name));
const tensor = (...shape: number[]) => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => i),
});
const load = (weights: Weights, options?: PretrainedOptions, network = colour): Weights =>
  pretrainedWeights(network, weights, seededRandom(1), options);

describe('readStoredWeights', () => {
  it('reads safetensors and ONNX by what they hold', () => {
    expect(readStoredWeights(writeSafetensors(stored))).toEqual(stored);
    const onnx = exportInference(colour, stored, { foldBatchNorm: false });
    expect(load(readStoredWeights(onnx))).toEqual(stored);
  });

  it('follows the copies by which PyTorch stores equal tensors once', () => {
    const { data } = tensor(2);
    const node = (type: string, from: string, to: string) => ({ type, inputs: [from], outputs: [to], attributes: {} });
    const bytes = writeOnnx({
      name: 'shared',
      nodes: [
        node('Identity', 'bn1.bias', 'bn2.bias'),
        node('Identity', 'x', 'y'),
        node('Relu', 'bn1.bias', 'bn3.bias'),
      ],
      constants: [{ name: 'bn1.bias', shape: [2], data }],
      inputs: [],
      outputs: [],
    });
    expect(readStoredWeights(bytes)).toEqual({ 'bn1.bias': { shape: [2], data }, 'bn2.bias': { shape: [2], data } });
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a zip, as PyTorch saves', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0x7b, 0)],
    ['text', new TextEncoder().encode('conv1.weight')],
    ['a cut ONNX file', exportInference(colour, stored).subarray(0, 99)],
  ])('refuses %s', (_, bytes) => {
    expect(() => readStoredWeights(bytes)).toThrow(FormatError);
  });
});

describe('readStoredWeights on any bytes', () => {
  it('gives tensors or a FormatError', () => {
    const bytes = exportInference(colour, stored, { foldBatchNorm: false });
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(changes, (list) => {
        const damaged = bytes.slice();
        for (const [at, value] of list) damaged[at] = value;
        try {
          readStoredWeights(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

describe('pretrainedWeights', () => {
  it('takes every tensor, and ignores what DataParallel and counters add', () => {
    const wrapped = Object.fromEntries(Object.entries(stored).map(([name, value]) => [`module.${name}`, value]));
    expect(load({ ...wrapped, 'module.bn1.num_batches_tracked': tensor() })).toEqual(stored);
  });

  it('lets layers start fresh, in the file or not, as the seed alone would', () => {
    const network = networkOf(3, 2);
    const fresh = initialWeights(networkParameters(network), seededRandom(1));
    const loaded = load({ ...stored, 'projection.0.bias': tensor(4) }, { except: ['fc', 'projection'] }, network);
    expect(loaded['fc.weight']).toEqual(fresh['fc.weight']);
    expect(loaded['fc.bias']).toEqual(fresh['fc.bias']);
    expect(loaded['conv1.weight']).toEqual(stored['conv1.weight']);
    expect(Object.keys(loaded).sort()).toEqual(Object.keys(fresh).sort());
  });

  it('sums the channels of a stem into one', () => {
    const loaded = load(
      { ...stored, 'conv1.weight': tensor(2, 3, 3, 3) },
      { sumChannelsOf: ['conv1'] },
      networkOf(1, 5),
    );
    expect(loaded['conv1.weight']?.shape).toEqual([2, 1, 3, 3]);
    // 0 + 9 + 18, 1 + 10 + 19, …; the second filter begins at 27.
    expect([...(loaded['conv1.weight']?.data ?? [])].slice(0, 10)).toEqual([27, 30, 33, 36, 39, 42, 45, 48, 51, 108]);
    expect(load(stored, { sumChannelsOf: ['conv1'] })).toEqual(stored);
  });

  it.each<[string, Weights, string]>([
    [
      'a missing tensor',
      without('bn1.running_var'),
      "The file has no tensor 'bn1.running_var', which small needs as [2]",
    ],
    [
      'another shape',
      { ...stored, 'fc.weight': tensor(1000, 2) },
      "Tensor 'fc.weight' must have the shape [5, 2] for small, the file has [1000, 2]",
    ],
    [
      'another order of axes',
      { ...stored, 'fc.weight': tensor(2, 5) },
      'the shape [5, 2] for small, the file has [2, 5]',
    ],
    [
      'a layer of another network',
      { ...stored, 'layer1.2.conv1.weight': tensor(1) },
      "The file holds 'layer1.2.conv1.weight' [1], for which small has no layer",
    ],
    [
      'a tensor twice',
      { ...stored, 'module.fc.bias': tensor(5) },
      "The file holds 'fc.bias' with and without 'module.'",
    ],
    [
      'a number that is none',
      { ...stored, 'fc.bias': { shape: [5], data: Float32Array.of(1, 2, Number.NaN, 4, 5) } },
      "Tensor 'fc.bias' holds NaN",
    ],
  ])('refuses %s', (_, weights, message) => {
    expect(() => load(weights)).toThrow(message);
    expect(() => load(weights)).toThrow(ModelError);
  });

  it('says how three channels become one', () => {
    const grey = () => load(stored, {}, networkOf(1, 5));
    expect(grey).toThrow("'conv1.weight' must have the shape [2, 1, 3, 3] for small, the file has [2, 3, 3, 3]");
    expect(grey).toThrow(
      expect.objectContaining({ fix: "Name 'conv1' in `sumChannelsOf` to sum its channels into one." }),
    );
  });

  it('refuses options that name no layer', () => {
    expect(() => load(stored, { except: ['head'] })).toThrow("except names 'head'");
    expect(() => load(stored, { sumChannelsOf: ['conv'] })).toThrow(ArgumentError);
  });

  it('says that a folded file lacks its batch normalisation', () => {
    expect(() => load(readStoredWeights(exportInference(colour, stored)))).toThrow("no tensor 'bn1.weight'");
  });
});
