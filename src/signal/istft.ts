import { ArgumentError, requireSamples } from '#base';
import { complexZeros } from './complex.ts';
import { realInverseOf } from './rfft.ts';
import { type Stft, scaleOf } from './stft.ts';
import { windowValues } from './window.ts';

/** Below this sum of squared weights a sample is not restored but lost; as in SciPy. */
const leastWeight = 1e-10;

/**
 * The signal [n] of a short-time Fourier transform, in the unit of the original: `istft(stft(x, fs, options))` is `x`.
 * Where frames overlap, they are weighed so that the squared error is least (Griffin & Lim 1984), as in
 * `scipy.signal.istft`. A changed transform is passed as `{ ...spectrum, re, im }`.
 *
 * Golden: `golden/signal/istft.json`.
 *
 * @throws ArgumentError when the frames were detrended, the arrays do not fit, a value is not finite, or the frames do
 * not determine every sample (often so with padding `none`, where windows start at 0).
 * @example
 * const x = Float64Array.of(1, 2, 3);
 * istft(stft(x, 1000, { windowSamples: 2, hopSamples: 1, padding: 'zeros' })); // Float64Array(3) [ 1, 2, 3 ]
 */
export function istft(spectrum: Stft): Float64Array {
  const { re, im, nFrames, nFreqs, made } = spectrum;
  const { windowSamples, hopSamples, nfft, nSamples } = made;
  requireInvertible(spectrum);
  const edge = made.padding === 'zeros' ? Math.floor(windowSamples / 2) : 0;
  const sum = new Float64Array(Math.max(edge + nSamples, windowSamples + (nFrames - 1) * hopSamples));
  const weight = new Float64Array(sum.length);
  const weights = windowValues(made.window, windowSamples);
  const scale = scaleOf(made);
  const bins = complexZeros(nFreqs);
  const frame = new Float64Array(nfft);
  const inverse = realInverseOf(nfft);
  for (let f = 0; f < nFrames; f++) {
    bins.re.set(re.subarray(f * nFreqs, (f + 1) * nFreqs));
    bins.im.set(im.subarray(f * nFreqs, (f + 1) * nFreqs));
    inverse(bins, frame);
    for (let i = 0; i < windowSamples; i++) {
      sum[f * hopSamples + i] += frame[i] * scale * weights[i];
      weight[f * hopSamples + i] += weights[i] * weights[i];
    }
  }
  return Float64Array.from({ length: nSamples }, (_, i) => {
    if (!(weight[edge + i] > leastWeight)) {
      throw new ArgumentError(
        `sample ${i} is in no frame with weight, so it cannot be restored — in istft.`,
        "Transform with padding 'zeros' and a hop of at most half the window.",
      );
    }
    return sum[edge + i] / weight[edge + i];
  });
}

function requireInvertible({ re, im, nFrames, nFreqs, made }: Stft): void {
  if (made.detrend !== 'none') {
    throw new ArgumentError(
      `detrend must be 'none' for an inverse, got '${made.detrend}' — in istft.`,
      "Transform with detrend 'none', and detrend the whole signal before.",
    );
  }
  for (const [name, part] of [
    ['re', re],
    ['im', im],
  ] as const) {
    if (part.length !== nFrames * nFreqs) {
      throw new ArgumentError(
        `${name} must hold nFrames x nFreqs = ${nFrames * nFreqs} values, got ${part.length} — in istft.`,
        'Change values in place of others, not their number.',
      );
    }
    requireSamples(part, 'istft', { name });
  }
}
