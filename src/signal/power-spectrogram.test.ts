import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, sine } from './check-signals.ts';
import { powerSpectrogram } from './power-spectrogram.ts';
import { welch } from './welch.ts';

describe('powerSpectrogram', () => {
  it('sums to the mean square of each frame (Parseval)', () => {
    const x = noise(400);
    for (const windowSamples of [50, 51]) {
      const options = { windowSamples, hopSamples: windowSamples, window: 'boxcar', detrend: 'none' } as const;
      const { power, nFrames, nFreqs, freqsHz } = powerSpectrogram(x, 1000, options);
      for (let f = 0; f < nFrames; f++) {
        const frame = x.subarray(f * windowSamples, (f + 1) * windowSamples);
        const total = power.subarray(f * nFreqs, (f + 1) * nFreqs).reduce((sum, value) => sum + value, 0) * freqsHz[1];
        expect(total).toBeCloseTo(frame.reduce((sum, value) => sum + value * value, 0) / windowSamples, 10);
      }
    }
  });

  it('averages over its frames to the spectrum of Welch', () => {
    const x = noise(1000);
    const { power, nFrames, nFreqs } = powerSpectrogram(x, 1000, { windowSamples: 200, hopSamples: 100 });
    const { psd } = welch(x, 1000, { windowSamples: 200 });
    for (let k = 0; k < nFreqs; k++) {
      const average =
        Array.from({ length: nFrames }, (_, f) => power[f * nFreqs + k]).reduce((a, b) => a + b) / nFrames;
      expect(average / psd[k]).toBeCloseTo(1, 10);
    }
  });

  it('takes the mean off each frame unless told otherwise', () => {
    const x = new Float64Array(300).fill(5);
    const options = { windowSamples: 100, hopSamples: 50 };
    expect(Math.max(...powerSpectrogram(x, 1000, options).power)).toBeLessThan(1e-20);
    expect(powerSpectrogram(x, 1000, { ...options, detrend: 'none' }).power[0]).toBeGreaterThan(0.1);
  });

  it('moves with the frequency of the signal, not with the sampling rate alone', () => {
    const { power, nFreqs, freqsHz } = powerSpectrogram(sine(800, 2000, { frequencyHz: 100 }), 2000, {
      windowSamples: 200,
      hopSamples: 100,
    });
    const first = power.subarray(0, nFreqs);
    expect(freqsHz[first.indexOf(Math.max(...first))]).toBe(100);
  });

  it('refuses a window longer than the signal, and what no frame can have', () => {
    expect(refusal(() => powerSpectrogram(noise(63), 1000, { windowSamples: 64, hopSamples: 16 }))).toBe(
      'windowSamples must be at most the length of x = 63, got 64 — in powerSpectrogram. Shorten the window or pass a longer signal.',
    );
    expect(refusal(() => powerSpectrogram(noise(63), 0, { windowSamples: 8, hopSamples: 4 }))).toContain('fs must be');
    expect(refusal(() => powerSpectrogram(noise(63), 1000, { windowSamples: 8, hopSamples: 9 }))).toContain(
      'hopSamples',
    );
    expect(refusal(() => powerSpectrogram(new Float64Array(), 1000, { windowSamples: 8, hopSamples: 4 }))).toContain(
      'x must hold',
    );
  });
});
