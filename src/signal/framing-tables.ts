import { type WindowName, windowValues } from './window.ts';

/** Signals of ever new lengths must not fill the memory. */
const mostKept = 64;
const known = new Map<string, Float64Array>();

/** A table under its name, made once: the spectrum of a second need not begin with a thousand cosines. */
function kept(key: string, make: () => Float64Array): Float64Array {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= mostKept) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

/** The periodic window that frames are weighed with [windowSamples]; shared, never written into. */
export function frameWeights(window: WindowName, windowSamples: number): Float64Array {
  return kept(`${window} ${windowSamples}`, () => windowValues(window, windowSamples));
}

/**
 * What turns |X_k|^2 into one-sided power per frequency, unit^2/Hz [nFreqs]: 1 / (fs sum w^2), twice that where a
 * negative frequency is folded in. Shared, never written into.
 */
export function densityWeights(
  {
    window,
    windowSamples,
    nfft,
  }: { readonly window: WindowName; readonly windowSamples: number; readonly nfft: number },
  fs: number,
): Float64Array {
  return kept(`${window} ${windowSamples} ${nfft} ${fs}`, () => {
    const energy = frameWeights(window, windowSamples).reduce((sum, w) => sum + w * w, 0);
    const isAlone = (k: number): boolean => k === 0 || 2 * k === nfft;
    return Float64Array.from({ length: Math.floor(nfft / 2) + 1 }, (_, k) => (isAlone(k) ? 1 : 2) / (fs * energy));
  });
}
