import { z } from 'zod';
import { protocolSchema } from '#protocol';

/** A protocol with what is known of it before it is run. */
export const listedProtocolSchema = z
  .object({
    protocol: protocolSchema,
    duration: z.object({ shortestS: z.number(), longestS: z.number() }),
    needsForce: z.boolean().meta({ description: 'true where it cannot be run by EMG alone' }),
  })
  .meta({ id: 'ListedProtocol' });
export type ListedProtocol = z.infer<typeof listedProtocolSchema>;

export const ratingScaleSchema = z
  .object({
    id: z.enum(['borg-cr10', 'borg-6-20']),
    name: z.string(),
    source: z.string(),
    lowest: z.number(),
    highest: z.number(),
    step: z.number(),
    question: z.string(),
    anchors: z.array(z.tuple([z.number(), z.string()])),
  })
  .meta({ id: 'RatingScale' });
