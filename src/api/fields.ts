import { z } from 'zod';
import { type IssueCode, issueCatalogue } from '#base';

/** Code of a person, without `sub-`: never a name. */
export const subjectField = z
  .string()
  .regex(/^[A-Za-z0-9]{1,64}$/, { error: 'must be a code of letters and digits, such as S07' })
  .meta({ description: 'code of a person, without sub-; never a name', example: 'S07' });

/** Id of something that the server knows by a short word: no path, and nothing that could become one. */
export const idField = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'must be an id of small letters, digits and hyphens' });

/** Local time with its offset where it is known, as a study stores it. */
export const localTimeField = z.string().meta({ description: 'local time, ISO 8601' });

/** A cell of a table of the study: what stands there, or null for `n/a`. */
export const cellsSchema = z.record(z.string(), z.string().nullable());
export type TableRowCells = z.infer<typeof cellsSchema>;

/** Left or right. */
export const sideField = z.enum(['left', 'right']);

/** How a muscle is labelled. */
export const stateField = z.enum(['fresh', 'fatigued']).nullable();

/** Something wrong with the data: the same words everywhere. */
export const issueSchema = z.object({
  code: z.enum(Object.keys(issueCatalogue) as [IssueCode, ...IssueCode[]]),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  suggestion: z.string(),
  where: z.object({
    file: z.string(),
    channel: z.string().optional(),
    sample: z.number().optional(),
    atS: z.number().optional(),
  }),
});

/**
 * What is sent of a type of the program: typed arrays become lists, and values that are not finite become null.
 */
export type Sent<T> = T extends Float64Array | Float32Array
  ? number[]
  : T extends readonly (infer Item)[]
    ? Sent<Item>[]
    : T extends object
      ? { -readonly [Key in keyof T]: Sent<T[Key]> }
      : T;

/**
 * A schema that checks the fields it names and hands on the others, with the program's own type for the whole. For
 * documents whose fields stand elsewhere, such as an evaluation or an analysis (docs/json.md).
 */
export function documentOf<T>(fields: z.ZodRawShape, description: string): z.ZodType<Sent<T>> {
  return z.looseObject(fields).meta({ description }) as unknown as z.ZodType<Sent<T>>;
}
