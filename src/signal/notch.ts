import { ArgumentError, requirePositive } from '#base';
import { requireBelowNyquist } from './require-below-nyquist.ts';
import type { Sos } from './sos.ts';

/** Which notch to design. */
export interface NotchOptions {
  /** The frequency that is taken out. */
  readonly frequencyHz: number;
  /** Quality: `frequencyHz` divided by the width between the -3 dB points; 30 is usual for mains. */
  readonly q: number;
}

/**
 * A notch that takes one frequency out, as a single section: `scipy.signal.iirnotch(frequencyHz, q, fs)`.
 *
 * Formula: Orfanidis 1996, 11.3, as SciPy 1.17 gives it. Golden: `golden/signal/notch.json`.
 *
 * @throws ArgumentError when the frequency is not below fs / 2 (`fs` in Hz), or the notch would be wider than 0 to fs / 2.
 * @example
 * const mains = notch(1000, { frequencyHz: 50, q: 30 });
 * mains.length; // 1
 */
export function notch(fs: number, { frequencyHz, q }: NotchOptions): Sos {
  requirePositive('fs', fs, 'notch');
  requireBelowNyquist('frequencyHz', frequencyHz, fs, 'notch');
  requirePositive('q', q, 'notch');
  const centre = (2 * frequencyHz) / fs;
  const width = centre / q;
  if (width >= 1) {
    throw new ArgumentError(
      `q must be above 2 frequencyHz / fs = ${centre}, got ${q} — in notch.`,
      'Raise q; 30 is usual for mains.',
    );
  }
  const gain = 1 / (1 + Math.tan((width * Math.PI) / 2));
  const cosine = Math.cos(centre * Math.PI);
  return [[gain, gain * (-2 * cosine), gain, 1, -2 * gain * cosine, 2 * gain - 1]];
}
