import { rms } from '#signal';
import {
  integratedEmg,
  kurtosis,
  meanAbsoluteValue,
  slopeSignChanges,
  waveformLength,
  zeroCrossings,
} from './amplitude.ts';
import type { IndexDefinition } from './index-definition.ts';
import type { IndexInput } from './index-input.ts';

/** The dead band of an index that counts, in as many digits as matter. */
function deadBandText({ contraction, noiseLevel, deadBand }: IndexInput): string {
  if (noiseLevel === undefined) return 'no dead band: no rest found';
  return `dead band ±${Number(deadBand.toPrecision(6))} ${contraction.unit} (3 × rest RMS)`;
}

const shared = { group: 'amplitude', band: 'contraction', window: 'contraction' } as const;

/** Indices of the amplitude, and of what is counted on the signal itself. */
export const amplitudeIndices: readonly IndexDefinition[] = [
  {
    ...shared,
    id: 'RMS',
    name: 'root mean square',
    unit: 'x',
    method: 'root mean square',
    source: 'Phinyomark et al. 2012',
    compute: ({ contraction: { samples } }) => rms(samples),
  },
  {
    ...shared,
    id: 'MAV',
    name: 'mean absolute value (ARV)',
    unit: 'x',
    method: 'mean absolute value',
    source: 'Hudgins et al. 1993',
    compute: ({ contraction: { samples } }) => meanAbsoluteValue(samples),
  },
  {
    ...shared,
    id: 'iEMG',
    name: 'integrated EMG',
    unit: 'x·s',
    method: 'integral of the absolute value over the window',
    source: 'Phinyomark et al. 2012',
    compute: ({ contraction: { samples, fs } }) => integratedEmg(samples, fs),
  },
  {
    ...shared,
    id: 'ZC',
    name: 'zero crossings',
    unit: '1/s',
    method: (input) => `zero crossings, ${deadBandText(input)}`,
    source: 'Hudgins et al. 1993; dead band on both sides of zero',
    compute: ({ contraction: { samples, fs }, deadBand }) => zeroCrossings(samples, fs, { threshold: deadBand }),
  },
  {
    ...shared,
    id: 'SSC',
    name: 'slope sign changes',
    unit: '1/s',
    method: (input) => `slope sign changes, ${deadBandText(input)}`,
    source: 'Hudgins et al. 1993',
    compute: ({ contraction: { samples, fs }, deadBand }) => slopeSignChanges(samples, fs, { threshold: deadBand }),
  },
  {
    ...shared,
    id: 'WL',
    name: 'waveform length',
    unit: 'x/s',
    method: 'waveform length per second',
    source: 'Hudgins et al. 1993',
    compute: ({ contraction: { samples, fs } }) => waveformLength(samples, fs),
  },
  {
    ...shared,
    id: 'KURT',
    name: 'kurtosis',
    unit: '1',
    method: 'fourth central moment over the squared second (Gaussian: 3)',
    source: 'Nazarpour et al. 2013',
    compute: ({ contraction: { samples } }) => kurtosis(samples),
  },
];
