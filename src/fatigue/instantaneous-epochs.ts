import { ArgumentError } from '#base';
import type { ContractionSignal } from './contraction.ts';
import { instantaneousFrequency } from './instantaneous-frequency.ts';
import { keptStretches } from './kept-samples.ts';

/** Instantaneous mean and median frequency at the epochs of a course. */
export interface InstantaneousEpochs {
  /** Middles of the epochs, in seconds from the start of the recording [nEpochs]. */
  readonly timesS: Float64Array;
  /** IMNF and IMDF (Hz) at the moments nearest to them [nEpochs]. */
  readonly imnfHz: Float64Array;
  readonly imdfHz: Float64Array;
  readonly method: string;
}

const method = 'STFT, Hann 0.256 s every 0.064 s, running median of 1 s; the moment nearest to the middle of the epoch';

function nearestIndex(timesS: Float64Array, t: number): number {
  let best = 0;
  for (let i = 1; i < timesS.length; i++) if (Math.abs(timesS[i] - t) < Math.abs(timesS[best] - t)) best = i;
  return best;
}

/**
 * Instantaneous mean and median frequency (Hz) of a contraction at the epochs of its courses, instead of every 0.064 s:
 * short enough to print. Bad windows are left out before the transform, and what lies beside one does not feel it.
 *
 * @param timesS middles of epochs of 1 s that hold no bad window, as `mdfCourse` gives them.
 * @throws ArgumentError when a moment is silent or an epoch lies in a bad window.
 */
export function instantaneousEpochs(contraction: ContractionSignal, timesS: Float64Array): InstantaneousEpochs {
  const { samples, fs, startS } = contraction;
  const imnfHz = new Float64Array(timesS.length).fill(Number.NaN);
  const imdfHz = new Float64Array(timesS.length);
  for (const { start, end } of keptStretches(contraction)) {
    const [fromS, toS] = [startS + start / fs, startS + end / fs];
    const own = Array.from(timesS.keys()).filter((i) => timesS[i] >= fromS && timesS[i] < toS);
    if (own.length === 0) continue;
    const stretch = { ...contraction, samples: samples.subarray(start, end), startS: fromS, endS: toS };
    const { IMNF, IMDF } = instantaneousFrequency(stretch);
    for (const i of own) {
      const at = nearestIndex(IMNF.timesS, timesS[i]);
      imnfHz[i] = IMNF.values[at];
      imdfHz[i] = IMDF.values[at];
    }
  }
  const outside = imnfHz.findIndex(Number.isNaN);
  if (outside >= 0) {
    throw new ArgumentError(
      `Each epoch must lie in what is kept of the contraction, got one at ${timesS[outside]} s — in instantaneousEpochs.`,
      'Pass the times of a course of the same contraction.',
    );
  }
  return { timesS, imnfHz, imdfHz, method };
}
