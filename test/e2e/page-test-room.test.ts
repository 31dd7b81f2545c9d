import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumFlags, findChromium } from './chromium.ts';
import { type ServedPage, servedPage } from './served-page.ts';

const executablePath = findChromium();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What runs in the page knows its globals. */
declare const window: {
  axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
};

/** Findings that keep somebody out. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
}

/** Moves the focus with the tabulator until it is on what has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const said = await page.evaluate(`(() => {
      const { activeElement: at } = document;
      return [at?.getAttribute('aria-label'), at?.labels?.[0]?.textContent, at?.textContent, at?.value].join(' ');
    })()`);
    if (name.test(said as string)) return;
    seen.push(said as string);
  }
  throw new Error(`Nothing called ${name} can be reached: ${seen.join(' | ')}`);
}

/** What the server says of the test. */
async function liveState(page: Page): Promise<{ phase: string; result: Record<string, unknown> | null }> {
  return (await page.evaluate("fetch('/api/live').then((answer) => answer.json())")) as never;
}

/** Fills in a test of the simulated arm at a speed, up to the signal check. */
async function connect(page: Page, { address, protocol }: { address: string; protocol: RegExp }): Promise<void> {
  await page.getByRole('button', { name: 'Test a person' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: protocol }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Another address').fill(address);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

describe.skipIf(executablePath === undefined)('the room of tests in a browser', () => {
  let served: ServedPage;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    served = await servedPage();
    browser = await chromium.launch({ executablePath: executablePath as string, args: [...chromiumFlags] });
    page = await (await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' })).newPage();
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on(
      'console',
      (message) => message.type() === 'error' && errors.push(`${message.text()} ${message.location().url}`),
    );
    await page.goto(served.address);
    // The token is exchanged by a page that goes on to the app by itself.
    await page.waitForURL((url) => !url.searchParams.has('token'));
    await page.goto(`${new URL(served.address).origin}/?frames#/test`);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it('is two clicks from a running test', async () => {
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Start with the simulated arm' }).click();
    const begin = page.getByRole('button', { name: 'Begin the test' });
    await begin.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await begin.click();
    await page.getByTestId('cue').waitFor();
    expect(await page.getByTestId('cue').textContent()).toMatch(/REST|RELAX|SQUEEZE/);
    const height = await page.evaluate("parseFloat(getComputedStyle(document.querySelector('.cue-word')).fontSize)");
    expect(height).toBeGreaterThanOrEqual(96);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('loses no sample while the page stands still for 5 s, nor by a reload', async () => {
    await page.evaluate('(() => { const from = performance.now(); while (performance.now() - from < 5000); })()');
    await page.getByText('0 samples lost').waitFor();
    await page.reload();
    await page.getByTestId('cue').waitFor();
    await page.getByText('0 samples lost').waitFor();
  });

  it('pauses and goes on by space, and is aborted only by holding Escape', async () => {
    await page.keyboard.press('Space');
    await page.getByTestId('cue').filter({ hasText: 'PAUSED' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Escape');
    expect((await liveState(page)).phase).toBe('running');
    await page.keyboard.down('Escape');
    await page.getByTestId('result').waitFor();
    await page.keyboard.up('Escape');
    await page.getByText('The test was aborted. What was recorded is kept.').waitFor();
    const { result } = await liveState(page);
    expect(result).toMatchObject({ end: 'aborted' });
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('shows each step before a test without a serious finding', async () => {
    await page.getByRole('button', { name: 'Another test' }).click();
    await page.getByRole('button', { name: 'Test a person' }).click();
    for (const heading of ['Who is tested?', 'Which test?', 'Which device?']) {
      await page.getByRole('heading', { name: heading }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await seriousFindings(page), heading).toEqual([]);
      if (heading !== 'Which device?') await page.getByRole('button', { name: 'Next' }).click();
    }
    await page.getByRole('link', { name: 'Test' }).click();
  });

  it('leads through a whole test to its result', async () => {
    await connect(page, { address: 'virtual:speed=40', protocol: /Handgrip fatigue loop/ });
    await page.getByRole('button', { name: /Begin the test|Continue anyway/ }).click();
    const answer = page.getByRole('button', { name: /7\s*very strong/ });
    await Promise.race([
      answer.click({ timeout: 90_000 }).catch(() => undefined),
      page.getByTestId('result').waitFor({ timeout: 90_000 }),
    ]);
    await page.getByTestId('result').waitFor({ timeout: 90_000 });
    await page.getByText(/stop rule was met|protocol is done/).waitFor();
    const { result } = await liveState(page);
    expect(['rule-met', 'time-out']).toContain(result?.end);
    expect(result?.recordings).toHaveLength(4);
  }, 120_000);

  it('can be used by keyboard alone, in Indonesian', async () => {
    await page.evaluate("localStorage.setItem('myofade-language', 'id')");
    await page.reload();
    await tabTo(page, /Tes lain/);
    await page.keyboard.press('Enter');
    await tabTo(page, /Mulai dengan lengan simulasi/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Mulai tes' }).waitFor();
    await tabTo(page, /Mulai tes/);
    await page.keyboard.press('Enter');
    await page.getByTestId('cue').waitFor();
    await page.keyboard.press('p');
    await page.getByText('Tes dihentikan karena nyeri.').waitFor();
  });

  it('says nothing on the console', () => {
    expect(errors).toEqual([]);
  });
});
