import { ArgumentError, requireOneOf } from '#base';
import { type EmgForceModel, type ForceForm, forceFromEmg, quadraticShapes } from './emg-force.ts';
import type { EmgForcePoints } from './emg-force-points.ts';
import { leastAt } from './line-search.ts';

const forms: readonly ForceForm[] = ['linear', 'quadratic', 'power'];

/** What a fit leans on. */
export interface EmgForceFitOptions {
  readonly form?: ForceForm;
  /** A population's relation of the same form, towards which the coefficients are drawn. */
  readonly prior?: EmgForceModel;
  /**
   * Weight λ of the prior against the mean squared error (both in %² of the maximum): `mean (F − F̂)² + λ Σ (θ − θ₀)²`.
   * @default 0.03
   */
  readonly priorWeight?: number;
}

/** One step of b counts as 50 % of the maximum beside a step of a: about what it does to F at half the envelope. */
const exponentScale = 50;
const exponentLimits = [0.2, 3] as const;

/** Mean over sets of the mean over each set's points: every person counts the same. */
function meanOver(sets: readonly EmgForcePoints[], value: (e: number, force: number) => number): number {
  let total = 0;
  for (const { envelope, force } of sets) {
    let sum = 0;
    for (let i = 0; i < envelope.length; i++) sum += value(envelope[i], force[i]);
    total += sum / envelope.length;
  }
  return total / sets.length;
}

/** The least squares factor of one shape, at least 0, drawn towards a prior. */
function factorOf(sets: readonly EmgForcePoints[], shape: (e: number) => number, prior: number, weight: number) {
  const square = meanOver(sets, (e) => shape(e) ** 2) + weight;
  const product = meanOver(sets, (e, force) => shape(e) * force) + weight * prior;
  return square > 0 ? Math.max(0, product / square) : 0;
}

/** Slopes at both ends, each at least 0: the best of the inner solution and the two edges. */
function fitQuadratic(sets: readonly EmgForcePoints[], [p0, q0]: readonly number[], weight: number): number[] {
  const moment = (f: (u: number, v: number, force: number) => number) =>
    meanOver(sets, (e, force) => f(...quadraticShapes(e), force));
  const uu = moment((u) => u * u) + weight;
  const vv = moment((_, v) => v * v) + weight;
  const uv = moment((u, v) => u * v);
  const uf = moment((u, _, force) => u * force) + weight * p0;
  const vf = moment((_, v, force) => v * force) + weight * q0;
  const determinant = uu * vv - uv * uv;
  if (determinant > 1e-12 * uu * vv) {
    const inner = [(vv * uf - uv * vf) / determinant, (uu * vf - uv * uf) / determinant];
    if (inner[0] >= 0 && inner[1] >= 0) return inner;
  }
  const cost = ([p, q]: readonly number[]) => p * p * uu + 2 * p * q * uv + q * q * vv - 2 * (p * uf + q * vf);
  const edges = [
    [uu > 0 ? Math.max(0, uf / uu) : 0, 0],
    [0, vv > 0 ? Math.max(0, vf / vv) : 0],
  ];
  return cost(edges[0]) <= cost(edges[1]) ? edges[0] : edges[1];
}

function fitPower(sets: readonly EmgForcePoints[], [a0, b0]: readonly number[], weight: number): number[] {
  const factor = (b: number) => factorOf(sets, (e) => e ** b, a0, weight);
  const cost = (b: number): number => {
    const a = factor(b);
    const penalty = (a - a0) ** 2 + (exponentScale * (b - b0)) ** 2;
    return meanOver(sets, (e, force) => (force - a * e ** b) ** 2) + weight * penalty;
  };
  const b = leastAt(cost, exponentLimits);
  return [factor(b), b];
}

function requireSets(sets: readonly EmgForcePoints[], where: string): void {
  const isPoints = ({ envelope, force }: EmgForcePoints) =>
    envelope.length > 0 && envelope.length === force.length && [...envelope, ...force].every(Number.isFinite);
  if (sets.length > 0 && sets.every(isPoints)) return;
  throw new ArgumentError(
    `sets must be at least one, each of finite points of envelope and force, got ${sets.length} with ${sets.map(({ envelope, force }) => `${envelope.length}/${force.length}`).join(', ')} — in ${where}.`,
    'Pass what emgForcePoints gives.',
  );
}

/**
 * Fits force to EMG by least squares, each set (person) with the same weight. One set is a person's own relation; many
 * are a population's, which then serves as the prior of a person with a few levels (ridge towards the prior).
 *
 * @throws ArgumentError for no points, points that are not finite, an unknown form or a prior of another form.
 * @example
 * const population = fitEmgForce(others); // the prior, from other people
 * const own = fitEmgForce([levelPoints([at25, at50, at100])], { prior: population });
 */
export function fitEmgForce(sets: readonly EmgForcePoints[], options: EmgForceFitOptions = {}): EmgForceModel {
  const { form = options.prior?.form ?? 'quadratic', prior, priorWeight = 0.03 } = options;
  requireOneOf('form', form, forms, 'fitEmgForce');
  requireSets(sets, 'fitEmgForce');
  if (!(priorWeight >= 0 && Number.isFinite(priorWeight)) || (prior && prior.form !== form)) {
    throw new ArgumentError(
      `The prior must be of the form ${form} with a weight of 0 or more, got ${prior?.form ?? 'none'} with ${priorWeight} — in fitEmgForce.`,
      'Fit the prior with the same form.',
    );
  }
  const weight = prior ? priorWeight : 0;
  const from = prior?.coefficients ?? [0, 0];
  const fitted = {
    linear: () => [factorOf(sets, (e) => e, from[0], weight)],
    quadratic: () => fitQuadratic(sets, from, weight),
    power: () => fitPower(sets, from, weight),
  };
  return { form, coefficients: fitted[form](), fatigueExponent: prior?.fatigueExponent ?? 0 };
}

/** Largest exponent c that is looked for. */
const mostExponent = 5;

/**
 * The exponent c of `F = g(E) · (MDF / rested MDF)^c`, from people whose force is known while they tire; each with the
 * rested relation g of their own, all with one c. At least 0: a falling MDF never raises the force.
 *
 * @throws ArgumentError for nobody, or points that {@link forceFromEmg} refuses.
 */
export function fitFatigueExponent(
  people: readonly { readonly model: EmgForceModel; readonly tiring: EmgForcePoints }[],
): number {
  requireSets(
    people.map(({ tiring }) => tiring),
    'fitFatigueExponent',
  );
  // What does not depend on c is computed once.
  const parts = people.map(({ model, tiring }) => ({
    rested: forceFromEmg({ ...model, fatigueExponent: 0 }, tiring),
    lnRatio: tiring.mdfRatio.map(Math.log),
    force: tiring.force,
  }));
  const cost = (c: number): number =>
    parts.reduce((total, { rested, lnRatio, force }) => {
      let sum = 0;
      for (let i = 0; i < force.length; i++) sum += (rested[i] * Math.exp(c * lnRatio[i]) - force[i]) ** 2;
      return total + sum / force.length;
    }, 0);
  return leastAt(cost, [0, mostExponent]);
}
