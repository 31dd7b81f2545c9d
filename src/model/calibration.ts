import { byPerson, type Judged, logitOf, requireJudged } from './judged.ts';

/** A temperature is kept in this range: without errors among few people it would go to 0, and every probability with it. */
export const temperatureLimits: readonly [lowest: number, highest: number] = [0.2, 20];

/** How good the probabilities are, before and after the temperature. */
export interface Calibration {
  /** The log-odds are divided by it. Above 1: the model was too sure. */
  readonly temperature: number;
  /** How many people, none of whom the model had learned from, it was fitted to. */
  readonly people: number;
  readonly recordings: number;
  /** Number of equal-mass bins of the calibration error. */
  readonly bins: number;
  /** Expected calibration error. `after` judges each person with the temperature of the others. */
  readonly ece: BeforeAfter;
  /** Brier score, likewise. */
  readonly brier: BeforeAfter;
}

/** A measure of the raw and of the scaled probabilities. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** The probability with its log-odds divided by the temperature; which side of 0.5 it is on stays. */
export function withTemperature(probability: number, temperature: number): number {
  return 1 / (1 + Math.exp(-logitOf(probability) / temperature));
}

/**
 * The temperature (Guo et al. 2017) with the lowest cross-entropy on these recordings, in which every person counts the
 * same. In 1 / temperature the cross-entropy is convex: Newton's method, kept inside a shrinking bracket, finds its one
 * minimum, always with the same bits. Golden: temperature.json.
 *
 * @throws StudyError when there is nobody, or a probability is not in [0, 1].
 */
export function fitTemperature(judged: readonly Judged[]): number {
  requireJudged(judged, 1, 'fitTemperature');
  // Log-odds of what was true, each with its weight.
  const rows = byPerson(judged).flatMap((own) =>
    own.map(({ probability, fatigued }) => ({
      odds: fatigued ? logitOf(probability) : -logitOf(probability),
      weight: 1 / own.length,
    })),
  );
  /** First and second derivative by a = 1 / temperature of Σ weight · log(1 + exp(−a · odds)). */
  const derivatives = (a: number): { slope: number; bend: number } => {
    let slope = 0;
    let bend = 0;
    for (const { odds, weight } of rows) {
      const miss = 1 / (1 + Math.exp(a * odds));
      slope -= weight * odds * miss;
      bend += weight * odds * odds * miss * (1 - miss);
    }
    return { slope, bend };
  };
  let [low, high] = [1 / temperatureLimits[1], 1 / temperatureLimits[0]];
  if (derivatives(low).slope >= 0) return temperatureLimits[1];
  if (derivatives(high).slope <= 0) return temperatureLimits[0];
  let a = 1;
  for (let round = 0; round < 100; round++) {
    const { slope, bend } = derivatives(a);
    if (slope === 0) break;
    if (slope < 0) low = a;
    else high = a;
    const newton = a - slope / bend;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - a) <= 1e-15 * a) break;
    a = next;
  }
  return 1 / a;
}

/** Bins of the calibration error: ten of ten recordings or more each, else five. */
export function binsFor(nRecordings: number): number {
  return nRecordings >= 100 ? 10 : 5;
}

/**
 * Expected calibration error: recordings in order of their probability of `fatigued`, cut into `bins` parts as equal as
 * whole recordings allow (the larger first); the mean of |mean probability − share of fatigued|, weighted by size.
 * Recordings of one probability all count as the share of fatigued among them, so no order is preferred. With few
 * recordings it is far above 0 even for perfect probabilities: compare before with after, not with 0.
 * Golden: calibration-error.json.
 *
 * @throws StudyError when there is nobody, or a probability is not in [0, 1].
 */
export function calibrationError(judged: readonly Judged[], bins: number = binsFor(judged.length)): number {
  requireJudged(judged, 1, 'calibrationError');
  const ties = new Map<number, { n: number; fatigued: number }>();
  for (const { probability, fatigued } of judged) {
    const tie = ties.get(probability) ?? { n: 0, fatigued: 0 };
    ties.set(probability, { n: tie.n + 1, fatigued: tie.fatigued + (fatigued ? 1 : 0) });
  }
  const gaps = [...ties]
    .sort(([a], [b]) => a - b)
    .flatMap(([probability, { n, fatigued }]) => new Array<number>(n).fill(probability - fatigued / n));
  const [size, larger] = [Math.floor(gaps.length / bins), gaps.length % bins];
  let total = 0;
  for (let bin = 0, start = 0; bin < bins; bin++) {
    const end = start + size + (bin < larger ? 1 : 0);
    total += Math.abs(gaps.slice(start, end).reduce((sum, gap) => sum + gap, 0));
    start = end;
  }
  return total / gaps.length;
}

/** Mean squared difference between probability and truth. */
export function brierScore(judged: readonly Judged[]): number {
  requireJudged(judged, 1, 'brierScore');
  const sum = judged.reduce((total, { probability, fatigued }) => total + (probability - (fatigued ? 1 : 0)) ** 2, 0);
  return sum / judged.length;
}

function scaled(judged: readonly Judged[], temperature: number): Judged[] {
  return judged.map((one) => ({ ...one, probability: withTemperature(one.probability, temperature) }));
}

/**
 * Fits the temperature to all of these people, and measures what it does to people it was not fitted to: each person is
 * scaled with the temperature of the others. Golden: calibration.json.
 *
 * @throws StudyError when there are fewer than two people, or a probability is not in [0, 1].
 */
export function calibrate(judged: readonly Judged[]): Calibration {
  requireJudged(judged, 2, 'calibrate');
  const people = byPerson(judged);
  const after = people.flatMap((own) => {
    const [{ subject }] = own;
    return scaled(own, fitTemperature(judged.filter((one) => one.subject !== subject)));
  });
  const bins = binsFor(judged.length);
  return {
    temperature: fitTemperature(judged),
    people: people.length,
    recordings: judged.length,
    bins,
    ece: { before: calibrationError(judged, bins), after: calibrationError(after, bins) },
    brier: { before: brierScore(judged), after: brierScore(after) },
  };
}
