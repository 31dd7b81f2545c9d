import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noise } from './check-signals.ts';
import { frameKernelTakes, kernelSpectra } from './frame-kernel.ts';
import { eachSpectrumPlain, type FrameVisit, type Framing, frameCount } from './frames.ts';
import { windowNames } from './window.ts';

const framing = { windowSamples: 64, nfft: 64, hopSamples: 16, window: 'hann', detrend: 'none' } as const;

/** The bits of all spectra of a signal, frame by frame, as one way of transforming them shows them. */
function bitsOf(how: Framing, nFrames: number, each: (visit: FrameVisit) => void): Buffer {
  const bins = how.nfft / 2 + 1;
  const all = new Float64Array(2 * bins * nFrames);
  let next = 0;
  each(({ re, im }, frame, at) => {
    expect(frame).toBe(next++);
    all.set(re.subarray(at, at + bins), 2 * bins * frame);
    all.set(im.subarray(at, at + bins), 2 * bins * frame + bins);
  });
  expect(next).toBe(nFrames);
  return Buffer.from(all.buffer);
}

function expectSameBits(x: Float64Array, how: Framing): void {
  const nFrames = frameCount(x.length, how);
  const ours = bitsOf(how, nFrames, (visit) => kernelSpectra(x, how, nFrames, visit));
  const plain = bitsOf(how, nFrames, (visit) => eachSpectrumPlain(x, how, visit));
  expect(ours.equals(plain)).toBe(true);
}

describe('kernelSpectra', () => {
  it('gives the bits of the plain transform, signs of zeros included', () => {
    const cases = fc.record({
      log2: fc.integer({ min: 4, max: 11 }),
      hopShare: fc.double({ min: 0, max: 1, noNaN: true }),
      window: fc.constantFrom(...windowNames),
      detrend: fc.constantFrom('none' as const, 'constant' as const),
      more: fc.integer({ min: 0, max: 3000 }),
      silentFrom: fc.integer({ min: 0, max: 6000 }),
    });
    fc.assert(
      fc.property(cases, ({ log2, hopShare, window, detrend, more, silentFrom }) => {
        const n = 2 ** log2;
        const x = noise(n + more, more).map((value, i) => (i < silentFrom ? value + 2 : 0));
        const hopSamples = Math.max(1, n >> 4, Math.round(hopShare * n));
        expectSameBits(x, { windowSamples: n, nfft: n, hopSamples, window, detrend });
      }),
      { numRuns: 60 },
    );
  });

  it.each([16, 4096, 8192, 16_384])('does so over several batches of %i', (n) => {
    const x = noise(n * 9 + 5);
    for (const detrend of ['none', 'constant'] as const) {
      expectSameBits(x, { windowSamples: n, nfft: n, hopSamples: Math.ceil(n / 3), window: 'hann', detrend });
    }
    if (n === 16) expectSameBits(noise(200_000), { ...framing, windowSamples: 16, nfft: 16, hopSamples: 5 });
  });

  it('takes powers of two that need no padding and no line taken off', () => {
    const takes = (change: Partial<Framing>): boolean => frameKernelTakes({ ...framing, ...change });
    expect(takes({})).toBe(true);
    expect(takes({ detrend: 'constant' })).toBe(true);
    expect(takes({ detrend: 'linear' })).toBe(false);
    expect(takes({ windowSamples: 63 })).toBe(false);
    for (const n of [8, 100, 32_768]) expect(takes({ windowSamples: n, nfft: n })).toBe(false);
  });
});
