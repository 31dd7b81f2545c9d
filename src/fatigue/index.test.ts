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
      "defaultTargetPercent",
      "dimitrovIndex",
      "edgeMarginS",
      "emgBandHz",
      "estimateStrength",
      "featureIds",
      "featureRecipe",
      "featureVector",
      "inBand",
      "instantaneousFrequency",
      "isSpectrogramRate",
      "mdfCourse",
      "meanAbsoluteValue",
      "meanFrequency",
      "medianFrequency",
      "normalisedSlope",
      "repetitionCourses",
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
