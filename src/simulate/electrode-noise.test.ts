import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { findHeartBeats } from '#recording';
import { rms, welch } from '#signal';
import { electrodeNoise, type NoiseLevels } from './electrode-noise.ts';
import { simulateTask } from './simulate-task.ts';
import { virtualParticipant } from './virtual-participant.ts';

const silent: NoiseLevels = { noiseMv: 0, mainsMv: 0, mainsHz: 50, motionMv: 0, ecgMv: 0 };
const noiseOf = (levels: Partial<NoiseLevels>): Float64Array =>
  electrodeNoise(seededRandom(3), 60_000, 1000, { ...silent, ...levels });

describe('electrodeNoise', () => {
  it('has the level of each part', () => {
    expect(rms(noiseOf({ noiseMv: 0.005 }))).toBeCloseTo(0.005, 4);
    expect(rms(noiseOf({ mainsMv: 0.002 }))).toBeCloseTo(0.002, 6);
    expect(Math.abs(rms(noiseOf({ motionMv: 0.02 })) / 0.02 - 1)).toBeLessThan(0.15);
  });

  it('hums at the frequency of the mains and moves below 5 Hz', () => {
    const peakHz = (x: Float64Array): number => {
      const { psd, freqsHz } = welch(x, 1000, { windowSamples: 1000, detrend: 'none' });
      return freqsHz[psd.indexOf(Math.max(...psd))];
    };
    expect(peakHz(noiseOf({ mainsMv: 0.002, mainsHz: 60 }))).toBe(60);
    expect(peakHz(noiseOf({ motionMv: 0.02 }))).toBeLessThan(5);
  });

  it('shows heart beats at rest where they are asked for', () => {
    const participant = { ...virtualParticipant({ seed: 1, index: 0 }), ecgMv: 0.15 };
    const { recording } = simulateTask({ participant, steps: [{ kind: 'rest', durationS: 20, record: true }] });
    const [channel] = recording?.channels ?? [];
    const rest = { kind: 'rest', channel: 'EMG', startS: 1, endS: 19 } as const;
    expect(findHeartBeats(channel, rest)?.perMinute).toBeGreaterThan(60);
    expect(findHeartBeats(channel, rest)?.perMinute).toBeLessThan(80);
  });

  it('clips at the ends of the range, as a sensor does', () => {
    const participant = { ...virtualParticipant({ seed: 1, index: 0, difficulty: 'textbook' }), mvcRmsMv: 1.5 };
    const { recording } = simulateTask({ participant, steps: [{ kind: 'maximal', durationS: 3, record: true }] });
    const [{ samples, range }] = recording?.channels ?? [];
    expect([Math.min(...samples), Math.max(...samples)]).toEqual(range);
  });
});
