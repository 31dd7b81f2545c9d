import { changeSince, handsCompared, type Reliability, reliability } from '#fatigue';
import type { SessionRow, StudySession } from '#study';
import type { HistoryMeasure, SessionHistory } from './session-parts.ts';
import { factsOf } from './session-strength.ts';

/** Fewest people who came twice before their scatter is called an error of measurement. */
const fewestPeople = 5;

const numberOf = (row: SessionRow, id: HistoryMeasure['id']): number | null => {
  const value = Number(row.cells[id] ?? 'none');
  return Number.isFinite(value) ? value : null;
};

const kindOf = ({ cells }: SessionRow): string =>
  [cells.protocol, cells.hand, cells.rested_mvc_unit].map((text) => text ?? '').join('|');

/** Values of people in their first two sessions of the same kind [nPeople x 2]. */
function repeated(sessions: readonly SessionRow[], kind: string, id: HistoryMeasure['id']): number[][] {
  const people = [...new Set(sessions.map(({ subject }) => subject))];
  return people.flatMap((person) => {
    const own = sessions
      .filter((row) => row.subject === person && kindOf(row) === kind)
      .flatMap((row) => numberOf(row, id) ?? []);
    return own.length >= 2 ? [own.slice(0, 2)] : [];
  });
}

function reliabilityOf(table: readonly number[][]): Reliability | null {
  const isFlat = new Set(table.flat()).size < 2;
  return table.length < fewestPeople || isFlat ? null : reliability(table);
}

function measureOf(session: StudySession, id: HistoryMeasure['id'], unit: string): HistoryMeasure {
  const kind = kindOf(session);
  const own = session.sessions.filter((row) => row.subject === session.subject && kindOf(row) === kind);
  const points = own.flatMap((row) => {
    const value = numberOf(row, id);
    const isThis = row.session === session.session;
    return value === null ? [] : [{ session: row.session, date: row.cells.acq_time ?? null, value, isThis }];
  });
  const now = numberOf(session, id);
  const at = points.findIndex(({ isThis }) => isThis);
  const before = at > 0 ? points[at - 1].value : null;
  const agreement = reliabilityOf(repeated(session.sessions, kind, id));
  const change =
    before !== null && before > 0 && now !== null
      ? changeSince(
          { mvc: before, ...(agreement && agreement.semAgreement > 0 && { sem: agreement.semAgreement }) },
          now,
        )
      : null;
  return { id, unit, now, points, change, reliability: agreement };
}

/**
 * The same person in the other sessions of the study: rested maximum and loss, each change in units of the minimal
 * detectable change where people of the study came twice, and the other hand. Only sessions of the same protocol, hand and
 * unit are compared.
 */
export function sessionHistory(session: StudySession): SessionHistory {
  const { cells, sessions, subject } = session;
  const facts = factsOf(session);
  const unit = cells.rested_mvc_unit ?? '';
  const other = sessions.findLast(
    (row) =>
      row.subject === subject &&
      row.cells.hand !== undefined &&
      facts.hand !== undefined &&
      row.cells.hand !== facts.hand &&
      row.cells.protocol === cells.protocol &&
      row.cells.rested_mvc_unit === cells.rested_mvc_unit,
  );
  return {
    hand: facts.hand ?? null,
    measures: [measureOf(session, 'rested_mvc', unit), measureOf(session, 'mvc_loss', '%')],
    hands: other ? handsCompared(numberOf(session, 'rested_mvc'), numberOf(other, 'rested_mvc'), facts) : null,
    otherSession: other?.session ?? null,
    nRepeated: repeated(sessions, kindOf(session), 'rested_mvc').length,
  };
}
