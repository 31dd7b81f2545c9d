import { expect, it } from 'vitest';
import * as fatigue from './index.ts';

it('exports these names', () => {
  expect(Object.keys(fatigue).sort()).toMatchInlineSnapshot(`
    [
      "analyze",
      "bandLimits",
      "bandPower",
      "chooseEmgChannel",
      "contractionIndices",
      "contractionSignal",
      "contractionSpectrum",
      "courseTrend",
      "defaultTargetPercent",
      "dimitrovIndex",
      "edgeMarginS",
      "emgBandHz",
      "estimateStrength",
      "featureIds",
      "featureRecipe",
      "featureVector",
      "inBand",
      "isSpectrogramRate",
      "jasaPlane",
      "jasaWords",
      "mdfCourse",
      "meanAbsoluteValue",
      "meanFrequency",
      "medianFrequency",
      "normalisedSlope",
      "rmsCourse",
      "spectralMoment",
      "spectrogramRateHz",
      "spectrogramRecipe",
      "spectrogramTensors",
      "waveformLength",
      "zeroCrossings",
    ]
  `);
});
