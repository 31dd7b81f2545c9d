import { z } from 'zod';

/** What every refusal says: a word that programs may compare, what is wrong, and what to do about it. */
export const apiErrorSchema = z
  .object({
    code: z.enum([
      'ARGUMENT',
      'DEVICE',
      'FORMAT',
      'MODEL',
      'STUDY',
      'UNSUPPORTED',
      'CANCELLED',
      'NOT_FOUND',
      'BUSY',
      'FORBIDDEN',
      'TOO_LARGE',
      'TOO_MANY',
      'INTERNAL',
    ]),
    message: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'ApiError', description: 'what every refusal says' });
export type ApiError = z.infer<typeof apiErrorSchema>;

/** HTTP status of a refusal. */
export const errorStatus: Readonly<Record<ApiError['code'], number>> = {
  ARGUMENT: 400,
  DEVICE: 502,
  FORMAT: 422,
  MODEL: 422,
  STUDY: 409,
  UNSUPPORTED: 422,
  CANCELLED: 409,
  NOT_FOUND: 404,
  BUSY: 409,
  FORBIDDEN: 403,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  INTERNAL: 500,
};
