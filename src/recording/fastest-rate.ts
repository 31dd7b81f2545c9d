import { ArgumentError } from '#base';

/** Above this rate (Hz) nothing records muscles: a header or an option that names more holds something else. */
export const fastestHz = 1e6;

/** @throws ArgumentError unless `fs` (Hz) is above 0 and at most {@link fastestHz}. */
export function requireRate(fs: number, where: string): void {
  if (fs > 0 && fs <= fastestHz) return;
  throw new ArgumentError(
    `fs must be a number above 0 and at most ${fastestHz} Hz, got ${fs} — in ${where}.`,
    'Pass the sampling rate in Hz, such as 1000.',
  );
}
