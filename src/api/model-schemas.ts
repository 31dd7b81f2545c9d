import { z } from 'zod';
import { idField } from './fields.ts';

/** A finished model with what its file says about itself. */
export const listedModelSchema = z
  .object({
    id: idField.meta({ description: 'shipped, or the name of a file in the folder derivatives/models of the study' }),
    source: z.enum(['shipped', 'study']),
    file: z.string(),
    kind: z.string().meta({ description: 'features, cnn, resnet18, resnet50' }),
    isOfSimulated: z.boolean(),
    training: z.unknown(),
    trainingDigest: z.string().nullable(),
    preprocessing: z.unknown(),
    calibration: z.unknown().meta({ description: 'null: raw probabilities, never undecided' }),
    dataCard: z.string().nullable(),
    results: z.string().nullable(),
    licence: z.string().nullable(),
  })
  .meta({ id: 'ListedModel' });
export type ListedModel = z.infer<typeof listedModelSchema>;

export const modelsSchema = z
  .object({
    models: z.array(listedModelSchema),
    trainable: z.array(z.string()).meta({ description: 'kinds that can be trained and evaluated' }),
    refused: z
      .array(z.object({ file: z.string(), reason: z.string() }))
      .meta({ description: 'files that are no model of ours' }),
  })
  .meta({ id: 'Models' });
export type Models = z.infer<typeof modelsSchema>;
