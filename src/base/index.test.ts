import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as base from './index.ts';

it('exports these names', () => {
  expect(Object.keys(base).sort()).toMatchInlineSnapshot(`
    [
      "ArgumentError",
      "CancelledError",
      "DeviceError",
      "FormatError",
      "ModelError",
      "MyofadeError",
      "StudyError",
      "UnsupportedError",
      "canonicalJson",
      "digestOf",
      "issue",
      "issueCatalogue",
      "manualClock",
      "once",
      "requireFinite",
      "requireOneOf",
      "requirePositive",
      "requireSamples",
      "requireWhole",
      "restoredRandom",
      "seededRandom",
      "sha256Hex",
      "stopIfCancelled",
    ]
  `);
});

describe('examples in doc comments', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const examples = files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    return [...text.matchAll(/@example\n((?: \* .*\n)+)/g)].map(([, body]) => ({
      file,
      code: body.replaceAll(/^ \* /gm, '').trim(),
    }));
  });

  it.each(examples)('$file: $code', ({ code }) => {
    const [, before, last, said] = /^([\s\S]*?)(.*); \/\/ (.*)$/.exec(code) ?? [];
    expect(said, 'the last line says what it gives: expression; // value').toBeDefined();
    const run = new Function(...Object.keys(base), `${before}\nreturn (${last});`);
    expect(inspect(run(...Object.values(base)))).toBe(said);
  });
});
