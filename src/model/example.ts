import { UnsupportedError } from '#base';
import { type Analysis, featureVector, isSpectrogramRate, spectrogramRateHz, spectrogramTensors } from '#fatigue';
import { rms } from '#signal';
import type { Example } from './classifier.ts';
import { cropDurationS, networkBands, networkCrop } from './crops.ts';

/**
 * What classifiers see of an analysed recording.
 *
 * @throws UnsupportedError when the hold or the maximal squeeze is missing, too short or silent, values are not in mV, or
 *   the recording is slower than 1000 Hz.
 */
export function exampleOf({ channel, hold, mvc }: Pick<Analysis, 'channel' | 'hold' | 'mvc'>, file: string): Example {
  const missing = [hold ? '' : 'hold', mvc ? '' : 'maximal squeeze'].filter((word) => word !== '');
  if (!hold || !mvc) {
    throw new UnsupportedError(
      `No usable ${missing.join(' and no ')} was found in ${file}.`,
      'Classifying needs a rest, a hold of about 10 s, a pause and a maximal squeeze of about 5 s in one recording.',
    );
  }
  if (channel.unit !== 'mV') {
    throw new UnsupportedError(
      `Channel ${channel.name} of ${file} is in raw counts, classifying needs mV.`,
      'Say which sensor it is, for example --sensor bitalino-emg.',
    );
  }
  if (!isSpectrogramRate(channel.fs)) {
    throw new UnsupportedError(
      `Channel ${channel.name} of ${file} was sampled at ${channel.fs} Hz; classifying needs the bands up to 450 Hz.`,
      `Record at ${spectrogramRateHz} Hz or more. analyze still measures what this recording holds.`,
    );
  }
  if (rms(hold.samples) === 0 || rms(mvc.samples) === 0) {
    throw new UnsupportedError(
      `The hold or the maximal squeeze of ${file} is silent.`,
      'Check the sensor and the channel.',
    );
  }
  const spectrogram = spectrogramTensors(hold, mvc, { nBands: networkBands });
  if (spectrogram.mvc.nFrames < networkCrop.nFrames) {
    throw new UnsupportedError(
      `The steady part of the maximal squeeze in ${file} lasts ${(mvc.endS - mvc.startS).toFixed(1)} s.`,
      `Classifying needs ${cropDurationS(networkCrop.nFrames).toFixed(1)} s or more: squeeze for about 5 s.`,
    );
  }
  return { features: featureVector(hold, mvc), spectrogram };
}
