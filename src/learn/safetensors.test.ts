import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, FormatError } from '#base';
import { readSafetensors, writeSafetensors } from './index.ts';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<
    Record<
      string,
      { readonly dtype: string; readonly shape: readonly number[]; readonly values: readonly (number | string)[] }
    >
  >;
}

const golden: { cases: readonly Case[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../golden/networks/safetensors.json'), 'utf8'),
);
const number = (value: number | string): number =>
  typeof value === 'number' ? value : Number(value.replace('inf', 'Infinity'));
const bytesOf = ({ file }: Case): Uint8Array => new Uint8Array(Buffer.from(file, 'base64'));

/** A file with this header, in text or as a value, and n bytes after it. */
function fileOf(header: unknown, n = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + n);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (start: number, end: number, more: object = {}) => ({
  dtype: 'F32',
  shape: [(end - start) / 4],
  data_offsets: [start, end],
  ...more,
});

describe('readSafetensors', () => {
  it.each(golden.cases)("reads what Python's safetensors writes: $name", (c) => {
    const { weights, metadata, others } = readSafetensors(bytesOf(c));
    const floats = Object.entries(c.tensors).filter(([, { dtype }]) => dtype.includes('float'));
    expect(Object.keys(weights).sort()).toEqual(floats.map(([name]) => name).sort());
    for (const [name, { shape, values }] of floats) {
      expect(weights[name]?.shape).toEqual(shape);
      expect([...(weights[name]?.data ?? [])]).toEqual(values.map((value) => Math.fround(number(value))));
    }
    expect(metadata).toEqual(c.metadata);
    expect(others).toEqual(c.name.startsWith('every') ? { 'bn.num_batches_tracked': 'I64', mask: 'BOOL' } : {});
  });

  it('reads a file that stands anywhere in a larger buffer', () => {
    const bytes = bytesOf(golden.cases[0] as Case);
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(readSafetensors(larger.subarray(3))).toEqual(readSafetensors(bytes));
  });

  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(0), 'The file has 0 bytes, too few for a header'],
    [
      'a length beyond the file',
      fileOf('{}').subarray(0, 9),
      'The header claims 2 bytes, where at most 1 are possible',
    ],
    [
      'a length of 64 bits',
      new Uint8Array(16).fill(255),
      'The header claims 18446744073709551615 bytes, where at most 8 are possible',
    ],
    ['text', new TextEncoder().encode('this is no tensor file'), 'The header claims'],
    ['a header that is no JSON', fileOf('{"a":'), 'The header is not JSON'],
    ['a header that is not UTF-8', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 255), 'The header is not JSON'],
    ['a header that is a list', fileOf([]), 'The header is not a JSON object'],
    [
      'a name twice',
      fileOf(
        '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
        4,
      ),
      "The header names 'a' twice",
    ],
    [
      'a field twice',
      fileOf('{"a":{"dtype":"F32","dtype":"F16","shape":[1],"data_offsets":[0,2]}}', 2),
      "names 'dtype' twice",
    ],
    [
      'an unknown dtype',
      fileOf({ a: entry(0, 4, { dtype: 'F12' }) }, 4),
      `Tensor 'a' has dtype "F12", not one of BOOL,`,
    ],
    [
      'a dtype of every object',
      fileOf({ a: entry(0, 4, { dtype: 'toString' }) }, 4),
      `Tensor 'a' has dtype "toString"`,
    ],
    [
      'a dtype that is not the data’s',
      fileOf({ a: entry(0, 4, { dtype: 'F16' }) }, 4),
      'dtype F16 and shape [1] has 4 bytes',
    ],
    ['no entry', fileOf({ a: null }), "Tensor 'a' has dtype undefined"],
    ['half a size', fileOf({ a: entry(0, 4, { shape: [0.5, 2] }) }, 4), "Tensor 'a' has no shape of whole numbers"],
    ['a negative size', fileOf({ a: entry(0, 4, { shape: [-1, -1] }) }, 4), "Tensor 'a' has no shape of whole numbers"],
    ['an enormous shape', fileOf({ a: entry(0, 4, { shape: [2 ** 40, 2 ** 40] }) }, 4), 'has 4 bytes'],
    ['one offset', fileOf({ a: entry(0, 4, { data_offsets: [0] }) }, 4), "Tensor 'a' has no data_offsets"],
    ['offsets that run backwards', fileOf({ a: entry(0, 4, { data_offsets: [4, 0] }) }, 4), 'has -4 bytes'],
    ['an offset out of range', fileOf({ a: entry(0, 8) }, 4), 'The tensors take 8 bytes, the file has 4 for them'],
    [
      'an overlap',
      fileOf({ a: entry(0, 8), b: entry(4, 12) }, 12),
      "Tensor 'b' starts at byte 4, inside the tensor before it",
    ],
    ['the same bytes twice', fileOf({ a: entry(0, 4), b: entry(0, 4) }, 4), "Tensor 'b' starts at byte 0, inside"],
    ['a gap', fileOf({ a: entry(0, 4), b: entry(8, 12) }, 12), "Bytes 4 to 8, before tensor 'b', belong to no tensor"],
    ['bytes after the last tensor', fileOf({ a: entry(0, 4) }, 5), 'The tensors take 4 bytes, the file has 5 for them'],
    ['metadata that is no text', fileOf({ __metadata__: { a: 1 } }), '__metadata__ must hold texts'],
    ['metadata that is a list', fileOf({ __metadata__: ['a'] }), '__metadata__ must hold texts'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(FormatError);
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  it('gives tensors or a FormatError for any bytes', () => {
    const whole = bytesOf(golden.cases[1] as Case);
    const changed = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(
        fc.oneof(
          changed,
          fc.nat(whole.length).map((n) => whole.slice(0, n)),
          fc.uint8Array(),
        ),
        (bytes) => {
          try {
            readSafetensors(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(FormatError);
          }
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('keeps a tensor with the name of a property of every object', () => {
    const { weights } = readSafetensors(fileOf('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4));
    expect(Object.keys(weights)).toEqual(['__proto__']);
  });
});

describe('writeSafetensors', () => {
  it.each(golden.cases.filter(({ name }) => !name.startsWith('every')))("writes Python's bytes: $name", (c) => {
    const bytes = bytesOf(c);
    expect(writeSafetensors(readSafetensors(bytes).weights, c.metadata)).toEqual(bytes);
  });

  it('refuses what the format has no place for', () => {
    const one = { shape: [1], data: new Float32Array(1) };
    expect(() => writeSafetensors({ __metadata__: one })).toThrow(ArgumentError);
    expect(() => writeSafetensors({ a: { ...one, shape: [2] } })).toThrow(
      "'a' must have 2 values for shape [2], got 1",
    );
  });
});
