import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, sine, worstDifference } from './check-signals.ts';
import { istft } from './istft.ts';
import { type StftOptions, stft } from './stft.ts';
import { windowNames } from './window.ts';

/** Options that determine every sample: a hop of at most half the window. */
const invertible = fc
  .record({
    windowSamples: fc.integer({ min: 2, max: 70 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    extra: fc.integer({ min: 0, max: 40 }),
    window: fc.constantFrom(...windowNames),
    scaling: fc.constantFrom('spectrum' as const, 'psd' as const),
  })
  .map(({ windowSamples, share, extra, window, scaling }) => ({
    windowSamples,
    hopSamples: Math.max(1, Math.floor((share * windowSamples) / 2)),
    nfft: windowSamples + extra,
    window,
    scaling,
  }));

describe('stft', () => {
  it('is undone by istft, for signals of any length', () => {
    fc.assert(
      fc.property(invertible, fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 99 }), (options, n, seed) => {
        const x = noise(n, seed);
        expect(worstDifference(istft(stft(x, 1000, { ...options, padding: 'zeros' })), x)).toBeLessThan(1e-9);
      }),
    );
  });

  it('reads the amplitude of a sine as 2 |X| and finds it in its bin', () => {
    const x = sine(1000, 1000, { amplitude: 3, frequencyHz: 125 });
    const { re, im, nFreqs, freqsHz } = stft(x, 1000, { windowSamples: 256, hopSamples: 64 });
    const sizes = Array.from({ length: nFreqs }, (_, k) => Math.hypot(re[5 * nFreqs + k], im[5 * nFreqs + k]));
    const top = sizes.indexOf(Math.max(...sizes));
    expect(freqsHz[top]).toBe(125);
    expect(2 * sizes[top]).toBeCloseTo(3, 10);
  });

  it('keeps frames inside the signal, or centres them from the first sample on', () => {
    const inside = stft(noise(1000), 1000, { windowSamples: 256, hopSamples: 64 });
    expect([inside.nFrames, inside.timesS[0], inside.timesS.at(-1)]).toEqual([12, 0.128, 0.832]);
    const centred = stft(noise(1000), 1000, { windowSamples: 256, hopSamples: 64, padding: 'zeros' });
    expect([centred.nFrames, centred.timesS[0], centred.timesS.at(-1)]).toEqual([17, 0, 1.024]);
  });

  it('does not change its input', () => {
    const x = noise(300);
    stft(x, 1000, { windowSamples: 64, hopSamples: 16, detrend: 'linear', padding: 'zeros' });
    expect(x).toEqual(noise(300));
  });

  const options: StftOptions = { windowSamples: 64, hopSamples: 16 };
  it.each([
    [
      { ...options, windowSamples: 400 },
      'windowSamples must be at most the length of x = 300, got 400 — in stft. Shorten the window or pass a longer signal.',
    ],
    [{ ...options, windowSamples: 0 }, 'windowSamples must be a whole number of at least 1, got 0'],
    [{ ...options, hopSamples: 65 }, 'hopSamples must be at most windowSamples = 64, got 65 — in stft.'],
    [{ ...options, hopSamples: 0 }, 'hopSamples must be a whole number'],
    [{ ...options, nfft: 2 ** 40 }, 'nfft must be at most 67108864, got 1099511627776 — in stft.'],
    [{ ...options, windowSamples: 2 ** 40, padding: 'zeros' as const }, 'nfft must be at most 67108864'],
    [{ ...options, nfft: 63 }, 'nfft must be at least windowSamples = 64, got 63 — in stft.'],
    [{ ...options, window: 'hanning' as 'hann' }, "got 'hanning'"],
    [{ ...options, padding: 'even' as 'none' }, "padding must be one of none, zeros; got 'even'"],
    [{ ...options, detrend: 'mean' as 'none' }, "detrend must be one of none, constant, linear; got 'mean'"],
    [{ ...options, scaling: 'density' as 'psd' }, "scaling must be one of spectrum, psd; got 'density'"],
  ])('refuses %j', (wrong, words) => {
    expect(refusal(() => stft(noise(300), 1000, wrong))).toContain(words);
  });

  it('refuses signals and rates that are none', () => {
    expect(refusal(() => stft(new Float64Array(), 1000, options))).toContain('x must hold at least 1 sample');
    expect(refusal(() => stft(new Float64Array(99).fill(Number.NaN), 1000, options))).toContain('x[0] is NaN');
    expect(refusal(() => stft(noise(300), Number.NaN, options))).toContain('fs must be a number above 0, got NaN');
  });
});

describe('istft', () => {
  const options: StftOptions = { windowSamples: 64, hopSamples: 16 };

  it('takes frames without padding where the window weighs every sample', () => {
    const x = noise(64 + 16 * 10);
    expect(worstDifference(istft(stft(x, 1000, { ...options, window: 'hamming' })), x)).toBeLessThan(1e-12);
  });

  it('refuses what does not determine the signal', () => {
    const x = noise(300);
    expect(refusal(() => istft(stft(x, 1000, options)))).toBe(
      "sample 0 is in no frame with weight, so it cannot be restored — in istft. Transform with padding 'zeros' and a hop of at most half the window.",
    );
    // Blackman's ends are not 0 but rounding noise, and no weight either.
    expect(refusal(() => istft(stft(x, 1000, { ...options, window: 'blackman' })))).toContain(
      'sample 0 is in no frame',
    );
    expect(refusal(() => istft(stft(x, 1000, { ...options, window: 'boxcar' })))).toContain(
      'sample 288 is in no frame',
    );
    expect(refusal(() => istft(stft(x, 1000, { ...options, hopSamples: 64, padding: 'zeros' })))).toContain(
      'sample 32 ',
    );
    expect(refusal(() => istft(stft(x, 1000, { ...options, detrend: 'constant', padding: 'zeros' })))).toContain(
      "detrend must be 'none' for an inverse, got 'constant' — in istft.",
    );
  });

  it('refuses arrays that do not fit', () => {
    const spectrum = stft(noise(300), 1000, { ...options, padding: 'zeros' });
    expect(refusal(() => istft({ ...spectrum, re: new Float64Array(3) }))).toContain(
      're must hold nFrames x nFreqs = ',
    );
    const im = spectrum.im.slice().fill(Number.NaN);
    expect(refusal(() => istft({ ...spectrum, im }))).toContain('im[0] is NaN');
  });
});
