import { expect, it } from 'vitest';
import * as model from './index.ts';

it('exports these names', () => {
  expect(Object.keys(model).sort()).toMatchInlineSnapshot(`
    [
      "applyLogistic",
      "applyRidge",
      "brierScore",
      "calibrate",
      "calibrationError",
      "cnnClassifier",
      "cnnRecipe",
      "conformalOf",
      "cropDurationS",
      "customCnn",
      "decisionThreshold",
      "exampleOf",
      "featureBaseline",
      "finishedClassifier",
      "fitLogistic",
      "fitRidge",
      "fitTemperature",
      "isOfSimulated",
      "labels",
      "logisticClassifier",
      "modelCalibration",
      "modelMetadata",
      "networkCrop",
      "openModel",
      "openNetworkExplainer",
      "peopleNeeded",
      "readModelCard",
      "residualClassifier",
      "residualNetwork",
      "residualRecipe",
      "studyCnn",
      "verdictOf",
    ]
  `);
});
