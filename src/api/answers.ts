import type { z } from 'zod';

/** Answers of routes, in short. */
export const json = <Schema extends z.ZodType>(schema: Schema) => ({ kind: 'json', schema }) as const;
export const created = <Schema extends z.ZodType>(schema: Schema) => ({ kind: 'json', schema, status: 201 }) as const;
export const floats = <Head extends z.ZodType>(head: Head) => ({ kind: 'floats', head }) as const;
export const nothing = { kind: 'nothing' } as const;
export const html = { kind: 'file', type: 'text/html' } as const;
