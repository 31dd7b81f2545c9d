import { issue } from '#base';
import type { Channel, Segment } from '#recording';
import { movingRms } from '#signal';
import { bandLimited } from './contraction.ts';
import { cutTrial, largestIndex, type MvcTrial, plateauWindowS } from './mvc-trial.ts';

/** An EMG whose best window ends this close (s) to the end was still rising: noise moves it from the very last sample. */
const endingS = 0.05;

/**
 * One maximal squeeze where no force was recorded: the best 0.5 s RMS of the band-limited EMG. It is an amplitude in mV
 * and no strength; plateau, rise and steadiness are those of a force and are not judged. Rejected where the best window
 * ends within 0.05 s of the end: the amplitude was still rising.
 *
 * @throws ArgumentError for a channel that is no EMG or a squeeze shorter than 0.5 s.
 */
export function emgMvcTrial(emg: Channel, segment: Segment, { file }: { readonly file: string }): MvcTrial {
  const { fs } = emg;
  const { first, samples } = cutTrial(emg, 'emg', segment, 'emgMvcTrial');
  const windowSamples = Math.round(plateauWindowS * fs);
  const before = Math.floor(windowSamples / 2);
  const envelope = movingRms(bandLimited(samples, fs).samples, { windowSamples });
  // Whole windows only: near the ends the moving window is shorter.
  const whole = envelope.subarray(before, samples.length - windowSamples + before + 1);
  const at = largestIndex(whole);
  const isLast = whole.length > 1 && at >= whole.length - 1 - endingS * fs;
  const place = { file, channel: emg.name, atS: segment.startS };
  return {
    source: 'emg',
    value: whole[at],
    unit: emg.unit,
    startS: (first + at) / fs,
    endS: (first + at + windowSamples) / fs,
    isAccepted: !isLast,
    issues: isLast
      ? [issue('MVC_REJECTED', 'This squeeze does not count: its EMG was still rising when it ended.', place)]
      : [],
  };
}
