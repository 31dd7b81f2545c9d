import { ArgumentError, requireFinite, requirePositive } from '#base';
import { mean } from '#signal';

/** How well repeated sessions agree. All forms are for single measurements (Shrout & Fleiss 1979). */
export interface Reliability {
  readonly nPeople: number;
  readonly nSessions: number;
  /** ICC(1,1): sessions are interchangeable, one-way random. */
  readonly icc11: number;
  /** ICC(2,1): absolute agreement, two-way random. A shift of everybody between sessions lowers it. */
  readonly icc21: number;
  /** ICC(3,1): consistency, two-way mixed. A shift of everybody does not count. */
  readonly icc31: number;
  /** Standard errors of measurement, in the unit of the values: `sqrt(MS_error)`, and with the variance of sessions added. */
  readonly semConsistency: number;
  readonly semAgreement: number;
  /** Minimal detectable changes (95 %) of one person between two sessions: `1.96 √2 SEM`. */
  readonly mdc95Consistency: number;
  readonly mdc95Agreement: number;
}

/** The 97.5 % point of the standard normal distribution. */
const z975 = 1.959963984540054;

/** Smallest change (95 %) of one person that is more than noise: `1.96 √2 SEM`, in the unit of the SEM. */
export function minimalDetectableChange(sem: number): number {
  requirePositive('sem', sem, 'minimalDetectableChange');
  return z975 * Math.SQRT2 * sem;
}

function requireTable(sessions: readonly (readonly number[])[]): void {
  const n = sessions.length;
  const k = sessions[0]?.length ?? 0;
  if (n < 2 || k < 2 || sessions.some((row) => row.length !== k)) {
    throw new ArgumentError(
      `sessions must hold at least 2 people with the same 2 or more sessions, got ${n} with ${sessions.map((row) => row.length).join(', ') || 'none'} — in reliability.`,
      'Leave out people who missed a session.',
    );
  }
  sessions.forEach((row, i) => {
    requireFinite(`sessions[${i}]`, row, 'reliability');
  });
}

/** Mean squares of the two-way table without repetition. */
function meanSquares(sessions: readonly (readonly number[])[]) {
  const n = sessions.length;
  const k = sessions[0].length;
  const grand = mean(sessions.flat());
  const people = sessions.map((row) => mean(row));
  const columns = sessions[0].map((_, j) => mean(sessions.map((row) => row[j])));
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);
  const between = (k * squares(people.map((value) => value - grand))) / (n - 1);
  const session = (n * squares(columns.map((value) => value - grand))) / (k - 1);
  const residuals = sessions.flatMap((row, i) => row.map((value, j) => value - people[i] - columns[j] + grand));
  const error = squares(residuals) / ((n - 1) * (k - 1));
  const within = squares(sessions.flatMap((row, i) => row.map((value) => value - people[i]))) / (n * (k - 1));
  return { n, k, between, session, error, within };
}

/**
 * Reliability of a strength (or any index) from people measured in the same sessions: ICC(1,1), ICC(2,1), ICC(3,1), SEM
 * and MDC95 by analysis of variance. An ICC belongs to the people it was found in: those who resemble each other lower it.
 *
 * Golden: `golden/fatigue/reliability.json` (pingouin, statsmodels).
 *
 * @param sessions one row for each person, one column for each session [nPeople x nSessions], both at least 2.
 * @throws ArgumentError for another shape, a value that is not finite, or a table whose values are all equal.
 * @example
 * reliability([[40, 42], [50, 49], [35, 36]]).icc31; // 0.982…
 */
export function reliability(sessions: readonly (readonly number[])[]): Reliability {
  requireTable(sessions);
  const { n, k, between, session, error, within } = meanSquares(sessions);
  if (between === 0 && within === 0) {
    throw new ArgumentError(
      `sessions must hold different values, got ${sessions[0][0]} ${n * k} times — in reliability.`,
      'Pass what was measured, not a constant.',
    );
  }
  const semConsistency = Math.sqrt(error);
  const semAgreement = Math.sqrt(Math.max(0, (session - error) / n) + error);
  return {
    nPeople: n,
    nSessions: k,
    icc11: (between - within) / (between + (k - 1) * within),
    icc21: (between - error) / (between + (k - 1) * error + (k * (session - error)) / n),
    icc31: (between - error) / (between + (k - 1) * error),
    semConsistency,
    semAgreement,
    mdc95Consistency: z975 * Math.SQRT2 * semConsistency,
    mdc95Agreement: z975 * Math.SQRT2 * semAgreement,
  };
}

/** A change of one person between two sessions. */
export interface SessionChange {
  /** After minus before, in the unit of the values. */
  readonly change: number;
  /** The same in units of the SEM. */
  readonly inSem: number;
  readonly mdc95: number;
  /** Whether it is larger than the minimal detectable change, up or down. */
  readonly isDetectable: boolean;
}

/**
 * A change between two sessions in units of the standard error of measurement, and whether it exceeds MDC95. The SEM has
 * to come from repeated sessions of people like this one ({@link reliability}).
 *
 * @throws ArgumentError when the SEM is not above 0 or a value is not finite.
 * @example
 * sessionChange({ before: 40, after: 34, sem: 2 }); // { change: -6, inSem: -3, mdc95: 5.54…, isDetectable: true }
 */
export function sessionChange(of: {
  readonly before: number;
  readonly after: number;
  readonly sem: number;
}): SessionChange {
  const { before, after, sem } = of;
  requireFinite('strengths', [before, after], 'sessionChange');
  const mdc95 = minimalDetectableChange(sem);
  const change = after - before;
  return { change, inSem: change / sem, mdc95, isDetectable: Math.abs(change) > mdc95 };
}
