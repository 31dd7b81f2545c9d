import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { apiPath, guardHeader, type PackedFloats, type RouteId, routes, unpackFloats } from '#api';
import { type ServerOptions, startServer } from './start-server.ts';

/** An answer as it came. */
export interface Came {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what came.
  readonly json: any;
}

/** Sends a raw request, with any headers: what `fetch` would not let a test send. */
export function rawRequest(
  port: number,
  {
    method = 'GET',
    path,
    headers = {},
    body,
  }: { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<Came> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const bytes = Buffer.concat(parts);
        let json: unknown;
        try {
          json = JSON.parse(bytes.toString('utf8'));
        } catch {
          json = undefined;
        }
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, json });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A server of a test in a folder of its own, with a browser that was let in. */
export async function checkServer(changes: Partial<ServerOptions> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'myofade-server-'));
  const errors: unknown[] = [];
  const server = await startServer({
    folder: join(root, 'study'),
    results: join(root, 'study', 'derivatives', 'myofade'),
    page: join(root, 'page'),
    runCommand: async () => '{}',
    trainable: ['features', 'cnn'],
    onError: (error) => errors.push(error),
    checksAnswers: true,
    ...changes,
  });
  const { port } = server;
  const host = `127.0.0.1:${port}`;
  const enter = async (): Promise<string> => {
    const { pathname, search } = new URL(server.newAddress());
    const { headers } = await rawRequest(port, { path: pathname + search, headers: { host } });
    return String(headers['set-cookie']).split(';')[0];
  };
  const cookie = await enter();
  const usual = { host, cookie, origin: `http://${host}` };
  return {
    root,
    folder: changes.folder ?? join(root, 'study'),
    server,
    port,
    host,
    cookie,
    usual,
    errors,
    enter,
    /** Asks by the table of routes. */
    ask(
      id: RouteId,
      {
        params,
        query,
        body,
      }: { params?: Record<string, string>; query?: Record<string, string | number>; body?: unknown } = {},
    ): Promise<Came> {
      const headers = {
        ...usual,
        [guardHeader]: '1',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const path = apiPath(id, { ...(params && { params }), ...(query && { query }) });
      const { method } = routes[id];
      return rawRequest(port, { method, path, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    },
    upload(name: string, bytes: Uint8Array): Promise<Came> {
      const boundary = 'myofade-boundary';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${boundary}--\r\n`)]);
      const headers = { ...usual, [guardHeader]: '1', 'content-type': `multipart/form-data; boundary=${boundary}` };
      return rawRequest(port, { method: 'POST', path: apiPath('upload'), headers, body });
    },
    /** Opens a WebSocket and keeps what came. */
    async listen(path: string, headers: Record<string, string> = usual) {
      const line = new WebSocket(`ws://${host}${path}`, { headers });
      // biome-ignore lint/suspicious/noExplicitAny: tests look at what came.
      const texts: any[] = [];
      // biome-ignore lint/suspicious/noExplicitAny: tests look at what came.
      const packs: PackedFloats<any>[] = [];
      line.on('message', (data, isBinary) => {
        if (isBinary) packs.push(unpackFloats(new Uint8Array(data as Buffer)));
        else texts.push(JSON.parse(String(data)));
      });
      await new Promise<void>((resolve, reject) => {
        line.on('open', resolve);
        line.on('error', reject);
      });
      return {
        line,
        texts,
        packs,
        send: (message: unknown) => line.send(JSON.stringify(message)),
        async until(isSo: () => boolean, withinMs = 20_000): Promise<void> {
          const end = Date.now() + withinMs;
          while (!isSo()) {
            if (Date.now() > end) throw new Error(`It did not come: ${JSON.stringify(texts.at(-1)).slice(0, 500)}`);
            await new Promise((resolve) => setTimeout(resolve, 10));
          }
        },
      };
    },
    async close() {
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
