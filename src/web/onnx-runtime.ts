import * as ort from 'onnxruntime-web/wasm';
import { ArgumentError, ModelError, requireWhole, UnsupportedError } from '#base';
import { ortSession, type Runtime, wordsOf } from '#learn';

/** How {@link webRuntime} runs. */
export interface WebRuntimeOptions {
  /** 1, or more in a page that is cross-origin isolated. Results are bit-identical for the same number only. */
  readonly threads: number;
  /**
   * The folder, as an absolute URL that ends in `/`, where the page's own server has `ort-wasm-simd-threaded.mjs` and
   * `ort-wasm-simd-threaded.wasm` of the onnxruntime-web package.
   */
  readonly filesUrl: string;
}

/** onnxruntime-web starts once per page and keeps the settings of that start. */
let chosen: WebRuntimeOptions | undefined;

function requireSame(options: WebRuntimeOptions, before: WebRuntimeOptions): void {
  if (options.threads === before.threads && options.filesUrl === before.filesUrl) return;
  throw new ArgumentError(
    `This page's ONNX Runtime already has threads ${before.threads} and files at ${before.filesUrl}, got ${options.threads} and ${options.filesUrl} — in webRuntime.`,
    'Use one setting per page, or start a worker for another.',
  );
}

function requireFolder(filesUrl: string): void {
  if (URL.canParse(filesUrl) && filesUrl.endsWith('/')) return;
  throw new ArgumentError(
    `filesUrl must be an absolute URL that ends in '/', got '${filesUrl}' — in webRuntime.`,
    "Pass for example new URL('/ort/', location.href).href.",
  );
}

/** onnxruntime-web itself would go on with one thread, and with other bits than were asked for. */
function requireThreads(threads: number): void {
  requireWhole('threads', threads, 1, 'webRuntime');
  if (threads === 1 || 'SharedArrayBuffer' in globalThis) return;
  throw new UnsupportedError(
    `threads is ${threads}, but this page may not share memory between threads — in webRuntime.`,
    'Pass 1, or serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.',
  );
}

/**
 * ONNX Runtime as WebAssembly, in a page or its worker (Node runs it too). Nothing is fetched but two files from
 * `filesUrl`. A run occupies its thread until it is done, so long work belongs in a worker.
 *
 * @throws ArgumentError when `threads` or `filesUrl` cannot be used, or differs from what this page already runs with.
 * @throws UnsupportedError when the page cannot have more than one thread.
 */
export function webRuntime(options: WebRuntimeOptions): Runtime {
  requireThreads(options.threads);
  requireFolder(options.filesUrl);
  if (chosen !== undefined) requireSame(options, chosen);
  chosen = options;
  ort.env.wasm.numThreads = options.threads;
  ort.env.wasm.wasmPaths = options.filesUrl;
  return {
    threads: options.threads,
    async create(model) {
      try {
        const session = await ort.InferenceSession.create(model, {
          executionProviders: ['wasm'],
          executionMode: 'sequential',
          graphOptimizationLevel: 'all',
          logSeverityLevel: 3,
        });
        return ortSession(session, ort.Tensor, 'onnxruntime-web');
      } catch (cause) {
        const isMissing = wordsOf(cause).startsWith('no available backend');
        throw new ModelError(
          `The model cannot be loaded: ${wordsOf(cause)} — in onnxruntime-web.`,
          isMissing
            ? `Serve ort-wasm-simd-threaded.mjs and .wasm at ${options.filesUrl}, then load the page again.`
            : 'Check that the file is a complete .onnx model.',
          { cause },
        );
      }
    },
  };
}
