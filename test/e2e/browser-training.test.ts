import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeRuntime } from '#node';
import type { TrainingPage } from './browser-training/page.ts';
import { probabilitiesOf, type TrainingRun, trainingRun } from './browser-training/training-run.ts';
import { chromiumFlags, findChromium } from './chromium.ts';
import { type PageServer, servePage } from './page-server.ts';

const root = join(import.meta.dirname, '..', '..');
const executablePath = findChromium();
const packaged = (file: string): string => fileURLToPath(import.meta.resolve(`onnxruntime-web/${file}`));

function furthest(a: readonly number[], b: readonly number[]): number {
  expect(a).toHaveLength(b.length);
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}

/** What `page.ts` leaves in the page, where the functions given to `evaluate` run. */
declare const trainingPage: TrainingPage;

/** The product's training step in a page, through onnxruntime-web, against the same training in Node. */
describe.skipIf(executablePath === undefined)('training in a browser', () => {
  const runtime = nodeRuntime({ threads: 1 });
  const requests: string[] = [];
  const complaints: string[] = [];
  let server: PageServer;
  let browser: Browser;
  let filesUrl: string;
  let inNode: TrainingRun;

  async function openPage(path = ''): Promise<Page> {
    const page = await browser.newPage();
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(server.url + path);
    await page.waitForFunction('globalThis.trainingPage !== undefined');
    return page;
  }

  const train = (page: Page, threads: number, from = filesUrl): Promise<TrainingRun> =>
    page.evaluate(([n, url]) => trainingPage.train(n, url), [threads, from] as const);

  beforeAll(async () => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const command = [vite, 'build', '-c', 'test/e2e/browser-training/vite.config.ts', '--logLevel', 'error'];
    execFileSync(process.execPath, command, { cwd: root, stdio: 'pipe' });
    server = await servePage('page.js', {
      'page.js': join(root, 'node_modules', '.browser-test', 'page.js'),
      'ort/ort-wasm-simd-threaded.mjs': packaged('ort-wasm-simd-threaded.mjs'),
      'ort/ort-wasm-simd-threaded.wasm': packaged('ort-wasm-simd-threaded.wasm'),
    });
    filesUrl = `${server.url}ort/`;
    browser = await chromium.launch({ executablePath: executablePath as string, args: [...chromiumFlags] });
    inNode = await trainingRun(runtime);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each([1, 2])('takes the steps that Node takes, and reads its files as Node does, threads: %i', async (threads) => {
    const page = await openPage();
    const inPage = await train(page, threads);
    expect(page.workers()).toHaveLength(threads - 1);
    expect(inNode.losses).toHaveLength(20);
    expect(furthest(inPage.losses, inNode.losses)).toBeLessThan(1e-3);
    expect(furthest(inPage.probabilities, inNode.probabilities)).toBeLessThan(1e-3);

    const again = await train(page, threads);
    expect(again.losses).toEqual(inPage.losses);
    expect(again.onnx).toEqual(inPage.onnx);

    const file = [threads, filesUrl, [...inNode.onnx]] as const;
    const said = await page.evaluate(([n, url, onnx]) => trainingPage.apply(n, url, onnx), file);
    expect(furthest(said, inNode.probabilities)).toBeLessThan(1e-4);
    const inPageFile = Uint8Array.from(inPage.onnx);
    expect(furthest(await probabilitiesOf(runtime, inPageFile), inPage.probabilities)).toBeLessThan(1e-4);
    await page.close();
  });

  it('asks nobody but its own server, and complains about nothing', () => {
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.filter((url) => !url.startsWith(server.url) && !/^(blob|data):/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('refuses threads that the page cannot have, where ONNX Runtime would go on with one', async () => {
    const page = await openPage('alone');
    await expect(train(page, 2)).rejects.toThrow(/threads is 2, but this page may not share memory/);
    await page.close();
  });

  it('says which files a server lacks', async () => {
    const page = await openPage();
    await expect(train(page, 1, `${server.url}nowhere/`)).rejects.toThrow(/cannot be loaded: no available backend/);
    await expect(train(page, 1)).rejects.toThrow(/already has threads 1 and files at .*nowhere/);
    await page.close();
  });

  // A measurement on request, not a test: MYOFADE_RATE=1.
  if (process.env.MYOFADE_RATE) {
    it('tells its rate', async () => {
      const pages = await Promise.all([openPage(), openPage()]);
      for (let round = 1; round <= 20; round++) {
        const [native, one, two] = [await trainingRun(runtime), await train(pages[0], 1), await train(pages[1], 2)];
        const rates = [native, one, two].map(({ stepsPerS }) => stepsPerS.toFixed(0));
        console.log(`round ${round}: ${rates[0]} steps/s in Node, ${rates[1]} in the page, ${rates[2]} with 2 threads`);
      }
    });
  }
});
