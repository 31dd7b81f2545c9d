import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, canonicalJson, digestOf, type Json, sha256Hex } from './index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The same value with the keys of every object in the opposite order. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as { [key: string]: Json });
  return Object.fromEntries(entries.reverse().map(([key, item]) => [key, turned(item)]));
}

describe('sha256Hex', () => {
  // Vectors of NIST, FIPS 180-4 examples.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('of "%.20s"', (text, digest) => {
    expect(sha256Hex(bytes(text))).toBe(digest);
  });
});

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves undefined fields out', () => {
    expect(canonicalJson({ b: { z: 1, a: [{ y: null, x: 'ü"' }] }, a: undefined, A: -0, 10: true, 9: 1.5e-7 })).toBe(
      '{"10":true,"9":1.5e-7,"A":0,"b":{"a":[{"x":"ü\\"","y":null}],"z":1}}',
    );
  });

  it('is JSON of the same value, whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }), (value) => {
        const json = value as Json;
        const text = canonicalJson(json);
        expect(text).toBe(canonicalJson(turned(json)));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s, which JSON would take for null', (value) => {
    expect(() => canonicalJson({ deep: [value] })).toThrow(ArgumentError);
  });
});

describe('digestOf', () => {
  it('is the digest of the canonical text', () => {
    expect(digestOf({ b: 1, a: 2 })).toBe(sha256Hex(bytes('{"a":2,"b":1}')));
    expect(digestOf({ a: 1, b: undefined })).toBe(digestOf({ a: 1 }));
  });

  it('tells different values apart', () => {
    const values: Json[] = [null, 0, '0', false, '', [], {}, [0], ['0'], [[0]], { a: 0 }, { a: null }, [null]];
    expect(new Set(values.map(digestOf)).size).toBe(values.length);
  });
});
