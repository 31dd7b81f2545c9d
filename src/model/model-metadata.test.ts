import { describe, expect, it } from 'vitest';
import { digestOf, ModelError } from '#base';
import { type ModelCard, modelCalibration, modelMetadata, readModelCard } from './index.ts';

const card: ModelCard = {
  id: 'cnn',
  preprocessing: { input: 'mvc-spectrogram', nBands: 25, crop: { nFrames: 32, hopFrames: 4 }, centre: -9.5, scale: 4 },
  training: { study: 'Grüße', seed: 7, people: ['S01'] },
};

describe('model card', () => {
  it('comes back as it was', () => {
    expect(readModelCard(modelMetadata(card))).toEqual({ ...card, trainingDigest: digestOf(card.training) });
    expect(readModelCard(modelMetadata({ ...card, training: null })).training).toBeNull();
  });

  const judged = Array.from({ length: 12 }, (_, i) => ({
    subject: `S${i}`,
    fatigued: i % 3 === 0,
    probability: (i % 3 === 0 ? 0.6 : 0.5) - 0.01 * i,
  }));
  const calibrated: ModelCard = {
    ...card,
    calibration: modelCalibration(judged, 0.1),
    dataCard: 'Twelve people, one forearm each. Fühlbar erfunden.',
    licence: 'CC-BY-4.0',
  };

  it('keeps calibration and texts', () => {
    const metadata = modelMetadata(calibrated);
    expect(readModelCard(metadata)).toMatchObject(calibrated);
    expect(modelMetadata(readModelCard(metadata))).toEqual(metadata);
    expect(metadata).toMatchObject({ licence: 'CC-BY-4.0', dataCard: calibrated.dataCard });
    const few = { ...calibrated, calibration: modelCalibration(judged.slice(0, 3), 0.1) };
    expect(readModelCard(modelMetadata(few)).calibration?.conformal.threshold).toBeNull();
  });

  it('writes nothing about what was not done', () => {
    const keys = Object.keys(modelMetadata({ ...card, training: null }));
    expect(keys.filter((key) => /calibration|dataCard|licence|Digest/.test(key))).toEqual([]);
  });

  it('refuses a training or a calibration that was changed', () => {
    const metadata = modelMetadata(calibrated);
    const turned = { ...metadata, training: metadata.training.replace('"seed":7', '"seed":8') };
    expect(() => readModelCard(turned)).toThrow('does not fit its training digest');
    for (const [from, to] of [
      [/"temperature":[\d.]+/, '"temperature":0'],
      [/"temperature":[\d.]+/, '"temperature":"1"'],
      [/"threshold":[\d.]+/, '"threshold":0.3'],
      [/"threshold":[\d.]+/, '"limit":0.7'],
      [/"errorLevel":[\d.]+/, '"errorLevel":10'],
      [/.*/, 'null'],
    ] as const) {
      const calibration = metadata.calibration.replace(from, to);
      expect(calibration).not.toBe(metadata.calibration);
      expect(() => readModelCard({ ...metadata, calibration })).toThrow('calibration of the model is not one of ours');
    }
  });

  it('says what the model is for', () => {
    expect(modelMetadata(card)).toMatchObject({
      'myofade.model': 'cnn',
      'myofade.version': '2',
      labels: '["fresh","fatigued"]',
      intendedUse: 'Research and teaching. Not a medical device; no diagnosis.',
    });
  });

  it.each([
    [{}, 'The ONNX file carries no Myofade metadata.'],
    [{ producer: 'pytorch' }, 'carries no Myofade metadata'],
    [{ 'myofade.model': 'cnn', 'myofade.version': '2' }, 'carries no Myofade metadata'],
    [{ ...modelMetadata(card), 'myofade.version': '1' }, 'The model has file version 1, this program reads 2.'],
    [{ ...modelMetadata(card), 'myofade.version': '' }, 'has file version'],
    [{ ...modelMetadata(card), preprocessing: '{' }, 'The metadata of the model is not JSON.'],
    [{ ...modelMetadata(card), training: '' }, 'is not JSON'],
  ])('refuses foreign metadata, case %#', (metadata, message) => {
    const read = () => readModelCard(metadata as Record<string, string>);
    expect(read).toThrow(ModelError);
    expect(read).toThrow(message);
  });
});
