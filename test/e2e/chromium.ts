import { existsSync } from 'node:fs';

const places = [
  process.env.MYOFADE_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The Chromium of this machine. Where there is none, browser tests are skipped with one line; under CI they fail.
 */
export function findChromium(): string | undefined {
  const found = places.find((place) => place !== undefined && existsSync(place));
  if (found === undefined && process.env.CI) throw new Error('Browser tests need Chromium: apt-get install chromium.');
  if (found === undefined)
    console.log('No Chromium on this machine: browser tests are skipped (set MYOFADE_CHROMIUM).');
  return found;
}

/** Flags for a run in a container, without any connection of the browser's own. */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
