import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { bandLimits, isSpectrogramRate, spectrogramRateHz, spectrogramRecipe, spectrogramTensors } from './index.ts';

const [holdSamples, mvcSamples] = [colouredNoise(5000, 1), colouredNoise(4000, 2)];
const tensorsAt = (gain: number, mvcGain = gain) =>
  spectrogramTensors(
    contractionOf(holdSamples.map((value) => value * gain)),
    contractionOf(mvcSamples.map((value) => value * mvcGain)),
  );
const usual = tensorsAt(1);

describe('spectrogramTensors', () => {
  it('has 25 bands, and a frame for each full window', () => {
    const { hold, mvc } = usual;
    for (const [tensor, n] of [
      [hold, 4000],
      [mvc, 3000],
    ] as const) {
      expect(tensor.nBands).toBe(25);
      expect(tensor.nFrames).toBe(Math.floor((n - 256) / 64) + 1);
      expect(tensor.db.length).toBe(tensor.nBands * tensor.nFrames);
      expect(tensor.freqsHz.length).toBe(25);
      expect(tensor.timesS.length).toBe(tensor.nFrames);
    }
    // Middle of the first frame: 0.5 s margin and half a window.
    expect(hold.timesS[0]).toBeCloseTo(0.628, 12);
    expect(hold.timesS[1] - hold.timesS[0]).toBeCloseTo(0.064, 12);
    expect(hold.freqsHz[0]).toBeGreaterThan(20);
    expect(hold.freqsHz[24]).toBeLessThan(450);
  });

  it('does not change with the gain', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gain) => {
        const loud = tensorsAt(gain);
        for (const kind of ['hold', 'mvc'] as const) {
          const worst = loud[kind].db.reduce((most, db, i) => Math.max(most, Math.abs(db - usual[kind].db[i])), 0);
          expect(worst).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 10 },
    );
    // A power of two is not even rounded.
    expect(tensorsAt(4)).toEqual(usual);
  });

  it('shows a squeeze of twice the hold 6 dB higher', () => {
    const loud = tensorsAt(1, 2).mvc.db;
    loud.forEach((db, i) => {
      expect(db - usual.mvc.db[i]).toBeCloseTo(20 * Math.log10(2), 3);
    });
  });

  it('puts a mean power of the hold of 1 at 0 dB', () => {
    const { db } = spectrogramTensors(contractionOf(holdSamples), contractionOf(mvcSamples), { nBands: 111 }).hold;
    const meanPower = db.reduce((sum, value) => sum + 10 ** (value / 10), 0) / db.length;
    expect(meanPower).toBeCloseTo(1, 6);
  });

  it('finds a tone in its band', () => {
    const tone = Float64Array.from({ length: 4000 }, (_, i) => Math.sin((2 * Math.PI * 203 * i) / 1000));
    const { mvc } = spectrogramTensors(contractionOf(holdSamples), contractionOf(tone));
    const levels = Array.from({ length: 25 }, (_, band) => mvc.db[band * mvc.nFrames]);
    const loudest = levels.indexOf(Math.max(...levels));
    expect(Math.abs(mvc.freqsHz[loudest] - 203)).toBeLessThan(11);
  });

  // Rates as devices state them: of a clock that was measured, or of a divider that gives no simple ratio.
  it.each([999.5, 999.97, 1000.3, 1017.252604, 1259.259, 2000, 2148.1481])('is the same at %d Hz', (fs) => {
    // Samples of the same slow waves.
    const wave = (rateHz: number) =>
      Float64Array.from({ length: 4 * rateHz + 1 }, (_, i) =>
        [37, 88, 151, 260].reduce((sum, hz) => sum + Math.sin((2 * Math.PI * hz * i) / rateHz + hz), 0),
      );
    const [usualRate, other] = [1000, fs].map((rateHz) => contractionOf(wave(rateHz), rateHz));
    const [a, b] = [usualRate, other].map((contraction) => spectrogramTensors(contraction, contraction).hold);
    expect(Math.abs(b.nFrames - a.nFrames)).toBeLessThanOrEqual(1);
    for (let frame = 0; frame < Math.min(a.nFrames, b.nFrames); frame++) {
      expect(Math.abs(b.timesS[frame] - a.timesS[frame])).toBeLessThan(0.005);
    }
    // Away from the ends, where resampling takes the signal for 0 outside, and where there is power.
    for (let band = 0; band < 25; band++) {
      for (let frame = 2; frame < a.nFrames - 3; frame++) {
        const [one, two] = [a, b].map(({ db, nFrames }) => db[band * nFrames + frame]);
        if (one > -20) expect(Math.abs(two - one)).toBeLessThan(0.3);
      }
    }
  });

  it('stays finite where nothing is', () => {
    const { mvc } = spectrogramTensors(contractionOf(holdSamples), contractionOf(new Float64Array(4000)));
    expect(mvc.db.every((db) => db === -120)).toBe(true);
  });

  it('says how it is made, in plain data', () => {
    expect(JSON.parse(JSON.stringify(spectrogramRecipe))).toEqual(spectrogramRecipe);
    expect(spectrogramRecipe).toMatchInlineSnapshot(`
      {
        "contraction": {
          "filter": {
            "bandHz": [
              20,
              450,
            ],
            "kind": "butterworth",
            "order": 4,
            "type": "bandpass",
            "zeroPhase": true,
          },
          "marginS": 0.5,
          "order": [
            "cut the segment out",
            "remove its mean",
            "filter",
            "drop the margins",
          ],
          "unit": "mV (counts by the transfer function of the sensor)",
        },
        "floor": 1e-12,
        "rateHz": 1000,
        "rateTolerance": 0.001,
        "rectified": false,
        "stft": {
          "detrend": "constant",
          "edges": "whole windows only",
          "firstBin": 5,
          "hopSamples": 64,
          "lastBin": 115,
          "window": "hann",
          "windowSamples": 256,
        },
        "value": "10 · log10(mean power of the band / mean power of the hold over all its frames and bins + floor), in dB",
      }
    `);
    const { firstBin, lastBin, windowSamples } = spectrogramRecipe.stft;
    const binHz = spectrogramRecipe.rateHz / windowSamples;
    expect([firstBin, lastBin]).toEqual([Math.round(20 / binHz), Math.round(450 / binHz)]);
    const limits = bandLimits(25);
    expect([limits.length, limits[0], limits[25]]).toEqual([26, 0, lastBin - firstBin + 1]);
    // The middle of the first band lies between its first and its last bin.
    expect(usual.hold.freqsHz[0] / binHz).toBeCloseTo(firstBin + (limits[1] - 1) / 2, 12);
  });

  it('refuses slower recordings, a silent hold and bands that do not exist', () => {
    const [hold, mvc] = [contractionOf(holdSamples), contractionOf(mvcSamples)];
    const slow = contractionOf(holdSamples, 500);
    expect(spectrogramRateHz).toBe(1000);
    expect([998.9, 999, 999.97, 1000, 4000, Number.NaN].map(isSpectrogramRate)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    for (const [a, b] of [
      [slow, mvc],
      [hold, slow],
    ] as const) {
      expect(refusal(() => spectrogramTensors(a, b))).toBe(
        'Spectrograms need 1000 Hz or more, got 500 Hz — in spectrogramTensors. Record at 1000 Hz: the bands up to 450 Hz do not exist in slower recordings.',
      );
    }
    expect(refusal(() => spectrogramTensors(contractionOf(new Float64Array(4000)), mvc))).toContain('silent');
    for (const nBands of [0, 2.5, 112, Number.NaN]) {
      expect(refusal(() => spectrogramTensors(hold, mvc, { nBands }))).toContain(
        `got ${nBands} — in spectrogramTensors`,
      );
    }
  });
});
