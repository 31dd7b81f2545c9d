import { median, welch } from '#signal';

// sEMG has most of its power in the lower band and next to none in the upper one; an amplifier's noise is even.
const muscleHz = [30, 150] as const;
const noiseHz = [250, 400] as const;
// Recorded efforts have 5 to 350 times the density below; sensors without a muscle 1 to 2.9 times.
const mostUneven = 3;
// Weak deep muscles reach 2.1 to 2.9 times as well, but fall off above 500 Hz, to a 7th or less; noise goes on there, at half
// its density or more. Only above 2000 Hz is that band free of the anti-aliasing filter.
const aboveHz = [600, 900] as const;
const mostUnevenAbove = 4;
const leastFsAbove = 2000;
// 2 Hz per bin: lines of the mains and their multiples stay in few bins, which a median looks over.
const windowS = 0.5;

/**
 * Whether a stretch without drift is the noise of a sensor rather than of a muscle: its power density between 30 and 150 Hz
 * is about that between 250 and 400 Hz, and at 2000 Hz or more this is about that between 600 and 900 Hz. False where the rate (under 800 Hz) or the length (under 0.5 s) cannot tell.
 */
export function isSensorNoise(steady: Float64Array, fs: number): boolean {
  const windowSamples = Math.round(windowS * fs);
  if (fs < 2 * noiseHz[1] || steady.length < windowSamples) return false;
  const { psd, freqsHz } = welch(steady, fs, { windowSamples });
  const density = ([low, high]: readonly [number, number]): number =>
    median(psd.filter((_, i) => (freqsHz[i] as number) >= low && (freqsHz[i] as number) <= high));
  const middle = density(noiseHz);
  const goesOn = fs < leastFsAbove || middle < mostUnevenAbove * density(aboveHz);
  return goesOn && density(muscleHz) < mostUneven * middle;
}
