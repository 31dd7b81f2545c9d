import { describe, expect, it } from 'vitest';
import type { SessionRow, StudySession } from '#study';
import { sessionHistory } from './session-history.ts';

const row = (subject: string, session: string, mvc: number, more: Record<string, string> = {}): SessionRow => ({
  subject,
  session,
  cells: { protocol: 'handgrip-fatigue', hand: 'right', rested_mvc: String(mvc), rested_mvc_unit: 'N', ...more },
});

const sessionOf = (sessions: readonly SessionRow[], at: number): StudySession => ({
  ...sessions[at],
  study: 's',
  simulated: false,
  person: {},
  recordings: [],
  sessions,
});

describe('sessionHistory', () => {
  // Five people who came twice; each second session is 10 N off, up or down: SEM is about 7 N.
  const others = [400, 350, 300, 420, 380].flatMap((mvc, i) => [
    row(`P${i}`, '01', mvc),
    row(`P${i}`, '02', mvc + (i % 2 === 0 ? 10 : -10)),
  ]);

  it('gives a change in units of the minimal detectable change of people who came twice', () => {
    const sessions = [...others, row('S07', '01', 400), row('S07', '02', 340)];
    const { measures, nRepeated } = sessionHistory(sessionOf(sessions, sessions.length - 1));
    expect(nRepeated).toBe(6);
    const [rested] = measures;
    expect(rested.change?.change).toBe(-60);
    expect(rested.reliability?.nPeople).toBe(6);
    expect(rested.change?.noise?.inMdc).toBeLessThan(-0.9);
    expect(rested.points.map(({ isThis }) => isThis)).toEqual([false, true]);
  });

  it('does not call the scatter of one or two people an error of measurement', () => {
    const sessions = [row('S07', '01', 400), row('S07', '02', 340)];
    const [rested] = sessionHistory(sessionOf(sessions, 1)).measures;
    expect(rested.change?.noise).toBeNull();
    expect(rested.reliability).toBeNull();
  });

  it('compares only sessions of the same hand and protocol', () => {
    const sessions = [
      row('S07', '01', 400, { hand: 'left' }),
      row('S07', '02', 390, { protocol: 'mvc' }),
      row('S07', '03', 340, { dominant_hand: 'right' }),
    ];
    const history = sessionHistory(sessionOf(sessions, 2));
    expect(history.measures[0].change).toBeNull();
    expect(history.otherSession).toBe('01');
    expect(history.hands?.asymmetry?.percent).toBeDefined();
  });
});
