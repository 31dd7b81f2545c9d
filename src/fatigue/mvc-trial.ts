import { ArgumentError, type Issue, issue } from '#base';
import type { Channel, Segment } from '#recording';
import { rms } from '#signal';
import { bandLimited } from './contraction.ts';
import { bestPlateau, type Plateau, rampS } from './plateau.ts';

/** Length (s) of the window that counts as the maximum. */
export const plateauWindowS = 0.5;

/** When a squeeze is rejected, and when it looks submaximal. */
export interface MvcTrialRules {
  /** Rejected where the best window's mean lies below this share of the largest sample: a jerk without a plateau. @default 0.9 */
  readonly plateauShare?: number;
  /** Submaximal where the rise from 10 to 90 % took longer (s). @default 1 */
  readonly longestRampS?: number;
  /** Submaximal where the force within the best window scatters more (coefficient of variation, %). @default 5 */
  readonly mostCvPercent?: number;
}

/** One maximal squeeze. */
export interface MvcTrial {
  /** What the value is: a force, or an EMG amplitude, which is no strength. */
  readonly source: 'force' | 'emg';
  /** Best 0.5 s mean of force, or best 0.5 s RMS of the band-limited EMG, in `unit`. */
  readonly value: number;
  readonly unit: Channel['unit'];
  /** The window it was taken from, in seconds from the start of the recording. */
  readonly startS: number;
  readonly endS: number;
  readonly isAccepted: boolean;
  /** RMS (mV) of the EMG in the window of the best force, where there is EMG beside it. */
  readonly emgRmsMv?: number;
  /** Rise from 10 to 90 % (s), for a force whose rise was recorded. */
  readonly rampS?: number;
  /** Scatter of the force within the window (%). */
  readonly cvPercent?: number;
  /** Why it is rejected (`MVC_REJECTED`) or looks submaximal (`MVC_SUBMAXIMAL`), in words. */
  readonly issues: readonly Issue[];
}

/**
 * Cuts one squeeze out of a channel of the given kind.
 *
 * @throws ArgumentError for a channel of another kind or a squeeze shorter than the window.
 */
export function cutTrial(
  channel: Channel,
  kind: MvcTrial['source'],
  { startS, endS }: Segment,
  where: string,
): { first: number; samples: Float64Array } {
  if (channel.kind !== kind) {
    throw new ArgumentError(
      `${kind} must be a channel of kind ${kind}, got ${channel.name} of kind ${channel.kind} — in ${where}.`,
      'Use forceMvcTrial for a force, and emgMvcTrial where no force was recorded.',
    );
  }
  const first = Math.max(0, Math.round(startS * channel.fs));
  const samples = channel.samples.slice(first, Math.max(0, Math.round(endS * channel.fs)));
  if (samples.length >= plateauWindowS * channel.fs) return { first, samples };
  throw new ArgumentError(
    `A trial must last at least ${plateauWindowS} s within its channel, got ${startS}–${endS} s — in ${where}.`,
    'Pass the start and end of one squeeze in seconds from the start of the recording.',
  );
}

export function largestIndex(x: Float64Array): number {
  return x.reduce((best, value, i) => (value > x[best] ? i : best), 0);
}

const percent = (share: number): string => `${+(100 * share).toFixed(1)} %`;

/** What is wrong with a squeeze whose force was recorded, in words. */
function forceFaults(x: Float64Array, plateau: Plateau, ramp: number | null, rules: Required<MvcTrialRules>) {
  const peakAt = largestIndex(x);
  const share = plateau.mean / x[peakAt];
  const rejected: string[] = [];
  const submaximal: string[] = [];
  if (peakAt === x.length - 1) rejected.push('the largest force is the last sample: it was still rising');
  if (share < rules.plateauShare)
    rejected.push(`no plateau: the best ${plateauWindowS} s reach ${percent(share)} of the peak`);
  if (ramp !== null && ramp > rules.longestRampS)
    submaximal.push(`a slow rise of ${ramp.toFixed(1)} s where ${rules.longestRampS} s is the most`);
  if (plateau.cvPercent > rules.mostCvPercent)
    submaximal.push(
      `an unsteady plateau, ${plateau.cvPercent.toFixed(1)} % where ${rules.mostCvPercent} % is the most`,
    );
  return { rejected, submaximal };
}

/**
 * One maximal squeeze by its force: the best 0.5 s mean, and the RMS of the EMG in that same window where an EMG channel
 * is given. Rejected where the peak is the last sample or there is no plateau; warned of as submaximal where it rises
 * slowly or is unsteady. A warning does not reject: only the person knows how hard they tried.
 *
 * @param force a channel of kind `force`, tared.
 * @throws ArgumentError for a channel that is no force, a squeeze shorter than 0.5 s, or one without force above 0.
 */
export function forceMvcTrial(
  force: Channel,
  segment: Segment,
  options: { readonly file: string; readonly emg?: Channel } & MvcTrialRules,
): MvcTrial {
  const { file, emg, plateauShare = 0.9, longestRampS = 1, mostCvPercent = 5 } = options;
  const { fs } = force;
  const { first, samples } = cutTrial(force, 'force', segment, 'forceMvcTrial');
  const plateau = bestPlateau(samples, { windowSamples: Math.round(plateauWindowS * fs) });
  const ramp = rampS(samples, fs, plateau);
  const faults = forceFaults(samples, plateau, ramp, { plateauShare, longestRampS, mostCvPercent });
  const [startS, endS] = [(first + plateau.first) / fs, (first + plateau.end) / fs];
  const place = { file, channel: force.name, atS: segment.startS };
  return {
    source: 'force',
    value: plateau.mean,
    unit: force.unit,
    startS,
    endS,
    isAccepted: faults.rejected.length === 0,
    ...(emg && { emgRmsMv: emgWithin(emg, segment, startS, endS) }),
    ...(ramp !== null && { rampS: ramp }),
    cvPercent: plateau.cvPercent,
    issues: [
      ...(faults.rejected.length > 0
        ? [issue('MVC_REJECTED', `This squeeze does not count: ${faults.rejected.join('; ')}.`, place)]
        : []),
      ...(faults.submaximal.length > 0
        ? [issue('MVC_SUBMAXIMAL', `This may not be a full effort: ${faults.submaximal.join('; ')}.`, place)]
        : []),
    ],
  };
}

/** RMS (mV) of the band-limited EMG of a squeeze, in a window of it. */
function emgWithin(emg: Channel, segment: Segment, startS: number, endS: number): number {
  const { first, samples } = cutTrial(emg, 'emg', segment, 'forceMvcTrial');
  const from = Math.round(startS * emg.fs) - first;
  const filtered = bandLimited(samples, emg.fs).samples;
  return rms(filtered.subarray(from, from + Math.round((endS - startS) * emg.fs)));
}
