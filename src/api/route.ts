import type { z } from 'zod';

/** What a request is answered with. */
export type Answer =
  | { readonly kind: 'json'; readonly schema: z.ZodType; readonly status?: 201 | 202 }
  /** Packed floats whose head is this. */
  | { readonly kind: 'floats'; readonly head: z.ZodType }
  | { readonly kind: 'file'; readonly type: 'text/html' | 'text/csv' | 'application/vnd.apache.parquet' | 'text/plain' }
  | { readonly kind: 'nothing' }
  /** A WebSocket: JSON texts both ways; binary messages are packed floats with one of these heads. */
  | {
      readonly kind: 'socket';
      readonly sends: z.ZodType;
      readonly takes: z.ZodType | null;
      readonly heads: readonly z.ZodType[];
    };

/** One thing that the API can do. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `:name` for each parameter. */
  readonly path: `/api/${string}`;
  /** What it does, in a sentence. */
  readonly what: string;
  /** Room of the documentation it stands in. */
  readonly group: 'study' | 'people' | 'protocols' | 'devices' | 'live' | 'recordings' | 'import' | 'jobs' | 'models';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** JSON body. */
  readonly body?: z.ZodType;
  /** True where the body is multipart with one field `file`. */
  readonly isUpload?: true;
  readonly answer: Answer;
}
