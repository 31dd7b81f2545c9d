import type { IndexDefinition } from './index-definition.ts';
import { normalisedSlope } from './trend.ts';

const shared = {
  group: 'trend',
  unit: '%/s',
  band: 'contraction',
  window: 'epochs',
  source: 'Merletti and Roy 1996',
} as const;

/** Indices of how another index moves during the contraction. One too short for a trend has no slope. */
export const trendIndices: readonly IndexDefinition[] = [
  {
    ...shared,
    id: 'MDF_SLOPE',
    name: 'slope of MDF',
    method: 'MDF (PSD of one Hann window per epoch, mean removed)',
    compute: ({ courses }) => normalisedSlope(courses.mdf().course),
    interval: ({ courses }) => courses.mdf().trend?.interval ?? null,
  },
  {
    ...shared,
    id: 'RMS_SLOPE',
    name: 'slope of RMS',
    method: 'RMS',
    compute: ({ courses }) => normalisedSlope(courses.rms().course),
    interval: ({ courses }) => courses.rms().trend?.interval ?? null,
  },
];
