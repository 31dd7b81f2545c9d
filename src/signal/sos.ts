import { ArgumentError } from '#base';

/** One second-order section b0 b1 b2 / a0 a1 a2 of a digital filter, with a0 = 1. */
export type SosSection = readonly [b0: number, b1: number, b2: number, a0: number, a1: number, a2: number];

/** A digital filter as second-order sections [nSections], run one after the other; rows as in SciPy. */
export type Sos = readonly SosSection[];

/** @throws ArgumentError unless there is at least one section and each is six finite numbers with a0 = 1. */
export function requireSos(sos: Sos, where: string): void {
  if (sos.length === 0) {
    throw new ArgumentError(
      `sos must hold at least 1 section, got 0 — in ${where}.`,
      'Design a filter with butterworth() or notch() first.',
    );
  }
  sos.forEach((section, i) => {
    if (section.length !== 6 || !section.every(Number.isFinite)) {
      throw new ArgumentError(
        `sos[${i}] must hold 6 finite numbers, got [${section.join(', ')}] — in ${where}.`,
        'Pass rows b0, b1, b2, a0, a1, a2.',
      );
    }
    if (section[3] !== 1) {
      throw new ArgumentError(
        `sos[${i}] must have a0 = 1, got ${section[3]} — in ${where}.`,
        'Divide the row by its a0.',
      );
    }
  });
}
