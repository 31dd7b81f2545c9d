import type { z } from 'zod';
import type { RouteId, Routes } from './routes.ts';

type Field<Id extends RouteId, Name extends string> = Routes[Id] extends { readonly [Key in Name]: infer Schema }
  ? Schema
  : undefined;

/** Parameters in the path of a route. */
export type ParamsOf<Id extends RouteId> = Field<Id, 'params'> extends z.ZodType<infer Params> ? Params : undefined;
/** Query of a route as a page gives it, and as the server takes it with what was left out. */
export type QueryOf<Id extends RouteId> =
  Field<Id, 'query'> extends z.ZodType ? z.input<Field<Id, 'query'>> : undefined;
export type TakenQuery<Id extends RouteId> =
  Field<Id, 'query'> extends z.ZodType ? z.output<Field<Id, 'query'>> : undefined;
/** JSON body of a route. */
export type BodyOf<Id extends RouteId> = Field<Id, 'body'> extends z.ZodType<infer Body> ? Body : undefined;

/** What a route answers with: the JSON value, or the head of its packed floats. */
export type AnswerOf<Id extends RouteId> = Routes[Id]['answer'] extends {
  readonly kind: 'json';
  readonly schema: z.ZodType<infer Value>;
}
  ? Value
  : Routes[Id]['answer'] extends { readonly kind: 'floats'; readonly head: z.ZodType<infer Head> }
    ? Head
    : undefined;
