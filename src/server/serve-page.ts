import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

/** A page of plain words, for when there is no other. */
export function plainPage(title: string, words: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}<title>${title}</title></head><body><h1>${title}</h1><p>${words}</p></body></html>`;
}

/** Serves the built page, or says that it was not built; the room in the address is the page's own concern. */
export async function servePage(server: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  const isThere = existsSync(index);
  if (isThere) {
    const { default: files } = await import('@fastify/static');
    await server.register(files, { root: folder, index: false, dotfiles: 'deny', cacheControl: false });
  }
  const page = async (): Promise<string> =>
    isThere
      ? readFile(index, 'utf8')
      : plainPage('Myofade', 'The API runs, and the page was not built: run npm run build and start again.');
  server.get('/', async (_, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(await page()),
  );
  server.setNotFoundHandler(async (request, reply) => {
    const [path] = request.url.split('?');
    const isRoom = request.method === 'GET' && !path.startsWith('/api/') && !/\.\w+$/.test(path);
    if (isRoom) {
      return reply
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(await page());
    }
    const body = { code: 'NOT_FOUND', message: 'There is nothing here.', fix: 'See /api/openapi.json.' };
    return reply.code(404).send(body);
  });
}
