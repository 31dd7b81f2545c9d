import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, sha256Hex } from '#base';
import { initialWeights, networkParameters, writeSafetensors } from '#learn';
import { cnnRecipe, customCnn, featureBaseline, residualNetwork } from '#model';
import { inventedExamples } from '../model/check-examples.ts';
import { classifiersOf, idsOf } from './classifiers.ts';

describe('classifiersOf', () => {
  const folder = mkdtempSync(join(tmpdir(), 'myofade-weights-'));
  const file = join(folder, 'resnet18.safetensors');
  const network = residualNetwork({ depth: 18, inputShape: [3, 224, 224], nClasses: 3 });
  const bytes = writeSafetensors(initialWeights(networkParameters(network), seededRandom(1)));
  beforeAll(() => writeFileSync(file, bytes));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes ids, each once', async () => {
    expect(idsOf('features, cnn')).toEqual(['features', 'cnn']);
    expect(() => idsOf('features, features')).toThrow("names 'features' twice");
    expect((await classifiersOf(['features', 'resnet18'], {})).map(({ id }) => id)).toEqual(['features', 'resnet18']);
    await expect(classifiersOf(['features', ''], {})).rejects.toThrow("There is no model ''");
    await expect(classifiersOf(['toString'], {})).rejects.toThrow("There is no model 'toString'");
  });

  it('passes on what may be changed of a recipe, to networks only', async () => {
    const [cnn] = await classifiersOf(['cnn'], {}, { calibrationShare: 0.2 });
    expect(cnn.settings).toMatchObject({ recipe: { calibrationShare: 0.2 } });
    await expect(classifiersOf(['features'], {}, { calibrationShare: 0.2 })).rejects.toThrow('cannot be calibrated');
  });

  it('makes residual networks for the image and from the file that were asked for', async () => {
    const [, large] = await classifiersOf(['features', 'resnet50'], { input: 128 });
    expect(large.settings).toMatchObject({ architecture: { kind: 'resnet', depth: 50, inputSize: 128 } });
    const [tuned] = await classifiersOf(['resnet18'], { weights: file });
    expect(tuned.settings).toMatchObject({ start: { sha256: sha256Hex(bytes) } });
    expect(tuned.name).toContain('last stage of pre-trained weights');
  });

  it('starts the custom CNN from its own weights, and takes a finished model by its file', async () => {
    const own = join(folder, 'cnn.safetensors');
    const weights = initialWeights(networkParameters(customCnn(cnnRecipe)), seededRandom(2));
    writeFileSync(own, writeSafetensors(weights));
    const [tuned] = await classifiersOf(['cnn'], { weights: own });
    expect(tuned.settings).toMatchObject({ start: { frozen: [] } });

    const model = join(folder, 'model.onnx');
    const fitted = await featureBaseline().fit(inventedExamples(), { seed: 1 });
    writeFileSync(model, fitted.toOnnx({ study: 'made', simulated: true }));
    const [finished] = await classifiersOf([model], {});
    expect(finished.name).toContain('model.onnx, of SIMULATED people (features, learns nothing here)');
    await finished.release();
    await expect(classifiersOf([own.replace('cnn.safetensors', 'none.onnx')], {})).rejects.toThrow('none.onnx');
    writeFileSync(model, 'no model');
    await expect(classifiersOf([model], {})).rejects.toThrow(/Cannot use the model .*model\.onnx/);
  });

  it('refuses such choices where they mean nothing or cannot be met, before any study is read', async () => {
    await expect(classifiersOf(['features', 'cnn'], { input: 96 })).rejects.toThrow('features, cnn is none');
    await expect(classifiersOf(['features'], { weights: file })).rejects.toThrow('--weights is for networks');
    await expect(classifiersOf(['cnn'], { weights: file })).rejects.toThrow('Cannot start cnn from');
    await expect(classifiersOf(['resnet18'], { input: 31 })).rejects.toThrow('from 32 to 512, got 31');
    await expect(classifiersOf(['resnet18'], { weights: join(folder, 'none.onnx') })).rejects.toThrow('none.onnx');
    await expect(classifiersOf(['resnet50'], { weights: file })).rejects.toThrow(
      /Cannot start resnet50 from .*resnet18\.safetensors: Tensor 'layer1\.0\.conv1\.weight' must have the shape \[64, 64, 1, 1\]/,
    );
    const torn = join(folder, 'torn.safetensors');
    writeFileSync(torn, bytes.subarray(0, 1000));
    await expect(classifiersOf(['resnet18'], { weights: torn })).rejects.toMatchObject({ code: 'FORMAT' });
  });
});
