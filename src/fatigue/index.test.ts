import { expect, it } from 'vitest';
import * as fatigue from './index.ts';

it('exports these names', () => {
  expect(Object.keys(fatigue).sort()).toMatchInlineSnapshot(`
    [
      "analyze",
      "bandEdgesHz",
      "bandPower",
      "chooseEmgChannel",
      "contractionIndices",
      "contractionSignal",
      "contractionSpectrum",
      "defaultTargetPercent",
      "dimitrovIndex",
      "edgeMarginS",
      "emgBandHz",
      "estimateStrength",
      "featureIds",
      "featureVector",
      "inBand",
      "mdfCourse",
      "meanAbsoluteValue",
      "meanFrequency",
      "medianFrequency",
      "normalisedSlope",
      "powerBandsHz",
      "rmsCourse",
      "spectralMoment",
      "spectrogramRateHz",
      "spectrogramTensors",
      "waveformLength",
      "zeroCrossings",
    ]
  `);
});
