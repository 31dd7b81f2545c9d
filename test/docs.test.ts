import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { seededRandom } from '#base';
import { contractionIndices, contractionSignal } from '#fatigue';
import { type Channel, writeEdf } from '#recording';
import { simulateStudy } from '#simulate';

const root = join(import.meta.dirname, '..');
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

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

  it('shows in README.md the example that runs', () => {
    const example = readFileSync(join(root, 'test', 'readme-example.ts'), 'utf8');
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('runs that example on a recording', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'myofade-readme-'));
    const [{ recording }] = simulateStudy({ people: 1, seed: 7 }).recordings;
    const file = join(folder, 'S01.edf');
    writeFileSync(file, writeEdf(recording));
    const lines: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((...words) => void lines.push(words.join(' ')));
    const before = process.argv;
    process.argv = [before[0], before[1], file];
    await import('./readme-example.ts');
    process.argv = before;
    log.mockRestore();
    rmSync(folder, { recursive: true });
    expect(lines.filter((line) => /^(rest|hold|mvc) /.test(line)).length).toBeGreaterThanOrEqual(3);
    expect(lines.find((line) => line.startsWith('EMG-derived'))).toMatch(/\d+ %MVC, not a force/);
  });

  it('defines every index in GLOSSARY.md', () => {
    const glossary = readFileSync(join(root, 'GLOSSARY.md'), 'utf8');
    const random = seededRandom(1);
    const samples = Float64Array.from({ length: 6000 }, () => random.normal());
    const channel: Channel = { name: 'A1', kind: 'emg', unit: 'mV', fs: 1000, samples };
    const signal = contractionSignal(channel, { kind: 'hold', channel: 'A1', startS: 0, endS: 6 });
    const ids = contractionIndices(signal).map(({ id }) => id);
    const bands = ids.filter((id) => id.startsWith('BP_'));
    expect(ids.length).toBeGreaterThan(15);
    expect(ids.filter((id) => !bands.includes(id) && !glossary.includes(`\`${id}\``))).toEqual([]);
    const spelled = bands.map((id) => id.slice(3).replace('_', '–'));
    expect(spelled.filter((band) => !glossary.includes(band))).toEqual([]);
  });
});
