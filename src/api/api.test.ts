import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiPath, openApiDocument, packFloats, type Route, routes, unpackFloats } from './index.ts';

const table = Object.entries<Route>(routes);

describe('routes', () => {
  it('stand once each, and name every parameter of their path', () => {
    const places = table.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(places).size).toBe(places.length);
    for (const [id, { path, params }] of table) {
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(params?.shape ?? {}), id).toEqual(named);
    }
  });

  it('change nothing by GET', () => {
    for (const [id, { method, body, isUpload }] of table) {
      if (method === 'GET') expect(body ?? isUpload, id).toBeUndefined();
    }
  });

  it('take no path: what stands in an address is an id or a code', () => {
    for (const [id, { params }] of table) {
      for (const [name, field] of Object.entries(params?.shape ?? {})) {
        for (const bad of ['..', '../x', 'a/b', 'a\\b', '%2e%2e', '.', '', 'a\0b']) {
          expect(
            (field as { safeParse(x: unknown): { success: boolean } }).safeParse(bad).success,
            `${id}.${name}`,
          ).toBe(false);
        }
      }
    }
  });

  it('make an address', () => {
    expect(apiPath('sessionsOf', { params: { subject: 'S07' } })).toBe('/api/people/S07/sessions');
    expect(
      apiPath('stretch', { params: { recording: 'a1' }, query: { channel: 'A 1', fromS: 2, toS: undefined } }),
    ).toBe('/api/recordings/a1/signal?channel=A%201&fromS=2');
  });
});

describe('openApiDocument', () => {
  const document = openApiDocument({ version: '1.2.3' });
  it('holds every route with what it takes and answers', () => {
    const paths = document.paths as Record<string, Record<string, { operationId: string; responses: object }>>;
    const told = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(told.sort()).toEqual(Object.keys(routes).sort());
    expect(JSON.stringify(document)).not.toMatch(/"\$ref":"(?!#)/);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });
});

describe('packFloats', () => {
  it('gives back what it was given', () => {
    const heads = fc.record({ kind: fc.string(), n: fc.integer() });
    const arrays = fc.array(fc.float32Array({ maxLength: 20 }), { maxLength: 5 });
    fc.assert(
      fc.property(heads, arrays, fc.integer({ min: 0, max: 3 }), (head, given, shift) => {
        const bytes = packFloats(head, given);
        const moved = new Uint8Array(bytes.length + shift);
        moved.set(bytes, shift);
        const read = unpackFloats(moved.subarray(shift));
        expect(read.head).toEqual(head);
        expect(read.arrays.map((one) => [...one])).toEqual(given.map((one) => [...one]));
      }),
    );
  });

  it.each([0, 3, 6, 30])('refuses what is cut off after %i bytes', (n) => {
    const bytes = packFloats({ kind: 'signal' }, [new Float32Array(9)]);
    expect(() => unpackFloats(bytes.slice(0, n))).toThrow(/no packed numbers/);
  });
});
