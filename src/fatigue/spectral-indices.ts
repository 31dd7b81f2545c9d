import type { Band, IndexDefinition } from './index-definition.ts';
import type { IndexInput } from './index-input.ts';
import { lowestSnrDb, snrHalfWidthHz } from './noise-rule.ts';
import { bandPower, dimitrovIndex, meanFrequency, medianFrequency, spectralMoment } from './spectral.ts';
import { bandPowerRatio, peakFrequency, spectralEntropy } from './spectral-shape.ts';

/** Edges (Hz) of the twelve bands whose powers are indices; narrow where sEMG has most of its power. */
export const bandEdgesHz: readonly number[] = [20, 35, 50, 65, 80, 100, 125, 150, 185, 225, 280, 350, 450];

/** The twelve bands `[lowHz, highHz)` between neighbouring {@link bandEdgesHz}. */
export const powerBandsHz: readonly Band[] = bandEdgesHz.slice(1).map((highHz, i) => [bandEdgesHz[i], highHz]);

/** Below and above which Allison and Fujiwara took the power; their low band began at 15 Hz, where the sensor is deaf. */
const [lowBandEndHz, highBandStartHz] = [45, 95];

const momentUnits = ['x^2', 'x^2·Hz', 'x^2·Hz^2', 'x^2·Hz^3', 'x^2·Hz^4'];

/** `M_k` as an integral over frequency, so that it does not depend on the width of the bins. */
function integratedMoment({ spectrum }: IndexInput, order: number): number | null {
  const { freqsHz } = spectrum;
  return freqsHz.length < 2 ? null : spectralMoment(spectrum, order) * (freqsHz[1] - freqsHz[0]);
}

/** Up to where the noise rule left the spectrum; null where it took nothing off the band. */
function capHz({ denoised, spectrum }: IndexInput): number | null {
  const left = denoised();
  return left && left.spectrum.psd.length < spectrum.psd.length ? left.capHz : null;
}

/** Where the noise rule cut, and by what measure. */
function capText(input: IndexInput): string {
  const hz = capHz(input);
  const where = hz === null ? 'the end of the band: nowhere does' : `the cap of ${hz.toFixed(1)} Hz, above which`;
  const falls = hz === null ? 'fall' : 'falls';
  return `up to ${where} the signal-to-noise ratio (running medians of ±${snrHalfWidthHz} Hz) ${falls} below ${lowestSnrDb} dB`;
}

const shared = { group: 'spectrum', band: 'contraction', window: 'welch' } as const;

/** Indices of the whole spectrum. */
export const spectrumIndices: readonly IndexDefinition[] = [
  {
    ...shared,
    id: 'MNF',
    name: 'mean frequency',
    unit: 'Hz',
    method: 'mean frequency',
    source: 'Stulen and De Luca 1981',
    compute: ({ spectrum }) => meanFrequency(spectrum),
  },
  {
    ...shared,
    id: 'MDF',
    name: 'median frequency',
    unit: 'Hz',
    method: 'median frequency, interpolated',
    source: 'Stulen and De Luca 1981',
    compute: ({ spectrum }) => medianFrequency(spectrum),
  },
  {
    ...shared,
    id: 'PKF',
    name: 'peak frequency',
    unit: 'Hz',
    method: 'frequency of the strongest bin',
    source: 'Phinyomark et al. 2012',
    compute: ({ spectrum }) => peakFrequency(spectrum),
  },
  ...momentUnits.map((unit, order) => ({
    ...shared,
    id: `M${order}`,
    name: order === 0 ? 'total power (TTP), spectral moment of order 0' : `spectral moment of order ${order}`,
    unit,
    method: order === 0 ? 'sum of PSD times bin width' : `sum of f^${order} times PSD times bin width`,
    source: 'Phinyomark et al. 2012',
    compute: (input: IndexInput) => integratedMoment(input, order),
  })),
  ...[2, 3, 4, 5].map((order) => ({
    ...shared,
    id: `FInsm${order}`,
    name: `spectral fatigue index of order ${order}`,
    unit: `Hz^-${order + 1}`,
    method: `Dimitrov M(-1)/M(${order}), without noise rule`,
    source: 'Dimitrov et al. 2006',
    compute: ({ spectrum }: IndexInput) => dimitrovIndex(spectrum, { order }),
  })),
  {
    ...shared,
    id: 'FInsm5_NR',
    name: 'spectral fatigue index of order 5 with the noise rule',
    unit: 'Hz^-6',
    band: (input) => [input.contraction.bandHz[0], capHz(input) ?? input.contraction.bandHz[1]],
    method: (input) => `Dimitrov M(-1)/M(5), rest PSD subtracted, ${capText(input)}`,
    source: 'Dimitrov et al. 2006; noise rule of Myofade',
    compute: (input) => {
      const denoised = input.denoised();
      return denoised && dimitrovIndex(denoised.spectrum);
    },
  },
  {
    ...shared,
    id: 'LHR',
    name: 'low to high band power',
    unit: '1',
    method: ({ contraction: { bandHz } }) =>
      `power in ${bandHz[0]}–${lowBandEndHz} Hz over power in ${highBandStartHz}–${bandHz[1]} Hz`,
    source: 'Allison and Fujiwara 2002, who began at 15 Hz; here at the corner of the filter',
    compute: ({ spectrum, contraction: { bandHz } }) =>
      bandHz[0] >= lowBandEndHz || bandHz[1] <= highBandStartHz
        ? null
        : bandPowerRatio(spectrum, [bandHz[0], lowBandEndHz], [highBandStartHz, bandHz[1]]),
  },
];

/** Powers of the twelve bands. */
export const bandPowerIndices: readonly IndexDefinition[] = powerBandsHz.map((band) => ({
  ...shared,
  group: 'band powers' as const,
  id: `BP_${band[0]}_${band[1]}`,
  name: `power in ${band[0]}–${band[1]} Hz`,
  unit: 'x^2',
  band,
  method: 'sum of PSD times bin width, upper limit excluded',
  source: 'bands of Myofade',
  compute: ({ spectrum, contraction }: IndexInput) =>
    band[0] >= contraction.bandHz[0] && band[1] <= contraction.bandHz[1] ? bandPower(spectrum, band) : null,
}));

/** The entropy of the spectrum: a complexity that is computed from the PSD. */
export const spectralEntropyIndex: IndexDefinition = {
  ...shared,
  group: 'complexity',
  id: 'SpecEn',
  name: 'spectral entropy',
  unit: '1',
  method: 'entropy of the shares of power of the bins over that of equal shares',
  source: 'Inouye et al. 1991',
  compute: ({ spectrum }) => spectralEntropy(spectrum),
};
