/** The parts of a local start time, as numbers. */
interface StartParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const startTime = /^([1-9]\d{3})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?$/;
const daysIn = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isReal({ year, month, day, hour, minute, second }: StartParts): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const nDays = month === 2 && isLeap ? 29 : (daysIn[month - 1] ?? 0);
  return day >= 1 && day <= nDays && hour <= 23 && minute <= 59 && second <= 59;
}

/** Whether a text is a local time `YYYY-MM-DDTHH:MM:SS[.sss]` that calendar and clock have: no 31 February, no second 60. */
export function isStartTime(text: string): boolean {
  const [, ...found] = startTime.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = found.map(Number);
  return found.length > 0 && isReal({ year, month, day, hour, minute, second });
}

/**
 * The local start time that a file's numbers stand for, `YYYY-MM-DDTHH:MM:SS` and the fraction as given (`.71`); undefined
 * where calendar or clock do not have it. Every reader asks here, and the writer too.
 */
export function startTimeOf(
  [year, month, day]: readonly number[],
  [hour, minute, second]: readonly number[],
  fraction = '',
): string | undefined {
  const two = (n: number) => String(n).padStart(2, '0');
  const text = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${fraction}`;
  return isStartTime(text) ? text : undefined;
}
