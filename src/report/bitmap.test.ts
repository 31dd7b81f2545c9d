import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, bitmapUri } from './bitmap.ts';
import { colourLevel, mapColours, nColours } from './colour-map.ts';

describe('base64', () => {
  it('is what Node writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });
});

describe('bitmapUri', () => {
  const bytes = Buffer.from(bitmapUri(Uint8Array.of(0, 1, 2, 61, 62, 63), 3, 2).split(',')[1], 'base64');

  it('is a BMP of its own length with one byte per pixel', () => {
    expect(bytes.toString('latin1', 0, 2)).toBe('BM');
    expect(bytes.readUInt32LE(2)).toBe(bytes.length);
    expect([bytes.readInt32LE(18), bytes.readInt32LE(22), bytes.readUInt16LE(28)]).toEqual([3, 2, 8]);
    expect(bytes.length).toBe(54 + 4 * nColours + 2 * 4);
  });

  it('holds the rows from the bottom, each filled up to four bytes', () => {
    expect([...bytes.subarray(bytes.readUInt32LE(10))]).toEqual([0, 1, 2, 0, 61, 62, 63, 0]);
  });
});

describe('the colour map', () => {
  it('grows lighter with every level', () => {
    const lightness = mapColours().map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b);
    expect(lightness.every((value, i) => i === 0 || value > lightness[i - 1])).toBe(true);
  });

  it('gives values outside its range the last colour', () => {
    expect([-99, -30, 15, 99].map((db) => colourLevel(db, [-30, 15]))).toEqual([0, 0, 63, 63]);
  });
});
