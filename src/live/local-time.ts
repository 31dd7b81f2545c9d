/** A local time `YYYY-MM-DDTHH:MM:SS[.sss]` some seconds later, as a clock that is not set meanwhile shows it. */
export function laterTime(localTime: string, afterS: number): string {
  return new Date(Date.parse(`${localTime}Z`) + Math.round(afterS * 1000)).toISOString().slice(0, -1);
}
