import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Where a test's page is served, on this machine only. */
export interface PageServer {
  /** Ends in `/`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves an empty page that loads `script`, and the files under their paths. At `/` it is cross-origin isolated, so its
 * WebAssembly may use threads; at `/alone` it is not.
 */
export async function servePage(script: string, files: Readonly<Record<string, string>>): Promise<PageServer> {
  const html = `<!doctype html><title>test</title><link rel="icon" href="data:,"><script type="module" src="/${script}"></script>`;
  const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const server = createServer(async ({ url = '/' }, response) => {
    if (url === '/' || url === '/alone') {
      response.writeHead(200, { 'Content-Type': 'text/html', ...(url === '/' && isolated) }).end(html);
      return;
    }
    const file = files[url.slice(1)];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const bytes = await readFile(file);
    response.writeHead(200, { 'Content-Type': types[extname(file)], ...isolated }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
