import { expect, it } from 'vitest';
import * as model from './index.ts';

it('exports these names', () => {
  expect(Object.keys(model).sort()).toMatchInlineSnapshot(`
    [
      "applyLogistic",
      "cnnClassifier",
      "cnnRecipe",
      "customCnn",
      "decisionThreshold",
      "exampleOf",
      "featureBaseline",
      "fitLogistic",
      "labels",
      "logisticClassifier",
      "modelMetadata",
      "openModel",
      "readModelCard",
    ]
  `);
});
