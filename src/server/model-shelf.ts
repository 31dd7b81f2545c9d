import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedModel, Models } from '#api';
import { MyofadeError } from '#base';
import { readOnnxMetadata } from '#learn';
import { isOfSimulated, readModelCard } from '#model';
import { readBytes, shippedModel, shippedModelFile } from '#node';
import { RefusedRequest } from './refused-request.ts';

/** Finished models by their ids. */
export interface ModelShelf {
  list(): Promise<Models>;
  /** Path of a model of the study; undefined for the shipped one, which is part of the program. */
  pathOf(id: string): string | undefined;
  bytesOf(id: string): Promise<Uint8Array>;
}

const modelName = /^[a-z0-9][a-z0-9-]{0,63}\.onnx$/;
const shippedId = 'shipped';

function listedOf(bytes: Uint8Array, about: Pick<ListedModel, 'id' | 'source' | 'file'>): ListedModel {
  const card = readModelCard(readOnnxMetadata(bytes));
  return {
    ...about,
    kind: card.id,
    isOfSimulated: isOfSimulated(card),
    training: card.training,
    trainingDigest: card.trainingDigest ?? null,
    preprocessing: card.preprocessing,
    calibration: card.calibration ?? null,
    dataCard: card.dataCard ?? null,
    results: card.results ?? null,
    licence: card.licence ?? null,
  };
}

/** The shipped model, and those that lie in a folder of the study. */
export function modelShelf(folder: string, trainable: readonly string[]): ModelShelf {
  const pathOf = (id: string): string | undefined => (id === shippedId ? undefined : join(folder, `${id}.onnx`));
  async function bytesOf(id: string): Promise<Uint8Array> {
    const path = pathOf(id);
    if (path === undefined) return shippedModel();
    return readBytes(path).catch(() => {
      throw new RefusedRequest('NOT_FOUND', `There is no model ${id}.`, 'Load the list of models again.');
    });
  }
  return {
    pathOf,
    bytesOf,
    async list() {
      const models = [listedOf(shippedModel(), { id: shippedId, source: 'shipped', file: shippedModelFile })];
      const refused: Models['refused'] = [];
      const files = (await readdir(folder).catch(() => [])).filter((file) => file.toLowerCase().endsWith('.onnx'));
      for (const file of files.sort()) {
        try {
          if (!modelName.test(file) || file === `${shippedId}.onnx`) {
            throw new MyofadeError('MODEL', 'Its name is no id.', 'Use small letters, digits and hyphens.');
          }
          const id = file.slice(0, -'.onnx'.length);
          models.push(listedOf(await readBytes(join(folder, file)), { id, source: 'study', file }));
        } catch (error) {
          if (!(error instanceof MyofadeError)) throw error;
          refused.push({ file, reason: error.message });
        }
      }
      return { models, trainable: [...trainable], refused };
    },
  };
}
