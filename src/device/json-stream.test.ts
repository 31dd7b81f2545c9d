import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '#base';
import { type JsonPiece, JsonStream } from './json-stream.ts';

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function pushed(bytes: Uint8Array, cuts: readonly number[] = [], options = {}): JsonPiece[] {
  const stream = new JsonStream(options);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).flatMap((end, i) => stream.push(bytes.slice(places[i], end)));
}

const text = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', 'ä', '😀', '\n', 'x', ',') });
const document = fc.oneof(
  fc.dictionary(text, fc.oneof(text, fc.integer(), fc.jsonValue({ maxDepth: 2 }))),
  fc.array(fc.oneof(text, fc.integer(), fc.jsonValue({ maxDepth: 2 }))),
);
const cutting = fc.array(fc.nat(), { maxLength: 30 });

describe('JsonStream', () => {
  it('finds the documents of any cutting', () => {
    const between = fc.constantFrom('', ' ', '\n', '\r\n\t');
    fc.assert(
      fc.property(fc.array(fc.tuple(document, between), { maxLength: 6 }), cutting, (documents, cuts) => {
        const all = bytesOf(documents.map(([value, space]) => JSON.stringify(value) + space).join(''));
        const values = documents.map(([value]) => ({ kind: 'document', value: JSON.parse(JSON.stringify(value)) }));
        expect(pushed(all, cuts)).toEqual(values);
        expect(
          [...all].flatMap(
            (
              (stream) => (byte: number) =>
                stream.push(Uint8Array.of(byte))
            )(new JsonStream()),
          ),
        ).toEqual(values);
      }),
      { numRuns: 300 },
    );
  });

  it('says whether it is within a document', () => {
    const stream = new JsonStream();
    stream.push(bytesOf('{"a":"}'));
    expect(stream.isWithin).toBe(true);
    stream.push(bytesOf('"}'));
    expect(stream.isWithin).toBe(false);
  });

  it('tells garbage and goes on', () => {
    const [first, second, third] = pushed(bytesOf('OK then {"a":1}{oops}[2]'));
    expect(first).toEqual({ kind: 'garbage', text: 'OK then' });
    expect(second).toEqual({ kind: 'document', value: { a: 1 } });
    expect(third).toEqual({ kind: 'garbage', text: '{oops}' });
    expect(pushed(bytesOf('OK then {"a":1}{oops}[2]')).at(-1)).toEqual({ kind: 'document', value: [2] });
  });

  it('never throws on noise below its limit, and gives no document that was not there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), cutting, (noise, cuts) => {
        for (const piece of pushed(noise, cuts)) expect(['document', 'garbage']).toContain(piece.kind);
      }),
    );
  });

  it('refuses a document that does not end', () => {
    const long = bytesOf(`{"a":"${'x'.repeat(100)}`);
    expect(() => pushed(long, [20, 40, 60], { mostBytes: 50 })).toThrow(DeviceError);
    expect(() => pushed(bytesOf(`[${'1,'.repeat(40)}1]`), [], { mostBytes: 50 })).toThrow(/within 50 bytes/);
    expect(pushed(bytesOf(`[${'1,'.repeat(20)}1]`), [], { mostBytes: 50 })).toHaveLength(1);
  });
});
