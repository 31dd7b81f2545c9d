import { describe, expect, it } from 'vitest';
import { FormatError, type Json, ModelError, seededRandom } from '#base';
import { featureIds } from '#fatigue';
import { exportInference, initialWeights, type Network, networkParameters, type Runtime } from '#learn';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { cnnRecipe, customCnn, modelMetadata, openModel } from './index.ts';

/** Counts the sessions that are open. */
function countingRuntime(): { runtime: Runtime; open: () => number } {
  const inner = nodeRuntime({ threads: 1 });
  let open = 0;
  const create: Runtime['create'] = async (bytes) => {
    const session = await inner.create(bytes);
    open++;
    return { ...session, release: () => session.release().finally(() => open--) };
  };
  return { runtime: { create }, open: () => open };
}

function fileOf(network: Network, metadata: Record<string, string>): Uint8Array {
  return exportInference(network, initialWeights(networkParameters(network), seededRandom(1)), { metadata });
}
const cnn = customCnn(cnnRecipe);
const fileWith = (preprocessing: Json): Uint8Array =>
  fileOf(cnn, modelMetadata({ id: 'cnn', preprocessing, training: null }));
const ours = { input: 'mvc-spectrogram', nBands: 25, crop: { nFrames: 32, hopFrames: 4 }, centre: -9, scale: 4 };

describe('openModel', () => {
  const { runtime, open } = countingRuntime();

  it('opens and frees a model', async () => {
    const model = await openModel(runtime, fileWith(ours));
    expect(open()).toBe(1);
    await model.release();
    expect(open()).toBe(0);
  });

  it.each<[string, Json]>([
    ['other features', { input: 'features', features: featureIds.slice(1) }],
    ['features in another order', { input: 'features', features: featureIds.toReversed() }],
    ['another number of bands', { ...ours, nBands: 111 }],
    ['other crops', { ...ours, crop: { nFrames: 64, hopFrames: 4 } }],
    ['no normalisation', { ...ours, scale: null }],
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
