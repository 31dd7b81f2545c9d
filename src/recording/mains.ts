import { ArgumentError, requirePositive } from '#base';
import { median, welch } from '#signal';

/** The mains hum in a signal. */
export interface MainsLevel {
  /** Frequency of the mains, measured: the one of the two that stands out more. */
  readonly frequencyHz: 50 | 60;
  /** Power density at the line over that of its neighbourhood; 1 means that there is no line. */
  readonly ratio: number;
  /** RMS of the line alone, in the unit of the signal. */
  readonly rms: number;
}

// Mains wander by 0.2 Hz, and a Hann window of 1 s spreads a line over ±1.5 Hz.
const lineHz = 1.5;
// Beside the line's skirt, and near enough for the slope of an EMG spectrum not to matter.
const nearHz = 3.5;
const farHz = 8.5;
const windowS = 1;

/**
 * Measures mains hum: the power density within ±1.5 Hz of 50 and of 60 Hz against the median 3.5 to 8.5 Hz away on both sides.
 * An EMG spectrum that peaks near 50 Hz is broader than that and gives a ratio near 1; give it a piece at
 * rest all the same: EMG hides a hum that rest shows.
 *
 * @throws ArgumentError for a signal under 1 s or a rate under 140 Hz (the neighbourhood of 60 Hz must fit).
 */
export function mainsLevel(x: Float64Array, fs: number): MainsLevel {
  requirePositive('fs', fs, 'mainsLevel');
  const windowSamples = Math.round(windowS * fs);
  if (fs < 140 || x.length < windowSamples) {
    throw new ArgumentError(
      `A signal of 1 s or more at 140 Hz or more is needed, got ${(x.length / fs).toFixed(2)} s at ${fs} Hz — in mainsLevel.`,
      'Pass a longer piece.',
    );
  }
  const { psd, freqsHz } = welch(x, fs, { windowSamples });
  const stepHz = freqsHz[1] - freqsHz[0];
  const at = (frequencyHz: 50 | 60): MainsLevel => {
    const distance = freqsHz.map((f) => Math.abs(f - frequencyHz));
    const line = psd.filter((_, i) => distance[i] <= lineHz);
    const floor = median(psd.filter((_, i) => distance[i] >= nearHz && distance[i] <= farHz));
    const power = line.reduce((sum, value) => sum + value, 0);
    return {
      frequencyHz,
      ratio: floor > 0 ? power / line.length / floor : power > 0 ? Number.POSITIVE_INFINITY : 1,
      rms: Math.sqrt(Math.max(0, power - line.length * floor) * stepHz),
    };
  };
  const [at50, at60] = [at(50), at(60)];
  return at60.ratio > at50.ratio ? at60 : at50;
}
