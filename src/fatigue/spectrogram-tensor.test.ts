import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colouredNoise, contractionOf, refusal } from './check-contractions.ts';
import { spectrogramRateHz, spectrogramTensors } from './index.ts';

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

  it('is the same for a recording at twice the rate', () => {
    // Every second sample of slow waves is the same recording at 1000 Hz.
    const wave = (fs: number) =>
      Float64Array.from({ length: 4 * fs }, (_, i) =>
        [37, 88, 151, 260].reduce((sum, hz) => sum + Math.sin((2 * Math.PI * hz * i) / fs + hz), 0),
      );
    const [slow, fast] = [1000, 2000].map((fs) => contractionOf(wave(fs), fs));
    const [a, b] = [slow, fast].map((contraction) => spectrogramTensors(contraction, contraction).hold);
    expect(b.nFrames).toBe(a.nFrames);
    expect([...b.timesS]).toEqual([...a.timesS]);
    // Away from the ends, where resampling takes the signal for 0 outside, and where there is power.
    for (let band = 0; band < 25; band++) {
      for (let frame = 2; frame < a.nFrames - 2; frame++) {
        const i = band * a.nFrames + frame;
        if (a.db[i] > -20) expect(Math.abs(b.db[i] - a.db[i])).toBeLessThan(0.3);
      }
    }
  });

  it('stays finite where nothing is', () => {
    const { mvc } = spectrogramTensors(contractionOf(holdSamples), contractionOf(new Float64Array(4000)));
    expect(mvc.db.every((db) => db === -120)).toBe(true);
  });

  it('refuses slower recordings, a silent hold and bands that do not exist', () => {
    const [hold, mvc] = [contractionOf(holdSamples), contractionOf(mvcSamples)];
    const slow = contractionOf(holdSamples, 500);
    expect(spectrogramRateHz).toBe(1000);
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
