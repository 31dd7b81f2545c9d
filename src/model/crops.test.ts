import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '#base';
import type { SpectrogramTensor } from '#fatigue';
import { cropDurationS, cropsOf } from './crops.ts';

/** A tensor whose values tell band and frame: 1000 band + frame. */
function tensorOf(nBands: number, nFrames: number): SpectrogramTensor {
  return {
    db: Float32Array.from({ length: nBands * nFrames }, (_, i) => 1000 * Math.floor(i / nFrames) + (i % nFrames)),
    nBands,
    nFrames,
    freqsHz: new Float64Array(nBands),
    timesS: new Float64Array(nFrames),
  };
}

describe('cropsOf', () => {
  it('cuts along time only: every crop has all bands and frames that follow each other', () => {
    const sizes = fc.record({
      nBands: fc.integer({ min: 1, max: 6 }),
      nFrames: fc.integer({ min: 1, max: 12 }),
      more: fc.integer({ min: 0, max: 20 }),
      hopFrames: fc.integer({ min: 1, max: 15 }),
    });
    fc.assert(
      fc.property(sizes, ({ nBands, nFrames, more, hopFrames }) => {
        const crops = cropsOf(tensorOf(nBands, nFrames + more), { nFrames, hopFrames });
        expect(crops.length).toBe(Math.floor(more / hopFrames) + 1);
        crops.forEach((crop, i) => {
          const expected = Array.from({ length: nBands * nFrames }, (_, k) => {
            return 1000 * Math.floor(k / nFrames) + i * hopFrames + (k % nFrames);
          });
          expect([...crop]).toEqual(expected);
        });
      }),
    );
  });

  it('gives copies, not views', () => {
    const tensor = tensorOf(2, 5);
    cropsOf(tensor, { nFrames: 3, hopFrames: 1 })[0].fill(-1);
    expect(tensor.db).toEqual(tensorOf(2, 5).db);
  });

  it('refuses a contraction shorter than a crop, saying how long it has to be', () => {
    expect(() => cropsOf(tensorOf(25, 31), { nFrames: 32, hopFrames: 4 })).toThrow(
      expect.objectContaining({
        message: 'The contraction gives 31 spectrogram frames, 32 are needed — in cropsOf.',
        fix: 'Record a squeeze whose steady part lasts at least 2.2 s.',
      }),
    );
  });

  it('refuses steps that lead nowhere', () => {
    for (const options of [
      { nFrames: 3, hopFrames: 0 },
      { nFrames: 3, hopFrames: 0.5 },
      { nFrames: 0, hopFrames: 1 },
    ]) {
      expect(() => cropsOf(tensorOf(2, 5), options)).toThrow(ArgumentError);
    }
  });
});

describe('cropDurationS', () => {
  it('spans the windows of all frames', () => {
    expect([cropDurationS(1), cropDurationS(32)]).toEqual([0.256, 2.24]);
  });
});
