import { seededRandom } from '#base';
import type { Recording } from '#recording';
import { shapedNoise } from '#simulate';

const fs = 1000;
const minuteS = 60;

/** Level (mV RMS) at a time inside a minute of a fatigue test: a hold of 10 s, a pause, a squeeze of 5 s, rest. */
function levelAt(timeS: number): number {
  if (timeS >= 10 && timeS < 20) return 0.15;
  return timeS >= 25 && timeS < 30 ? 0.25 : 0;
}

/** SIMULATED: a fatigue test of many minutes on several channels, 120 contractions an hour. */
export function longRecording({ minutes, nChannels }: { minutes: number; nChannels: number }): Recording {
  const channels = Array.from({ length: nChannels }, (_, channel) => {
    const random = seededRandom(channel + 1);
    const muscle = shapedNoise(random, fs, { durationS: minuteS, lowHz: () => 60, highHz: () => 120 });
    const samples = Float64Array.from({ length: minutes * minuteS * fs }, (_, i) => {
      const place = i % muscle.length;
      return levelAt(place / fs) * muscle[place] + 0.004 * random.normal();
    });
    return { name: `A${channel + 1}`, kind: 'emg', unit: 'mV', fs, samples } as const;
  });
  const provenance = { file: 'long.edf', format: 'simulated', sha256: '' };
  return { channels, events: [], provenance, issues: [] };
}
