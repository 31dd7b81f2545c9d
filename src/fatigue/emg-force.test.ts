import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { refusal } from '../base/check-refusal.ts';
import {
  type EmgForceModel,
  type EmgForcePoints,
  type ForceForm,
  fitEmgForce,
  fitFatigueExponent,
  forceFromEmg,
} from './index.ts';

const forms: readonly ForceForm[] = ['linear', 'quadratic', 'power'];
const grid = Float64Array.from({ length: 151 }, (_, i) => i / 100);

function points(envelope: readonly number[] | Float64Array, force: (e: number, i: number) => number): EmgForcePoints {
  const e = Float64Array.from(envelope);
  return { envelope: e, force: Float64Array.from(e, force), mdfRatio: new Float64Array(e.length).fill(1) };
}

const at = (model: EmgForceModel, envelope: Float64Array) =>
  forceFromEmg(model, { envelope, mdfRatio: new Float64Array(envelope.length).fill(1) });

const model = (form: ForceForm, ...coefficients: number[]): EmgForceModel => ({
  form,
  coefficients,
  fatigueExponent: 0,
});

describe('fitEmgForce', () => {
  it.each([
    model('linear', 90),
    model('quadratic', 150, 40),
    model('quadratic', 30, 180),
    model('quadratic', 0, 120),
    model('power', 100, 0.7),
    model('power', 80, 1.6),
  ])('finds again what made the points: %j', (truth) => {
    const fitted = fitEmgForce([points(grid, (e) => at(truth, Float64Array.of(e))[0])], { form: truth.form });
    fitted.coefficients.forEach((value, i) => {
      expect(value).toBeCloseTo(truth.coefficients[i], 3);
    });
  });

  it('never falls, goes through 0 and has no kink, whatever the points', () => {
    const someForces = fc.array(fc.double({ min: -50, max: 150, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(someForces, fc.nat({ max: 1e6 }), fc.constantFrom(...forms), (forces, seed, form) => {
        const random = seededRandom(seed);
        const set = points(
          forces.map(() => 1.3 * random.uniform()),
          (_, i) => forces[i],
        );
        const course = at(fitEmgForce([set], { form }), grid);
        expect(course[0]).toBeCloseTo(0, 12);
        for (let i = 1; i < course.length; i++) expect(course[i]).toBeGreaterThanOrEqual(course[i - 1] - 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('goes from the own relation to the prior as the weight grows', () => {
    const own = points([0.25, 0.5, 1], (e) => 100 * e ** 1.5);
    for (const form of forms) {
      const prior = fitEmgForce([points(grid, (e) => 100 * e ** 0.6)], { form });
      const free = fitEmgForce([own], { form }).coefficients;
      const drawn = (priorWeight: number) => fitEmgForce([own], { prior, priorWeight }).coefficients;
      drawn(0).forEach((value, i) => {
        expect(value).toBeCloseTo(free[i], 9);
      });
      drawn(1e7).forEach((value, i) => {
        expect(value).toBeCloseTo(prior.coefficients[i], 2);
      });
      // In the measure of the penalty, where a step of b counts as 50 %: there a larger weight never moves away.
      const step = (i: number) => (form === 'power' && i === 1 ? 50 : 1);
      const distance = (coefficients: readonly number[]) =>
        Math.hypot(...coefficients.map((value, i) => step(i) * (value - prior.coefficients[i])));
      expect(distance(drawn(0.3))).toBeLessThan(distance(drawn(0.01)));
    }
  });

  it('counts every person the same, however long they were measured', () => {
    const weak = points([0.5, 1], (e) => 60 * e);
    const strong = points([0.5, 1], (e) => 100 * e);
    const long = points([...Array(50).fill([0.5, 1])].flat(), (e) => 100 * e);
    const [a] = fitEmgForce([weak, strong], { form: 'linear' }).coefficients;
    const [b] = fitEmgForce([weak, long], { form: 'linear' }).coefficients;
    expect(a).toBeCloseTo(80, 9);
    expect(b).toBeCloseTo(80, 9);
  });

  it('refuses nothing, other numbers and a prior of another form', () => {
    expect(refusal(() => fitEmgForce([]))).toContain('got 0 with');
    expect(refusal(() => fitEmgForce([points([], () => 0)]))).toContain('got 1 with 0/0');
    expect(refusal(() => fitEmgForce([points([1], () => Number.NaN)]))).toContain('finite points');
    expect(refusal(() => fitEmgForce([points([1], () => 1)], { form: 'cubic' as 'power' }))).toContain("got 'cubic'");
    const prior = model('linear', 90);
    expect(refusal(() => fitEmgForce([points([1], () => 1)], { form: 'power', prior }))).toContain('got linear with');
    expect(refusal(() => fitEmgForce([points([1], () => 1)], { prior, priorWeight: -1 }))).toContain('with -1');
  });
});

describe('forceFromEmg', () => {
  it('by hand', () => {
    // p = 150, q = 50: 150 (0.5 − 0.125) + 50 · 0.125 = 62.5; at 1: 75 + 25; at 1.5: 100 + 0.5 · 50.
    expect([...at(model('quadratic', 150, 50), Float64Array.of(0, 0.5, 1, 1.5))]).toEqual([0, 62.5, 100, 125]);
    const tired = { ...model('linear', 100), fatigueExponent: 2 };
    const force = forceFromEmg(tired, { envelope: Float64Array.of(0.6, 0.6), mdfRatio: Float64Array.of(1, 0.8) });
    expect(force[0]).toBeCloseTo(60, 12);
    expect(force[1]).toBeCloseTo(38.4, 12);
  });

  it('refuses ratios that are none', () => {
    const of = (mdfRatio: Float64Array) =>
      refusal(() => forceFromEmg(model('linear', 1), { envelope: Float64Array.of(1), mdfRatio }));
    expect(of(Float64Array.of(0))).toContain('every ratio above 0');
    expect(of(Float64Array.of(1, 1))).toContain('got 1 and 2');
  });
});

describe('fitFatigueExponent', () => {
  /** A hold at 40 %: the envelope rises as the MDF falls, so that c restores the force exactly. */
  const tiring = (c: number): EmgForcePoints => {
    const mdfRatio = Float64Array.from({ length: 40 }, (_, i) => 1 - 0.006 * i);
    return {
      mdfRatio,
      force: new Float64Array(40).fill(40),
      envelope: mdfRatio.map((ratio) => 0.4 * ratio ** -c),
    };
  };

  it('finds the exponent, of one and of several people', () => {
    const rested = model('linear', 100);
    for (const c of [0, 0.8, 1.7, 3.2]) {
      expect(fitFatigueExponent([{ model: rested, tiring: tiring(c) }])).toBeCloseTo(c, 3);
    }
    const two = [1, 2].map((c) => ({ model: rested, tiring: tiring(c) }));
    const between = fitFatigueExponent(two);
    expect(between).toBeGreaterThan(1.2);
    expect(between).toBeLessThan(1.8);
  });

  it('is never below 0', () => {
    expect(fitFatigueExponent([{ model: model('linear', 100), tiring: tiring(-1) }])).toBeCloseTo(0, 4);
  });
});
