import { issue } from '#base';
import { bestPlateau, forceMvcTrial, type MvcTrial } from '#fatigue';
import type { EffortKind } from './guide-state.ts';

/** Least effort that counts as a squeeze: above the noise of a sensor, below the weakest hand. */
const leastEffort: Readonly<Record<EffortKind, number>> = { force: 5, emg: 0.02 };
/** Most of a squeeze (%) that may be lost. */
const mostLostPercent = 20;
/** The plateau of an amplitude that ends this close (s) to the end was still rising, as in `emgMvcTrial`. */
const endingS = 0.05;
const windowS = 0.5;

/** A squeeze judged, and what was wrong with it. */
export interface JudgedSqueeze {
  readonly trial: MvcTrial | null;
  readonly fault: 'none' | 'nothing' | 'lost' | 'rising' | 'jerk';
}

/** What is known of a squeeze. */
export interface Squeeze {
  /** Efforts in N or mV; null where a sample was lost. */
  readonly values: readonly (number | null)[];
  readonly fs: number;
  readonly effort: EffortKind;
  /** Its begin on the guide's clock (s). */
  readonly startS: number;
}

/** By amplitude: the best 0.5 s mean of the envelope; plateau, rise and steadiness are those of a force. */
function emgTrial(samples: Float64Array, fs: number): MvcTrial {
  const { first, end, mean } = bestPlateau(samples, { windowSamples: Math.round(windowS * fs) });
  const isLast = end >= samples.length - endingS * fs;
  const place = { file: 'test', channel: 'envelope' };
  return {
    source: 'emg',
    value: mean,
    unit: 'mV',
    startS: first / fs,
    endS: end / fs,
    isAccepted: !isLast,
    issues: isLast
      ? [issue('MVC_REJECTED', 'This squeeze does not count: its EMG was still rising when it ended.', place)]
      : [],
  };
}

/** A maximal squeeze of a running test, judged as a recorded one is. Where samples were lost there is no best window. */
export function judgeSqueeze({ values, fs, effort, startS }: Squeeze): JudgedSqueeze {
  const nLost = values.filter((value) => value === null).length;
  if (100 * nLost > mostLostPercent * values.length) return { trial: null, fault: 'lost' };
  const samples = Float64Array.from(values, (value) => value ?? 0);
  const peak = samples.reduce((best, value) => Math.max(best, value), 0);
  if (peak < leastEffort[effort]) return { trial: null, fault: 'nothing' };
  const force = { name: 'grip', kind: 'force', unit: 'N', fs, samples } as const;
  const segment = { kind: 'mvc', channel: 'grip', startS: 0, endS: samples.length / fs } as const;
  const isLevel = bestMean(samples, Math.round(windowS * fs)) > 0;
  if (!isLevel) return { trial: null, fault: 'nothing' };
  const trial = effort === 'emg' ? emgTrial(samples, fs) : forceMvcTrial(force, segment, { file: 'test' });
  const isRising = effort === 'emg' || samples[samples.length - 1] === peak;
  return {
    trial: { ...trial, startS: startS + trial.startS, endS: startS + trial.endS },
    fault: trial.isAccepted ? 'none' : isRising ? 'rising' : 'jerk',
  };
}

function bestMean(samples: Float64Array, n: number): number {
  let sum = 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < samples.length; i++) {
    sum += samples[i] - (i >= n ? samples[i - n] : 0);
    if (i >= n - 1) best = Math.max(best, sum / n);
  }
  return best;
}
