import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#study';
import { chromiumFlags, findChromium } from './chromium.ts';

const root = join(import.meta.dirname, '..', '..');
const executablePath = findChromium();

const withoutBlanks = (text: string): string => text.replace(/\s/g, '');

const limits = (pair: readonly [number, number] | null): string =>
  pair ? `[${pair.map((limit) => limit.toFixed(2)).join('–')}]` : '';

/** From a simulated study on disk to the report that a person reads, in a real browser. */
describe.skipIf(executablePath === undefined)('the report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'myofade-e2e-'));
  const requests: string[] = [];
  const complaints: string[] = [];
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // What `npm start` shows: the same people, the same models.
    const myofade = (...command: string[]) =>
      execFileSync(process.execPath, ['dist/cli/main.js', ...command], {
        cwd: root,
        env: { ...process.env, INIT_CWD: folder },
        stdio: 'pipe',
      });
    myofade('simulate', '--people', '12', '--seed', '7', '--out', 'study');
    myofade('evaluate', 'study', '--controls', '2', '--out', 'out');
    browser = await chromium.launch({ executablePath: executablePath as string, args: [...chromiumFlags] });
    page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(folder, 'out', 'report.html')).href);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('needs nothing but itself and complains about nothing', () => {
    expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it('says SIMULATED first, then the picture, then what is and is not shown', async () => {
    expect(await page.locator('h1').innerText()).toContain('SIMULATED');
    const headings = await page.locator('h2').allInnerTexts();
    expect(headings.slice(0, 2)).toEqual(['At a glance', 'What is and is not shown']);
  });

  it('draws every figure and fits its page', async () => {
    const boxes = await page
      .locator('svg[role=img]:visible')
      .evaluateAll((all) =>
        all.map((svg) => ({ width: svg.getBoundingClientRect().width, right: svg.getBoundingClientRect().right })),
      );
    expect(boxes.length).toBeGreaterThanOrEqual(5);
    expect(boxes.every(({ width, right }) => width > 50 && right <= 1100)).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1100);
  });

  it('opens a person and shows signal and spectrograms', async () => {
    const person = page
      .locator('details')
      .filter({ has: page.locator('svg') })
      .first();
    await person.locator('summary').first().click();
    expect(await person.locator('svg:visible').count()).toBeGreaterThan(1);
    await person.locator('summary').first().click();
  });

  it('is the picture of the README', async () => {
    await page.evaluate('window.scrollTo(0, 0)');
    const { models } = JSON.parse(await readFile(join(folder, 'out', 'evaluation.json'), 'utf8')) as Evaluation;
    expect(models.map(({ model }) => model)).toContain('shuffled:cnn');
    const figure = page.locator('svg[role=img]').first();
    const box = await figure.boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(1000);
    // Long names are broken into lines, each a text of its own.
    const drawn = withoutBlanks((await figure.locator('text').allTextContents()).join(''));
    for (const { name, accuracy, auc, intervals } of models) {
      expect(drawn).toContain(withoutBlanks(name.replace(/ \([^)]*\)/, '')));
      expect(drawn).toContain(withoutBlanks(`${accuracy?.toFixed(2)} ${limits(intervals.accuracy)}`));
      expect(drawn).toContain(withoutBlanks(`${auc?.toFixed(2)} ${limits(intervals.auc)}`));
    }
    const picture = await page.screenshot();
    if (process.env.MYOFADE_SCREENSHOT) await writeFile(join(root, 'docs', 'report.png'), picture);
  });
});
