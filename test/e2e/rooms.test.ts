import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeEdf } from '#recording';
import { type Folder, openSignalsText, simulatedRecordings, temporaryFolder } from '../cli-studies.ts';
import { chromiumFlags, findChromium } from './chromium.ts';

const executablePath = findChromium();
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let user: Folder;
let server: ChildProcess;
let browser: Browser;
let page: Page;
const faults: string[] = [];

/** Starts the program on an empty study; what it prints first is the address. */
async function serve(folder: string): Promise<string> {
  server = spawn(process.execPath, [main, 'serve', '--study', folder, '--no-open', '--port', '0']);
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer): void => {
      said += text;
      const [, url] = /Open (http\S+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.on('close', () => reject(new Error(said)));
  });
}

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { html: string }[];
  }[];
}

/** Serious findings of axe on what the page shows now. */
async function seriousFindings(): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run()')) as Found;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
}

const room = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

describe.skipIf(executablePath === undefined)('the rooms in a browser', () => {
  beforeAll(async () => {
    user = temporaryFolder();
    for (const { subject, state, recording } of simulatedRecordings(4)) {
      user.write(`${subject}-${state}.edf`, writeEdf(recording));
    }
    user.write('somebody.txt', openSignalsText(simulatedRecordings(1)[0].recording));
    user.write('wrong.edf', 'this is no recording');
    user.write('bare.csv', Array.from({ length: 4000 }, (_, i) => `${Math.sin(i)};${i}`).join('\n'));
    user.write('study/README', 'a study');
    const url = await serve(join(user.path, 'study'));
    browser = await chromium.launch({ executablePath: executablePath as string, args: [...chromiumFlags] });
    // axe is put into the page, which its policy forbids to everybody else.
    page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'en-GB', bypassCSP: true });
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(url);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.kill('SIGTERM');
    user?.remove();
  });

  it('refuses a wrong file with what to do, and asks what the columns of a bare table are', async () => {
    await room('People');
    await page.getByRole('button', { name: 'Import recordings' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles([join(user.path, 'wrong.edf'), join(user.path, 'bare.csv')]);
    await dialog.getByRole('region', { name: 'wrong.edf' }).getByText('What to do').waitFor();
    const bare = dialog.getByRole('region', { name: 'bare.csv' });
    await bare.getByRole('button', { name: 'Read with these columns' }).click();
    await bare.getByText(/Read as/).waitFor();
    expect(await seriousFindings()).toEqual([]);
  }, 60_000);

  it('imports recordings of people, evaluates models on them, and compares fresh with fatigued', async () => {
    const dialog = page.getByRole('dialog');
    for (const { subject, state } of simulatedRecordings(4)) {
      const file = `${subject}-${state}.edf`;
      await dialog.locator('input[type=file]').setInputFiles(join(user.path, file));
      const card = dialog.getByRole('region', { name: file });
      await card.getByRole('textbox', { name: 'Code of the person' }).fill(subject);
      await card.getByRole('combobox', { name: 'State' }).click();
      await page.getByRole('option', { name: state, exact: true }).click();
      await card.getByRole('button', { name: 'Import', exact: true }).click();
      await card.getByText(/Imported as|What to do/).waitFor();
      expect(await card.innerText()).toContain('Imported as');
    }
    // What does not say that it is SIMULATED counts as somebody, who is not put among people who do not exist.
    await dialog.locator('input[type=file]').setInputFiles(join(user.path, 'somebody.txt'));
    const real = dialog.getByRole('region', { name: 'somebody.txt' });
    await real.getByRole('textbox', { name: 'Code of the person' }).fill('P1');
    await real.getByRole('button', { name: 'Import', exact: true }).click();
    await real.getByText('What to do').waitFor();
    await page.keyboard.press('Escape');
    await room('Evidence');
    await page.getByRole('button', { name: 'Start an evaluation' }).click();
    await page.getByRole('heading', { name: 'Leak audit' }).waitFor({ timeout: 200_000 });
    expect(await page.getByRole('img', { name: /^Guessing, Accuracy/ }).count()).toBe(1);
    expect(await page.getByRole('img', { name: 'ROC' }).count()).toBe(1);
    expect(await seriousFindings()).toEqual([]);
    await page.getByRole('button', { name: 'Compare fresh and fatigued' }).click();
    const table = page.getByRole('table', { name: 'Fresh and fatigued, group statistics' });
    await table.getByRole('cell', { name: 'MDF', exact: true }).waitFor({ timeout: 60_000 });
  }, 300_000);

  it('has no serious finding of axe in the other rooms, and threw nothing', async () => {
    for (const name of ['People', 'Models', 'Devices']) {
      await room(name);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await seriousFindings(), name).toEqual([]);
    }
    await page.goto(`${new URL(page.url()).origin}/#/`);
    await page.getByRole('link', { name: 'Start a test' }).waitFor();
    expect(await seriousFindings()).toEqual([]);
    expect(faults).toEqual([]);
  }, 60_000);
});
