import { mean, standardDeviation } from '#signal';
import type { IndexDefinition } from './index-definition.ts';
import type { IndexInput } from './index-input.ts';
import { permutationEntropy } from './permutation-entropy.ts';
import { sampleEntropy } from './sample-entropy.ts';
import { spectralEntropyIndex } from './spectral-indices.ts';
import { rateTolerance, spectrogramRateHz } from './spectrogram-rate.ts';

/** Sample entropy: patterns of two samples, alike within this share of the second's standard deviation. */
const toleranceShare = 0.2;
const dimension = 2;

/** Orderings of five samples: 120 of them, seen in a contraction of one second eight times each. */
const order = 5;

/** At what rate the samples were compared: entropies change with it. */
export function rateText({ contraction: { fs } }: IndexInput): string {
  const isResampled = Math.abs(fs / spectrogramRateHz - 1) > rateTolerance;
  return isResampled ? `resampled from ${fs} to ${spectrogramRateHz} Hz` : `at ${spectrogramRateHz} Hz`;
}

/** Mean over the whole seconds of a signal's stretches; null where one of them has no matching patterns. */
function meanSampleEntropy(parts: readonly Float64Array[]): number | null {
  // One sample may be missing in a contraction of a second, where its limits were rounded; stretches between bad windows
  // may all be shorter.
  const second = Math.min(spectrogramRateHz, Math.max(...parts.map(({ length }) => length)));
  const seconds = parts.flatMap((part) =>
    Array.from({ length: Math.floor(part.length / second) }, (_, i) => part.subarray(i * second, (i + 1) * second)),
  );
  const values = seconds.map((x) => {
    const tolerance = toleranceShare * standardDeviation(x);
    return tolerance > 0 ? sampleEntropy(x, { dimension, tolerance }) : null;
  });
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : mean(known);
}

const shared = { group: 'complexity', band: 'contraction' } as const;

/** Indices of how regular a signal is. */
export const complexityIndices: readonly IndexDefinition[] = [
  spectralEntropyIndex,
  {
    ...shared,
    id: 'SampEn',
    name: 'sample entropy',
    unit: '1',
    window: 'seconds',
    method: (input) => `sample entropy, m = ${dimension}, r = ${toleranceShare} SD of each second, ${rateText(input)}`,
    source: 'Richman and Moorman 2000',
    compute: ({ at1000Hz }) => {
      const parts = at1000Hz();
      return parts && meanSampleEntropy(parts);
    },
  },
  {
    ...shared,
    id: 'PermEn',
    name: 'permutation entropy',
    unit: '1',
    window: 'contraction',
    method: (input) => `permutation entropy, order ${order}, delay 1 ms, over ln ${order}!, ${rateText(input)}`,
    source: 'Bandt and Pompe 2002',
    compute: ({ at1000Hz }) => {
      const parts = at1000Hz();
      return parts && permutationEntropy(parts, { order });
    },
  },
];
