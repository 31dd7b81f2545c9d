import { describe, expect, it } from 'vitest';
import { ModelError } from '#base';
import { type ModelCard, modelMetadata, readModelCard } from './index.ts';

const card: ModelCard = {
  id: 'cnn',
  preprocessing: { input: 'mvc-spectrogram', nBands: 25, crop: { nFrames: 32, hopFrames: 4 }, centre: -9.5, scale: 4 },
  training: { study: 'Grüße', seed: 7, people: ['S01'] },
};

describe('model card', () => {
  it('comes back as it was', () => {
    expect(readModelCard(modelMetadata(card))).toEqual(card);
    expect(readModelCard(modelMetadata({ ...card, training: null })).training).toBeNull();
  });

  it('says what the model is for', () => {
    expect(modelMetadata(card)).toMatchObject({
      'myofade.model': 'cnn',
      'myofade.version': '1',
      labels: '["fresh","fatigued"]',
      intendedUse: 'Research and teaching. Not a medical device; no diagnosis.',
    });
  });

  it.each([
    [{}, 'The ONNX file carries no Myofade metadata.'],
    [{ producer: 'pytorch' }, 'carries no Myofade metadata'],
    [{ 'myofade.model': 'cnn', 'myofade.version': '1' }, 'carries no Myofade metadata'],
    [{ ...modelMetadata(card), 'myofade.version': '2' }, 'The model has file version 2, this program reads 1.'],
    [{ ...modelMetadata(card), 'myofade.version': '' }, 'has file version'],
    [{ ...modelMetadata(card), preprocessing: '{' }, 'The metadata of the model is not JSON.'],
    [{ ...modelMetadata(card), training: '' }, 'is not JSON'],
  ])('refuses foreign metadata, case %#', (metadata, message) => {
    const read = () => readModelCard(metadata as Record<string, string>);
    expect(read).toThrow(ModelError);
    expect(read).toThrow(message);
  });
});
