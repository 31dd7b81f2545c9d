import { z } from 'zod';
import type { Json } from '#base';
import { apiErrorSchema } from './api-error.ts';
import { guardHeader } from './guard-header.ts';
import type { Answer, Route } from './route.ts';
import { routes } from './routes.ts';

type Document = Record<string, Json>;

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest as unknown as Json;
}

const octets = { type: 'string', format: 'binary' };

function answerOf(answer: Answer): Document {
  switch (answer.kind) {
    case 'json':
      return {
        [answer.status ?? 200]: {
          description: 'done',
          content: { 'application/json': { schema: schemaOf(answer.schema, 'output') } },
        },
      };
    case 'floats':
      return {
        200: {
          description:
            'packed floats: uint32 length of the head (little-endian), the head as JSON padded with spaces to four bytes, then Float32 arrays of the lengths in head.lengths',
          content: { 'application/octet-stream': { schema: octets } },
          'x-head': schemaOf(answer.head, 'output'),
        },
      };
    case 'file':
      return { 200: { description: 'the file', content: { [answer.type]: { schema: octets } } } };
    case 'nothing':
      return { 204: { description: 'done' } };
    case 'socket':
      return {
        101: {
          description: 'a WebSocket; texts are JSON, binary messages packed floats',
          'x-sends': schemaOf(answer.sends, 'output'),
          'x-heads': answer.heads.map((head) => schemaOf(head, 'output')),
          ...(answer.takes && { 'x-takes': schemaOf(answer.takes, 'input') }),
        },
      };
  }
}

function parametersOf({ params, query, method }: Route): Json[] {
  const listed = (place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] =>
    Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
      name,
      in: place,
      required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
      schema: schemaOf(field as z.ZodType, 'input'),
    }));
  const guard = { name: guardHeader, in: 'header', required: true, schema: { type: 'string' } };
  return [...listed('path', params), ...listed('query', query), ...(method === 'GET' ? [] : [guard])];
}

function bodyOf({ body, isUpload }: Route): Document {
  if (isUpload) {
    const schema = { type: 'object', properties: { file: octets }, required: ['file'] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (!body) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } };
}

/** The OpenAPI 3.1 document of the whole API, made from the table of routes. */
export function openApiDocument({ version }: { readonly version: string }): Document {
  const paths: Record<string, Document> = {};
  for (const [operationId, route] of Object.entries<Route>(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: {
        operationId,
        summary: route.what,
        tags: [route.group],
        parameters: parametersOf(route),
        ...bodyOf(route),
        responses: {
          ...answerOf(route.answer),
          default: {
            description: 'a refusal',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/ApiError' } } },
          },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Myofade',
      version,
      description: 'For the page on this computer. Loopback only; a cookie from the opened address is needed.',
    },
    paths,
    components: { schemas: { ApiError: schemaOf(apiErrorSchema, 'output') } },
  };
}
