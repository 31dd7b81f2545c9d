import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecording } from '#recording';
import { formatSamples } from '../../src/recording/check-format-samples.ts';
import type { RecordingPage } from './browser-hdf5/page.ts';
import { chromiumFlags, findChromium } from './chromium.ts';
import { type PageServer, servePage } from './page-server.ts';

const root = join(import.meta.dirname, '..', '..');
const executablePath = findChromium();

/** What `page.ts` leaves in the page, where the functions given to `evaluate` run. */
declare const recordingPage: RecordingPage;

describe.skipIf(executablePath === undefined)('reading HDF5 in a browser', () => {
  let server: PageServer;
  let browser: Browser;

  beforeAll(async () => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const command = [vite, 'build', '-c', 'test/e2e/browser-hdf5/vite.config.ts', '--logLevel', 'error'];
    execFileSync(process.execPath, command, { cwd: root, stdio: 'pipe' });
    server = await servePage('page.js', { 'page.js': join(root, 'node_modules', '.browser-hdf5', 'page.js') });
    browser = await chromium.launch({ executablePath: executablePath as string, args: [...chromiumFlags] });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('gives what Node gives, from one file of script and nothing else', async () => {
    const page = await browser.newPage();
    const seen: string[] = [];
    page.on('request', (request) => seen.push(request.url()));
    page.on('console', (message) => seen.push(message.text()));
    await page.goto(server.url);
    await page.waitForFunction('globalThis.recordingPage !== undefined');
    for (const { bytes } of formatSamples['opensignals-hdf5'] ?? []) {
      const inNode = await readRecording(bytes, { file: 'a.h5' });
      const wanted = JSON.stringify(inNode, (_, value) => (value instanceof Float64Array ? [...value] : value));
      expect(await page.evaluate((some) => recordingPage.read(some), [...bytes])).toBe(wanted);
      expect(await page.evaluate((some) => recordingPage.read(some), [...bytes.with(66, 9)])).toMatch(/is damaged/);
    }
    expect(seen.filter((each) => !/^data:/.test(each))).toEqual([server.url, `${server.url}page.js`]);
  });
});
