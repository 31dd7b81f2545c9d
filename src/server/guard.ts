import { type ApiError, guardHeader } from '#api';

/** What of a request tells who asks. */
export interface AskedBy {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Port that the server listens on. */
  readonly port: number;
  /** Whether the cookie is of this run. */
  readonly isKnown: boolean;
}

function forbidden(message: string, fix: string): ApiError {
  return { code: 'FORBIDDEN', message, fix };
}

const safeMethods = new Set(['GET', 'HEAD']);

/**
 * Why a request is not answered; undefined where it is.
 *
 * `Host` must be this computer by number or as localhost: a foreign name that was made to point here (DNS rebinding) is
 * none of them. `Origin` and `Sec-Fetch-Site`, where a browser sends them, must be the server's own; a WebSocket must
 * have an Origin, since no other rule of browsers keeps foreign pages from opening one. Requests that change something
 * need a header that no form can send.
 */
export function guardFault({ method, path, headers, port, isKnown }: AskedBy): ApiError | undefined {
  const { host, origin, 'sec-fetch-site': site } = headers;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (typeof host !== 'string' || !hosts.includes(host)) {
    return forbidden(`Nothing is served under the name ${String(host)}.`, `Open ${hosts[0]}.`);
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return forbidden(`The page ${String(origin)} may not ask here.`, 'Use the page that this server shows.');
  }
  const isUpgrade = String(headers.upgrade ?? '').toLowerCase() === 'websocket';
  if (isUpgrade && origin === undefined) {
    return forbidden('A WebSocket needs an Origin.', 'Use the page that this server shows.');
  }
  const isEntry = path === '/' && method === 'GET';
  // Links from elsewhere may lead to the page itself, and to nothing else.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isEntry) {
    return forbidden(`A ${String(site)} request is not answered.`, 'Use the page that this server shows.');
  }
  if (!isKnown) {
    return forbidden(
      'This browser was not let in.',
      'Open the address that `myofade serve` printed; press Enter there for a new one, since each opens once.',
    );
  }
  if (!safeMethods.has(method) && headers[guardHeader] === undefined) {
    return forbidden(`The header ${guardHeader} is missing.`, 'Send it with any value.');
  }
  return undefined;
}

/** Value of a cookie among those of a request. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return rest.join('=');
  }
  return undefined;
}

/** Headers of every answer: no script but the page's own files, no frame elsewhere, nothing guessed. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
/** Of reports, which are whole pages without a script. */
export const reportPolicy =
  "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
