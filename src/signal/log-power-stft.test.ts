import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, sine, worstDifference } from './check-signals.ts';
import { kernelTakes } from './log-power-kernel.ts';
import { type LogPowerStftOptions, logPowerStft } from './log-power-stft.ts';
import { powerSpectrogram } from './power-spectrogram.ts';
import { windowNames } from './window.ts';

/** How far the kernel is from the 64-bit path: of a frame's strongest bin, and in dB over bins down to 40 dB below it. */
function errorsOf(x: Float64Array, options: LogPowerStftOptions): { relative: number; db: number } {
  const ours = logPowerStft(x, 1000, options);
  const { power, nFrames, nFreqs, freqsHz, timesS } = powerSpectrogram(x, 1000, options);
  const { floor = 1e-12 } = options;
  expect([ours.nFrames, ours.nFreqs, ours.db.length]).toEqual([nFrames, nFreqs, nFrames * nFreqs]);
  expect([ours.freqsHz, ours.timesS]).toEqual([freqsHz, timesS]);
  let [relative, db] = [0, 0];
  for (let at = 0; at < power.length; at += nFreqs) {
    const frame = power.subarray(at, at + nFreqs);
    const strongest = Math.max(...frame) + floor;
    frame.forEach((p, k) => {
      const got = ours.db[at + k];
      relative = Math.max(relative, Math.abs(10 ** (got / 10) - floor - p) / strongest);
      if (p > 1e-4 * strongest) db = Math.max(db, Math.abs(got - 10 * Math.log10(p + floor)));
    });
  }
  return { relative, db };
}

const lengths = [64, 128, 256, 512, 1024, 2048, 4096];

describe('logPowerStft', () => {
  // Modules loaded without WebAssembly must not stay for the tests of other files.
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('runs in the kernel for powers of two, and only there', () => {
    const x = noise(100);
    const framing = { windowSamples: 64, hopSamples: 16, window: 'hann', detrend: 'none' } as const;
    const taken = [32, ...lengths, 8192, 250].filter((nfft) => kernelTakes(x, { ...framing, nfft }, 1e-12));
    expect(taken).toEqual(lengths);
    expect(kernelTakes(x, { ...framing, nfft: 64, detrend: 'linear' }, 1e-12)).toBe(false);
    expect(kernelTakes(x, { ...framing, nfft: 64 }, 1e-31)).toBe(false);
    expect(kernelTakes(Float64Array.of(0, -2e12), { ...framing, nfft: 64 }, 1e-12)).toBe(false);
  });

  it.each(lengths)('differs from 64 bits by less than 1e-6 of the strongest bin, and 0.001 dB: %i', (windowSamples) => {
    const hopSamples = windowSamples / 4;
    for (const x of [noise(3 * 4096 + 17), sine(3 * 4096 + 17, 1000, { frequencyHz: 103.3 })]) {
      const { relative, db } = errorsOf(x, { windowSamples, hopSamples });
      expect(relative).toBeLessThan(1e-6);
      expect(db).toBeLessThan(1e-3);
      expect(relative).toBeGreaterThan(0);
    }
  });

  it('agrees for any window, hop, padding, offset and number of frames', () => {
    const cases = fc.record({
      windowSamples: fc.integer({ min: 3, max: 128 }),
      nfft: fc.constantFrom(128, 256),
      hopShare: fc.double({ min: 0, max: 1, noNaN: true }),
      window: fc.constantFrom(...windowNames),
      detrend: fc.constantFrom('none' as const, 'constant' as const),
      offset: fc.constantFrom(0, 5),
      more: fc.integer({ min: 0, max: 1500 }),
    });
    fc.assert(
      fc.property(cases, ({ hopShare, offset, more, ...options }) => {
        const x = noise(options.windowSamples + more, more).map((value) => value + offset);
        const hopSamples = Math.max(1, Math.round(hopShare * options.windowSamples));
        // The offset alone leaves rounding where a frame's mean is taken off: its size counts, not what is left.
        const { relative } = errorsOf(x, { ...options, hopSamples, floor: 1e-6 });
        expect(relative).toBeLessThan(1e-5);
      }),
    );
  });

  it('joins its batches without a seam', () => {
    const x = noise(90_000);
    const options = { windowSamples: 128, hopSamples: 32 };
    const whole = logPowerStft(x, 1000, options);
    const part = logPowerStft(x.subarray(1600 * 32, 1600 * 32 + 128 + 32 * 9), 1000, { ...options });
    expect(worstDifference(whole.db.subarray(1600 * 65, 1610 * 65), part.db)).toBeLessThan(1e-3);
    expect(errorsOf(x, options).relative).toBeLessThan(1e-6);
  });

  it('says floor for silence, and takes the mean off each frame unless told otherwise', () => {
    const seven = new Float64Array(600).fill(7);
    const options = { windowSamples: 64, hopSamples: 64, floor: 1e-3 };
    for (const value of logPowerStft(seven, 1000, options).db) expect(value).toBeCloseTo(-30, 4);
    expect(logPowerStft(seven, 1000, { ...options, detrend: 'none' }).db[0]).toBeGreaterThan(0);
  });

  it('gives the same picture where WebAssembly is missing or forbidden', async () => {
    const x = noise(3000);
    const options = { windowSamples: 256, hopSamples: 64 };
    const withKernel = logPowerStft(x, 1000, options).db;
    const forbidden = {
      Module: class {
        constructor() {
          throw new Error('refused by content policy');
        }
      },
    };
    for (const host of [undefined, forbidden]) {
      vi.stubGlobal('WebAssembly', host);
      vi.resetModules();
      const fresh = await import('./log-power-stft.ts');
      const { db } = fresh.logPowerStft(x, 1000, options);
      expect(worstDifference(db, withKernel)).toBeLessThan(0.01);
      expect(db).not.toEqual(withKernel);
    }
  });

  it('refuses what no spectrogram can have', () => {
    const options = { windowSamples: 64, hopSamples: 16 };
    expect(refusal(() => logPowerStft(noise(63), 1000, options))).toContain('in logPowerStft');
    expect(refusal(() => logPowerStft(noise(64), 1000, { ...options, floor: 0 }))).toBe(
      'floor must be a number above 0, got 0 — in logPowerStft. Pass a positive floor.',
    );
    expect(refusal(() => logPowerStft(Float64Array.of(Number.NaN), 1000, options))).toContain('x[0] is NaN');
  });
});
