import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mostUploadBytes, openApiDocument } from '#api';
import { type Clock, UnsupportedError } from '#base';
import { openModel } from '#model';
import { nodeRuntime, reasonOf, software, systemClock, writeWhole } from '#node';
import { cookieOf, guardFault, safeHeaders } from './guard.ts';
import type { Handlers } from './handlers.ts';
import { jobHandlers, type RunCommand } from './job-handlers.ts';
import { livePlace } from './live-place.ts';
import { modelShelf } from './model-shelf.ts';
import { peopleHandlers } from './people-handlers.ts';
import { makeProduct, type ProductTask } from './product.ts';
import { recordingHandlers, studyFiles } from './recording-handlers.ts';
import type { Product } from './recording-product.ts';
import { refusalOf } from './refused-request.ts';
import { registerRoutes } from './register-routes.ts';
import { plainPage, servePage } from './serve-page.ts';
import { sessionKey } from './session-key.ts';
import { studyIndex } from './study-index.ts';
import { testHandlers } from './test-handlers.ts';
import { uploadHandlers } from './upload-handlers.ts';

/** What a server is told. */
export interface ServerOptions {
  /** Folder of the study; it need not be there yet. */
  readonly folder: string;
  /** Where results of the study go. */
  readonly results: string;
  /** Folder of the built page. */
  readonly page: string;
  /** 0 for any that is free. @default 0 */
  readonly port?: number;
  readonly clock?: Clock;
  /** Runs commands of the program apart from the server. */
  readonly runCommand: RunCommand;
  /** Kinds of models that can be trained. */
  readonly trainable: readonly string[];
  /** Makes products of recordings in another thread. @default in this one */
  readonly runProduct?: (task: ProductTask) => Promise<Product>;
  /** Hears of errors that are our own. */
  readonly onError?: (error: unknown) => void;
  /** Requests in 10 s before somebody is asked to wait. @default 1000 */
  readonly mostRequests?: number;
  /** Largest upload (bytes). @default {@link mostUploadBytes} */
  readonly mostUpload?: number;
  /** True in tests: answers are compared with their schemas. */
  readonly checksAnswers?: boolean;
}

/** A server that runs. */
export interface RunningServer {
  readonly port: number;
  /** The address to open: its token opens once, and the one of an earlier address no longer does. */
  newAddress(): string;
  /** Ends a test and jobs so that nothing is lost, then the server. */
  close(): Promise<void>;
}

/** What this computer alone may reach. */
const host = '127.0.0.1';

/**
 * Serves the page and its API to this computer: bound to loopback, behind a one-time token, a cookie, and the rules of
 * `guardFault`. The server owns what is recorded; pages come and go.
 *
 * @throws UnsupportedError where the port is taken.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { folder, results, clock = systemClock(), runCommand, trainable, onError = () => undefined } = options;
  const { mostRequests = 1000, mostUpload = mostUploadBytes, checksAnswers = false } = options;
  const key = sessionKey();
  let port = 0;
  const localTime = (): string => clock.localTime();

  const index = studyIndex(folder);
  const files = studyFiles(folder, index);
  const models = join(folder, 'derivatives', 'models');
  const shelf = modelShelf(models, trainable);
  const shippedCopy = join(results, 'models', 'shipped.onnx');
  const wiring = { clock, readRecordingOf: (id: string) => files.read(id) };
  const live = livePlace({
    ...wiring,
    folder,
    onError,
    openModelOf: async (id = 'shipped') =>
      id === null ? undefined : openModel(nodeRuntime({ threads: 1 }), await shelf.bytesOf(id)),
  });
  const jobs = jobHandlers({
    places: {
      folder,
      results,
      models,
      modelNamed: (id) => (trainable.includes(id) ? id : (shelf.pathOf(id) ?? shippedCopy)),
    },
    // The shipped model is part of the program; a command wants a file.
    runCommand: async (args, context) => {
      if (args.some((word) => word.includes(shippedCopy)))
        await writeWhole(shippedCopy, await shelf.bytesOf('shipped'));
      if (args[0] === 'train') mkdirSync(models, { recursive: true });
      return runCommand(args, context);
    },
    localTime,
    nowMs: () => clock.nowS() * 1000,
  });
  const uploads = uploadHandlers({ folder, index, localTime });
  const runProduct = options.runProduct ?? makeProduct;
  const handlers: Handlers = {
    ...peopleHandlers({ folder, results, index, localTime }),
    ...testHandlers(live, wiring),
    ...recordingHandlers({ folder, index, modelBytesOf: shelf.bytesOf, runProduct, localTime }, files),
    ...uploads,
    ...jobs,
    models: () => shelf.list(),
  };

  // Loaded only here: other commands of the program need no web framework.
  const [{ fastify }, { default: multipart }, { default: rateLimit }, { default: websocket }] = await Promise.all([
    import('fastify'),
    import('@fastify/multipart'),
    import('@fastify/rate-limit'),
    import('@fastify/websocket'),
  ]);
  const server = fastify({ bodyLimit: 1_000_000, forceCloseConnections: true, routerOptions: { maxParamLength: 100 } });
  server.removeContentTypeParser('text/plain');
  server.setErrorHandler((error, _, reply) => {
    const { status, body } = refusalOf(error);
    if (body.code === 'INTERNAL') onError(error);
    return reply.code(status).send(body);
  });
  server.addHook('onSend', async (_, reply) => {
    for (const [name, value] of Object.entries(safeHeaders)) if (!reply.hasHeader(name)) reply.header(name, value);
  });
  const cookieName = (): string => `myofade-${port}`;
  server.addHook('onRequest', async (request, reply) => {
    const { method, headers, raw } = request;
    const address = new URL(raw.url ?? '/', `http://${host}`);
    const path = address.pathname;
    const token = method === 'GET' && path === '/' ? address.searchParams.get('token') : null;
    const isKnown = token !== null || key.isKnown(cookieOf(headers.cookie, cookieName()));
    const fault = guardFault({ method, path, headers, port, isKnown });
    if (fault) {
      const isPage = method === 'GET' && !path.startsWith('/api/') && headers.upgrade === undefined;
      reply.code(403).header('cache-control', 'no-store');
      if (isPage) return reply.type('text/html; charset=utf-8').send(plainPage('Not let in', fault.fix));
      return reply.send(fault);
    }
    if (token === null) return;
    const cookie = key.exchange(token);
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
    if (cookie === undefined) {
      const words = 'This address was opened before, or is an older one. Press Enter in the terminal for a new one.';
      return reply.code(403).send(plainPage('Not let in', words));
    }
    reply.header('set-cookie', `${cookieName()}=${cookie}; HttpOnly; SameSite=Strict; Path=/`);
    // Not a redirect: the next request then comes from this page, and its cookie is of the same site.
    return reply.send(plainPage('Myofade', '<a href="/">Go on</a>', '<meta http-equiv="refresh" content="0;url=/">'));
  });
  // A refused upgrade leaves a line that nothing else would end.
  server.addHook('onResponse', async ({ headers, raw }, { statusCode }) => {
    if (headers.upgrade !== undefined && statusCode >= 400) raw.socket.destroySoon();
  });
  await server.register(rateLimit, { max: mostRequests, timeWindow: 10_000 });
  await server.register(multipart, {
    limits: { fileSize: mostUpload, files: 1, fields: 0, parts: 1, headerPairs: 20 },
    throwFileSizeLimit: false,
  });
  await server.register(websocket, { options: { maxPayload: 64 * 1024 } });
  await server.register(async (scope) => {
    registerRoutes(scope, handlers, { checksAnswers });
    const document = openApiDocument({ version: software().version });
    scope.get('/api/openapi.json', async () => document);
  });
  await servePage(server, options.page);
  await server.listen({ host, port: options.port ?? 0 }).catch((cause: unknown) => {
    throw new UnsupportedError(`Cannot listen on port ${options.port}: ${reasonOf(cause)}.`, 'Choose another --port.', {
      cause,
    });
  });
  port = (server.server.address() as { port: number }).port;
  return {
    port,
    newAddress: () => `http://${host}:${port}/?token=${key.newToken()}`,
    async close() {
      await live.end();
      await jobs.close();
      await server.close();
      await uploads.close();
    },
  };
}
