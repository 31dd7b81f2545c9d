import { expect, it } from 'vitest';
import * as learn from './index.ts';

it('exports these names', () => {
  expect(Object.keys(learn).sort()).toMatchInlineSnapshot(`
    [
      "adamw",
      "compileTraining",
      "exportInference",
      "initialWeights",
      "learningRateAt",
      "loadModel",
      "networkParameters",
      "oneHot",
      "openGradCam",
      "openIntegratedGradients",
      "ortSession",
      "predict",
      "pretrainedWeights",
      "readNetworkWeights",
      "readOnnxConstants",
      "readOnnxMetadata",
      "readSafetensors",
      "readStoredWeights",
      "resizeBilinear",
      "sgd",
      "splitByGroup",
      "train",
      "wordsOf",
      "writeSafetensors",
    ]
  `);
});
