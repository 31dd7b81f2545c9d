import type { WaveletName } from '#signal';
import { rateText } from './complexity-indices.ts';
import type { IndexDefinition } from './index-definition.ts';
import type { IndexInput } from './index-input.ts';
import { momentRatio, strongestLevel, type WaveletScales } from './wavelet-scales.ts';

/**
 * The source compares scales 5 and 1, at 1000 Hz 16–31 and 250–500 Hz: the first lies below the corner of the sensor
 * (25 Hz), the second is noise for the most part. Scales 4 and 2 (31–62 and 125–250 Hz) stand in for them.
 */
const [slow, fast] = [4, 2];

const source = 'González-Izal et al. 2010, with scales 4 and 2 in the place of 5 and 1';

interface Ratio {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly wavelet: WaveletName;
  readonly text: (scales: WaveletScales | null) => string;
  readonly value: (scales: WaveletScales) => number;
}

const ratios: readonly Ratio[] = [
  {
    id: 'WIRM1452',
    name: 'wavelet ratio of moments −1 at scale 4 and 5 at scale 2 (for WIRM1551)',
    unit: 'Hz^-6',
    wavelet: 'sym5',
    text: () => 'M(-1) of D4 over M(5) of D2',
    value: (scales) => momentRatio(scales, { slow, fast, order: 5 }),
  },
  {
    id: 'WIRM1M52',
    name: 'wavelet ratio of moments −1 at the strongest scale and 5 at scale 2 (for WIRM1M51)',
    unit: 'Hz^-6',
    wavelet: 'db5',
    text: (scales) => `M(-1) of the detail with most energy (D${scales && strongestLevel(scales)}) over M(5) of D2`,
    value: (scales) => momentRatio(scales, { slow: strongestLevel(scales), fast, order: 5 }),
  },
  {
    id: 'WIRM1422',
    name: 'wavelet ratio of moments −1 at scale 4 and 2 at scale 2 (for WIRM1522)',
    unit: 'Hz^-3',
    wavelet: 'db5',
    text: () => 'M(-1) of D4 over M(2) of D2',
    value: (scales) => momentRatio(scales, { slow, fast, order: 2 }),
  },
  {
    id: 'WIRE42',
    name: 'wavelet ratio of energies at scales 4 and 2 (for WIRE51)',
    unit: '1',
    wavelet: 'sym5',
    text: () => 'energy of D4 over energy of D2',
    value: (scales) => scales[slow - 1].energy() / scales[fast - 1].energy(),
  },
  {
    id: 'WIRW42',
    name: 'wavelet ratio of waveform lengths at scales 4 and 2 (for WIRW51)',
    unit: '1',
    wavelet: 'db5',
    text: () => 'waveform length of D4 over waveform length of D2',
    value: (scales) => scales[slow - 1].length() / scales[fast - 1].length(),
  },
];

/** Where D4 and D2 lie at 1000 Hz: outside the band of the filter they would say nothing. */
const slowBandHz = [31.25, 62.5] as const;
const fastBandHz = [125, 250] as const;

const methodOf =
  ({ wavelet, text }: Ratio) =>
  (input: IndexInput): string =>
    `${text(input.scales(wavelet))}; details of ${wavelet} at the signal's own rate (D4 31–62 Hz, D2 125–250 Hz; D4 and D2, as D5 and D1 lie outside the sensor's band), mirrored ends, ${rateText(input)}`;

/** Indices of González-Izal's family, moved into the band of the sensor. */
export const waveletIndices: readonly IndexDefinition[] = ratios.map((ratio) => ({
  group: 'wavelet',
  band: 'contraction',
  source,
  id: ratio.id,
  name: ratio.name,
  unit: ratio.unit,
  window: ratio.unit === '1' ? 'contraction' : 'welch',
  method: methodOf(ratio),
  compute: ({ scales, contraction: { bandHz } }: IndexInput) => {
    if (bandHz[0] > slowBandHz[0] || bandHz[1] < fastBandHz[1]) return null;
    const known = scales(ratio.wavelet);
    return known && ratio.value(known);
  },
}));
