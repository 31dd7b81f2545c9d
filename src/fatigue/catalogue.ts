import { amplitudeIndices } from './amplitude-indices.ts';
import { complexityIndices } from './complexity-indices.ts';
import type { IndexDefinition } from './index-definition.ts';
import { bandPowerIndices, spectrumIndices } from './spectral-indices.ts';
import { trendIndices } from './trend-indices.ts';
import { waveletIndices } from './wavelet-indices.ts';

/** Every index there is, group by group. What is not here is not computed, shown or stored. */
export const indexCatalogue: readonly IndexDefinition[] = [
  ...amplitudeIndices,
  ...spectrumIndices,
  ...bandPowerIndices,
  ...complexityIndices,
  ...waveletIndices,
  ...trendIndices,
];
