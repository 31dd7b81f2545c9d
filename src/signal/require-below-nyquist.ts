import { ArgumentError, requirePositive } from '#base';

/** @throws ArgumentError unless `frequencyHz`, called `name`, lies between 0 and fs / 2, both left out. */
export function requireBelowNyquist(name: string, frequencyHz: number, fs: number, where: string): void {
  requirePositive(name, frequencyHz, where);
  if (frequencyHz >= fs / 2) {
    throw new ArgumentError(
      `${name} must be below fs / 2 = ${fs / 2} Hz, got ${frequencyHz} — in ${where}.`,
      `Lower the ${name === 'cutoffHz' ? 'cutoff' : 'frequency'} or record above ${2 * frequencyHz} Hz.`,
    );
  }
}
