// Types of what these add to requests and routes.
import type {} from '@fastify/multipart';
import type {} from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import { type Answer, packFloats, type Route, type RouteId, routes } from '#api';
import { ArgumentError } from '#base';
import { reportPolicy } from './guard.ts';
import type { Handlers, Socket, UploadedFile } from './handlers.ts';
import { wireJson } from './wire-json.ts';

/** How routes are served. */
export interface RegisterOptions {
  /** True in tests: every answer is compared with its schema, and an answer that does not fit is an error. */
  readonly checksAnswers?: boolean;
}

/** A request without types: the table has checked it. */
interface Loose {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly file?: UploadedFile;
}

function taken(what: string, schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [{ path, message }] = read.error.issues;
  const place = path.length === 0 ? '' : `${path.join('.')} of `;
  throw new ArgumentError(
    `${place}the ${what}: ${message}.`,
    'The OpenAPI document (/api/openapi.json) says what each route takes.',
  );
}

async function askedOf(route: Route, request: FastifyRequest): Promise<Loose> {
  const asked = {
    params: taken('address', route.params, request.params),
    query: taken('query', route.query, request.query),
    body: taken('body', route.body, request.body),
  };
  if (!route.isUpload) return asked;
  const part = request.isMultipart() ? await request.file() : undefined;
  if (!part) throw new ArgumentError('No file came.', 'Send multipart/form-data with one field named file.');
  return { ...asked, file: { name: part.filename, stream: part.file } };
}

function checked(id: string, answer: Answer, value: unknown): void {
  const schema = answer.kind === 'json' ? answer.schema : answer.kind === 'floats' ? answer.head : undefined;
  if (!schema) return;
  const read = schema.safeParse(JSON.parse(wireJson(value)));
  if (!read.success) throw new Error(`The answer of ${id} does not fit its schema: ${read.error.message}`);
}

/** What a browser calls the file when it stores it: letters that need no care in a header. */
function attachment(fileName: string): string {
  return `attachment; filename="${fileName.replace(/[^\w.-]+/g, '_')}"`;
}

function send(id: string, answer: Answer, given: unknown, reply: FastifyReply, checks: boolean): unknown {
  reply.header('cache-control', 'no-store');
  switch (answer.kind) {
    case 'json':
      if (checks) checked(id, answer, given);
      return reply
        .code(answer.status ?? 200)
        .type('application/json; charset=utf-8')
        .send(wireJson(given));
    case 'floats': {
      const { head, arrays } = given as { head: object; arrays: readonly Float32Array[] };
      if (checks) checked(id, answer, head);
      return reply.type('application/octet-stream').send(Buffer.from(packFloats(head, arrays)));
    }
    case 'file': {
      const { content, fileName } = given as { content: string | Uint8Array; fileName: string };
      if (answer.type === 'text/html') reply.header('content-security-policy', reportPolicy);
      else reply.header('content-disposition', attachment(fileName));
      const type = answer.type.startsWith('text/') ? `${answer.type}; charset=utf-8` : answer.type;
      return reply.type(type).send(typeof content === 'string' ? content : Buffer.from(content));
    }
    default:
      return reply.code(204).send();
  }
}

function socketOf(line: WebSocket): Socket {
  return {
    send: (data) => {
      if (line.readyState === line.OPEN) line.send(data);
    },
    get waiting() {
      return line.bufferedAmount;
    },
    close: () => line.close(),
    onText: (listen) => line.on('message', (data, isBinary) => !isBinary && listen(String(data))),
    onClose: (listen) => line.on('close', listen),
  };
}

/** Serves every route of the table: its schemas stand before each handler, and after it where answers are checked. */
export function registerRoutes(
  server: FastifyInstance,
  handlers: Handlers,
  { checksAnswers = false }: RegisterOptions = {},
): void {
  for (const [id, route] of Object.entries<Route>(routes)) {
    const { method, path: url, answer } = route;
    if (answer.kind === 'socket') {
      const serve = handlers[id as RouteId] as unknown as (socket: Socket, asked: Loose) => void;
      server.get(url, { websocket: true }, async (line, request) => {
        line.on('error', () => undefined);
        try {
          serve(socketOf(line), await askedOf(route, request));
        } catch (error) {
          line.close(1008, error instanceof Error ? error.message.slice(0, 100) : '');
        }
      });
    } else {
      const handle = handlers[id as RouteId] as unknown as (asked: Loose) => Promise<unknown>;
      server.route({
        method,
        url,
        handler: async (request, reply) =>
          send(id, answer, await handle(await askedOf(route, request)), reply, checksAnswers),
      });
    }
  }
}
