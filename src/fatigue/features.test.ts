import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { featureIds, featureRecipe, featureVector } from './index.ts';

const [hold, mvc] = [colouredNoise(6000, 1), colouredNoise(4500, 2).map((value) => 2 * value)];
const vectorAt = (gain: number) =>
  featureVector(
    contractionOf(hold.map((value) => value * gain)),
    contractionOf(
      mvc.map((value) => value * gain),
      1000,
      'mvc',
    ),
  );

describe('featureVector', () => {
  it('gives one finite value for each id', () => {
    const features = vectorAt(1);
    expect(features.length).toBe(featureIds.length);
    expect(features.every(Number.isFinite)).toBe(true);
    expect(new Set(featureIds).size).toBe(featureIds.length);
  });

  it('moves with the gain only in plain logarithms of amplitude', () => {
    const [usual, loud] = [vectorAt(1), vectorAt(7)];
    featureIds.forEach((id, i) => {
      const expected = /^ln\([hm]\.(RMS|MAV|WL)\)$/.test(id) ? Math.log(7) : 0;
      expect(loud[i] - usual[i], id).toBeCloseTo(expected, 9);
    });
  });

  it('says how each is made, in plain data', () => {
    expect(JSON.parse(JSON.stringify(featureRecipe))).toEqual(featureRecipe);
    expect(featureRecipe.features).toMatchInlineSnapshot(`
      {
        "h.MDF_SLOPE": "median frequency, interpolated in the cumulative sum, of the PSD in the band (one Hann window per epoch, mean removed); epochs of 1 s every 0.5 s; 100 · least-squares slope / fitted value at the first epoch, in %/s",
        "h.MNF": "Σ f·P / Σ P over the Welch PSD (Hann 1.024 s, half overlap, mean removed) in the band, in Hz",
        "h.RMS_SLOPE": "RMS; epochs of 1 s every 0.5 s; 100 · least-squares slope / fitted value at the first epoch, in %/s",
        "h.log10(FInsm5)": "log10 of Σ P/f over Σ P·f⁵, over the Welch PSD (Hann 1.024 s, half overlap, mean removed) in the band",
        "ln(h.RMS)": "ln of the RMS in mV",
        "ln(m.RMS)": "ln of the RMS in mV",
        "ln(m.RMS/h.RMS)": "ln of the RMS of m over the RMS of h",
        "m.MNF": "as h.MNF",
      }
    `);
  });

  it('takes a rate that the clock misses by less than 0.1 %', () => {
    const features = featureVector(contractionOf(hold, 999.97), contractionOf(mvc, 999.97));
    vectorAt(1).forEach((value, i) => {
      expect(Math.abs(features[i] / value - 1), featureIds[i]).toBeLessThan(0.01);
    });
  });

  it('refuses a recording whose band is narrower', () => {
    const slow = contractionOf(colouredNoise(4000), 800);
    expect(refusal(() => featureVector(slow, contractionOf(mvc)))).toBe(
      'Features need the band up to 450 Hz, got it up to 360 Hz — in featureVector. Record at 1000 Hz or more: slower recordings do not hold these frequencies.',
    );
    expect(refusal(() => featureVector(contractionOf(hold), slow))).toContain('got it up to 360 Hz');
  });

  it('refuses silence', () => {
    expect(() => featureVector(contractionOf(new Float64Array(4000)), contractionOf(mvc))).toThrow('no power');
  });
});
