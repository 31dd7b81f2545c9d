import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { indexCatalogue } from '#fatigue';
import { writeEdf } from '#recording';
import { simulateStudy } from '#simulate';

const root = join(import.meta.dirname, '..');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** What an example prints, line by line. */
async function printedBy(example: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((...words) => void lines.push(words.join(' ')));
  try {
    await example();
  } finally {
    log.mockRestore();
  }
  return lines;
}

describe('documentation', () => {
  it.each(pages)('%s links to files that exist', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] as string);
    const broken = targets.filter(
      (target) => !/^https?:/.test(target) && !existsSync(join(root, dirname(page), target)),
    );
    expect(broken).toEqual([]);
  });

  it('names only files that exist in ARCHITECTURE.md', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const paths = [...text.matchAll(/`((?:src|test|golden|scripts|bench)\/[\w./-]+)`/g)].map(
      (match) => match[1] as string,
    );
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each([
    ['README.md', 'readme-example.ts'],
    ['docs/networks.md', 'training-example.ts'],
  ])('shows in %s the example that runs', (page, file) => {
    const example = readFileSync(join(root, 'test', file), 'utf8');
    expect(readFileSync(join(root, page), 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('runs the first example on a recording', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'myofade-readme-'));
    const [{ recording }] = simulateStudy({ people: 1, seed: 7 }).recordings;
    const file = join(folder, 'S01.edf');
    writeFileSync(file, writeEdf(recording));
    const before = process.argv;
    process.argv = [before[0], before[1], file];
    const lines = await printedBy(() => import('./readme-example.ts'));
    process.argv = before;
    rmSync(folder, { recursive: true });
    expect(lines.filter((line) => /^(rest|hold|mvc) /.test(line)).length).toBeGreaterThanOrEqual(3);
    expect(lines.find((line) => line.startsWith('EMG-derived'))).toMatch(/\d+ %MVC, not a force/);
  });

  it('learns in the training example what was put into its data', async () => {
    const lines = await printedBy(() => import('./training-example.ts'));
    const epochs = lines.filter((line) => line.startsWith('epoch'));
    expect(epochs.length).toBeGreaterThan(1);
    expect(lines[epochs.length]).toMatch(
      new RegExp(`^best epoch \\d+ of ${epochs.length} with ${epochs.length} check`),
    );
    expect(lines.at(-1)).toBe(`${12 * 15} places of evidence in each example`);
    const said =
      lines
        .find((line) => line.startsWith('fatigued?'))
        ?.split(' ')
        .slice(1)
        .map(Number) ?? [];
    expect(said).toHaveLength(8);
    expect(said.map((p) => p > 0.5)).toEqual([false, true, false, true, false, true, false, true]);
  });

  it('defines every index in GLOSSARY.md', () => {
    const glossary = readFileSync(join(root, 'GLOSSARY.md'), 'utf8');
    const ids = indexCatalogue.map(({ id }) => id);
    const bands = ids.filter((id) => id.startsWith('BP_'));
    expect(ids.length).toBeGreaterThan(15);
    expect(ids.filter((id) => !bands.includes(id) && !glossary.includes(`\`${id}\``))).toEqual([]);
    const spelled = bands.map((id) => id.slice(3).replace('_', '–'));
    expect(spelled.filter((band) => !glossary.includes(band))).toEqual([]);
  });
});
