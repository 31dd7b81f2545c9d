import { describe, expect, it } from 'vitest';
import { colouredNoise, contractionOf, refusal } from './check-contractions.ts';
import { featureIds, featureVector } from './index.ts';

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
