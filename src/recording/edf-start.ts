import { ArgumentError } from '#base';
import type { EdfHeader } from './edf-header.ts';
import type { Provenance } from './recording.ts';
import { isStartTime, startTimeOf } from './start-time.ts';

/** A recording's start as an EDF header has it. */
export interface EdfStart {
  /** `dd.mm.yy`. */
  readonly date: string;
  /** `hh.mm.ss`. */
  readonly time: string;
  /** Date of the recording field, `dd-MMM-yyyy`: the only one that tells the century. */
  readonly plus: string;
  /** Fraction of a second, which goes into the annotations. */
  readonly fractionS: number;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** The EDF specification's clipping date: two digits stand for the years 1985 to 2084. */
const firstYear = 1985;
const lastYear = 2084;
/** Year 85, the first that EDF's two digits can name: its convention for an unknown date. */
const unknownStart: EdfStart = { date: '01.01.85', time: '00.00.00', plus: 'X', fractionS: 0 };

/**
 * A recording's start as EDF writes it. A year that two digits cannot name is written `yy`, as the EDF+ specification wants
 * it, and stands in the recording field alone.
 *
 * @throws ArgumentError for a start that calendar or clock do not have.
 */
export function writeEdfStart({ startedAt }: Pick<Provenance, 'startedAt'>): EdfStart {
  if (startedAt === undefined) return unknownStart;
  if (!isStartTime(startedAt)) {
    throw new ArgumentError(
      `startedAt is '${startedAt}', which is no date and time — in writeEdf.`,
      'Pass a local time such as 2024-09-11T12:14:24, or leave it out.',
    );
  }
  const [year, month, day, hour, minute, second, fraction = '0'] = startedAt.split(/[-T:.]/);
  const isShort = Number(year) >= firstYear && Number(year) <= lastYear;
  return {
    date: `${day}.${month}.${isShort ? year.slice(2) : 'yy'}`,
    time: `${hour}.${minute}.${second}`,
    plus: `${day}-${months[Number(month) - 1]}-${year}`,
    fractionS: Number(`0.${fraction}`),
  };
}

/**
 * The local start time in an EDF header; undefined where it tells none that calendar and clock have. The date of the
 * recording field (`plusDate`) counts before the short one. `startS` is when the first record begins.
 */
export function readEdfStart(
  { startDate, startTime }: Pick<EdfHeader, 'startDate' | 'startTime'>,
  plusDate: string,
  startS: number,
): string | undefined {
  const plus = /^(\d\d)-([A-Z]{3})-([1-9]\d{3})$/.exec(plusDate.toUpperCase());
  const short = /^(\d\d)[.-](\d\d)[.-](\d\d)$/.exec(startDate);
  const clock = /^(\d\d)[.:](\d\d)[.:](\d\d)$/.exec(startTime);
  if (!clock || !(plus ?? short)) return undefined;
  const date = plus
    ? [Number(plus[3]), months.indexOf(plus[2]) + 1, Number(plus[1])]
    : (short as RegExpExecArray).slice(1).map(Number).reverse();
  if (!plus) date[0] += date[0] >= firstYear % 100 ? 1900 : 2000;
  const fraction = startS > 0 && startS < 1 ? startS.toFixed(9).replace(/^0|0+$/g, '') : '';
  return startTimeOf(date, clock.slice(1).map(Number), fraction);
}
