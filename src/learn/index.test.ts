import { expect, it } from 'vitest';
import * as learn from './index.ts';

it('exports these names', () => {
  expect(Object.keys(learn).sort()).toMatchInlineSnapshot(`
    [
      "adamw",
      "balancedClassWeights",
      "compileTraining",
      "composeAugments",
      "exportInference",
      "initialWeights",
      "jitterGain",
      "layerCosts",
      "learningRateAt",
      "loadModel",
      "maskFrequency",
      "maskTime",
      "networkParameters",
      "oneHot",
      "openGradCam",
      "openIntegratedGradients",
      "ortSession",
      "predict",
      "pretrainedWeights",
      "readCheckpoint",
      "readNetworkWeights",
      "readOnnxConstants",
      "readOnnxMetadata",
      "readSafetensors",
      "readStoredWeights",
      "resizeBilinear",
      "sgd",
      "shiftTime",
      "splitByGroup",
      "train",
      "trainingFlops",
      "wordsOf",
      "writeCheckpoint",
      "writeOnnx",
      "writeSafetensors",
    ]
  `);
});
