import type { Sos } from './sos.ts';
import type { SosState } from './sosfilt.ts';

/**
 * A filter made ready to run over many samples: coefficients b0, b1, b2, a1, a2 and the two delays of each section in a
 * row. Running it changes the delays.
 */
export interface Cascade {
  readonly coefficients: Float64Array;
  readonly delays: Float64Array;
}

/** A filter in a given state, without checks. */
export function cascadeOf(sos: Sos, { sections }: SosState): Cascade {
  return {
    coefficients: Float64Array.from(sos.flatMap(([b0, b1, b2, , a1, a2]) => [b0, b1, b2, a1, a2])),
    delays: Float64Array.from(sections.flat()),
  };
}

/** The state a cascade is in. */
export function stateOf({ delays }: Cascade): SosState {
  return { sections: Array.from({ length: delays.length / 2 }, (_, i) => [delays[2 * i], delays[2 * i + 1]] as const) };
}

/**
 * Runs a cascade over `from` [n] into `to` [n], which may be the same array; backwards from the last sample with
 * `reversed`.
 *
 * One section waits for its own last output at each sample. Several sections in one pass wait side by side, which takes
 * less than half the time of one after the other; every single operation is the same and so is every bit.
 */
export function runCascade(cascade: Cascade, from: Float64Array, to: Float64Array, reversed = false): void {
  const nSections = cascade.delays.length / 2;
  let input = from;
  for (let section = 0; section < nSections; input = to) {
    const left = nSections - section;
    const step = left >= 4 ? 4 : left >= 2 ? 2 : 1;
    const run = step === 4 ? fourSections : step === 2 ? twoSections : oneSection;
    const coefficients = cascade.coefficients.subarray(5 * section);
    run(coefficients, cascade.delays.subarray(2 * section), input, to, reversed);
    section += step;
  }
}

function oneSection(c: Float64Array, d: Float64Array, from: Float64Array, to: Float64Array, reversed: boolean): void {
  const n = from.length;
  const step = reversed ? -1 : 1;
  const [b0, b1, b2, a1, a2] = c;
  let [first, second] = d;
  for (let k = 0, i = reversed ? n - 1 : 0; k < n; k++, i += step) {
    const x = from[i];
    const y = b0 * x + first;
    first = b1 * x - a1 * y + second;
    second = b2 * x - a2 * y;
    to[i] = y;
  }
  d[0] = first;
  d[1] = second;
}

function twoSections(c: Float64Array, d: Float64Array, from: Float64Array, to: Float64Array, reversed: boolean): void {
  const n = from.length;
  const step = reversed ? -1 : 1;
  const [p0, p1, p2, p3, p4, q0, q1, q2, q3, q4] = c;
  let [pFirst, pSecond, qFirst, qSecond] = d;
  for (let k = 0, i = reversed ? n - 1 : 0; k < n; k++, i += step) {
    const x = from[i];
    const p = p0 * x + pFirst;
    pFirst = p1 * x - p3 * p + pSecond;
    pSecond = p2 * x - p4 * p;
    const q = q0 * p + qFirst;
    qFirst = q1 * p - q3 * q + qSecond;
    qSecond = q2 * p - q4 * q;
    to[i] = q;
  }
  d.set([pFirst, pSecond, qFirst, qSecond]);
}

function fourSections(c: Float64Array, d: Float64Array, from: Float64Array, to: Float64Array, reversed: boolean): void {
  const n = from.length;
  const step = reversed ? -1 : 1;
  const [p0, p1, p2, p3, p4, q0, q1, q2, q3, q4, r0, r1, r2, r3, r4, s0, s1, s2, s3, s4] = c;
  let [pFirst, pSecond, qFirst, qSecond, rFirst, rSecond, sFirst, sSecond] = d;
  for (let k = 0, i = reversed ? n - 1 : 0; k < n; k++, i += step) {
    const x = from[i];
    const p = p0 * x + pFirst;
    pFirst = p1 * x - p3 * p + pSecond;
    pSecond = p2 * x - p4 * p;
    const q = q0 * p + qFirst;
    qFirst = q1 * p - q3 * q + qSecond;
    qSecond = q2 * p - q4 * q;
    const r = r0 * q + rFirst;
    rFirst = r1 * q - r3 * r + rSecond;
    rSecond = r2 * q - r4 * r;
    const s = s0 * r + sFirst;
    sFirst = s1 * r - s3 * s + sSecond;
    sSecond = s2 * r - s4 * s;
    to[i] = s;
  }
  d.set([pFirst, pSecond, qFirst, qSecond, rFirst, rSecond, sFirst, sSecond]);
}
