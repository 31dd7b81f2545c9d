import { describe, expect, it } from 'vitest';
import { FormatError, type Json, ModelError, seededRandom } from '#base';
import { exportInference, initialWeights, type Network, networkParameters, type Runtime } from '#learn';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { cnnRecipe, customCnn, modelMetadata, openModel } from './index.ts';
import { cropPreprocessing, featurePreprocessing } from './preprocessing.ts';

/** Counts the sessions that are open. */
function countingRuntime(): { runtime: Runtime; open: () => number } {
  const inner = nodeRuntime({ threads: 1 });
  let open = 0;
  const create: Runtime['create'] = async (bytes) => {
    const session = await inner.create(bytes);
    open++;
    return { ...session, release: () => session.release().finally(() => open--) };
  };
  return { runtime: { ...inner, create }, open: () => open };
}

function fileOf(network: Network, metadata: Record<string, string>): Uint8Array {
  return exportInference(network, initialWeights(networkParameters(network), seededRandom(1)), { metadata });
}
const cnn = customCnn(cnnRecipe);
const fileWith = (preprocessing: Json): Uint8Array =>
  fileOf(cnn, modelMetadata({ id: 'cnn', preprocessing, training: null }));
const ours = cropPreprocessing({ centre: -9, scale: 4 });
/** The same description with one value changed, wherever it stands. */
const changed = (preprocessing: Json, from: string, to: string): Json => {
  const text = JSON.stringify(preprocessing);
  expect(text).toContain(from);
  return JSON.parse(text.replace(from, to));
};

describe('openModel', () => {
  const { runtime, open } = countingRuntime();

  it('opens and frees a model', async () => {
    const model = await openModel(runtime, fileWith(ours));
    expect(open()).toBe(1);
    await model.release();
    expect(open()).toBe(0);
  });

  it.each<[string, Json]>([
    ['other features', changed(featurePreprocessing(), '"h.MNF"', '"h.MDF"')],
    ['another number of bands', changed(ours, '"nBands":25', '"nBands":111')],
    ['other crops', changed(ours, '"nFrames":32', '"nFrames":64')],
    ['another hop', changed(ours, '"hopSamples":64', '"hopSamples":128')],
    ['another decision', changed(ours, '"threshold":0.5', '"threshold":0.4')],
    ['no normalisation', changed(ours, '"scale":4', '"scale":null')],
    ['a division by zero', changed(ours, '"scale":4', '"scale":0')],
    ['an unknown input', { input: 'raw' }],
    ['none', null],
  ])('refuses a model that wants %s, and keeps nothing open', async (_, preprocessing) => {
    const opening = openModel(runtime, fileWith(preprocessing));
    await expect(opening).rejects.toThrow(ModelError);
    await expect(opening).rejects.toThrow('wants an input that this version does not make');
    expect(open()).toBe(0);
  });

  it('refuses a model that is not one of ours, and keeps nothing open', async () => {
    await expect(openModel(runtime, fileOf(cnn, {}))).rejects.toThrow('carries no Myofade metadata');
    const turned = {
      ...modelMetadata({ id: 'cnn', preprocessing: ours, training: null }),
      labels: '["fatigued","fresh"]',
    };
    await expect(openModel(runtime, fileOf(cnn, turned))).rejects.toThrow('The model tells apart ["fatigued","fresh"]');
    const later = { ...modelMetadata({ id: 'cnn', preprocessing: ours, training: null }), 'myofade.version': '9' };
    await expect(openModel(runtime, fileOf(cnn, later))).rejects.toThrow('has file version 9');
    expect(open()).toBe(0);
  });

  it('refuses what is no model', async () => {
    await expect(openModel(runtime, new TextEncoder().encode('no model'))).rejects.toThrow(FormatError);
    const whole = fileWith(ours);
    await expect(openModel(runtime, whole.subarray(0, whole.length / 2))).rejects.toThrow(/./);
    expect(open()).toBe(0);
  });
});
