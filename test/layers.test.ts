import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The layers in their order. ARCHITECTURE.md's table is compared with them. */
const order = [
  'base',
  'signal',
  'recording',
  'fatigue',
  'protocol',
  'simulate',
  'device',
  'learn',
  'model',
  'study',
  'live',
  'report',
  'api',
  'node',
  'server',
  'cli',
  'web',
] as const;
type Layer = (typeof order)[number];

/** Layers that may not use all lower ones. */
const restricted: Readonly<Partial<Record<Layer, readonly Layer[]>>> = {
  device: ['base', 'signal', 'recording', 'simulate'],
  learn: ['base'],
  model: ['base', 'signal', 'recording', 'fatigue', 'learn'],
  study: ['base', 'signal', 'recording', 'fatigue', 'protocol', 'simulate', 'learn', 'model'],
  web: order.slice(0, order.indexOf('node')),
};
const layers: readonly { name: Layer; may: readonly Layer[] }[] = order.map((name, i) => ({
  name,
  may: restricted[name] ?? order.slice(0, i),
}));
const aboveThePlatformLine: readonly string[] = order.slice(0, order.indexOf('node'));
const mostLines = 400;

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const files = sourceFiles(join(root, 'src')).map((path) => {
  const file = relative(join(root, 'src'), path).replaceAll('\\', '/');
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] as string);
  return { file, text, imports, layer: file.split('/')[0] as string, isTest: /\.test\.ts$|\/check-/.test(file) };
});

/** Why this import is wrong, or nothing. */
function importFault(from: string, file: string, target: string): string | undefined {
  if (target.startsWith('#')) {
    const name = target.slice(1);
    if (name.includes('/'))
      return `${file} imports ${target}: only a layer's index may be imported, '#${name.split('/')[0]}'`;
    const rule = layers.find((layer) => layer.name === from);
    if (!(rule?.may as readonly string[] | undefined)?.includes(name))
      return `${file} imports ${target}: ${from} may not use ${name}`;
  }
  // The package's own name and version, and the shipped model: all that a layer may read outside src.
  if (/\/package\.json$|\/models\/[^/]+\.onnx\?url&inline$/.test(target) && from === 'node') return undefined;
  if (target.startsWith('.')) {
    const depth = file.split('/').length - 2;
    const up = target.split('/').filter((part) => part === '..').length;
    if (up > depth) return `${file} imports ${target}: leave a layer only through '#name'`;
    if (!/\.(?:ts|tsx|json|css)$/.test(target)) return `${file} imports ${target}: name the file with its .ts`;
  }
  return undefined;
}

describe('layers', () => {
  it('exist as folders, each with an index', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual(layers.map((layer) => layer.name).sort());
    for (const { name } of layers.filter((layer) => layer.name !== 'cli')) {
      expect(existsSync(join(root, 'src', name, 'index.ts')), `${name}/index.ts`).toBe(true);
    }
  });

  it('import only lower layers, through their index', () => {
    const faults = files.flatMap(({ file, imports, layer, isTest }) =>
      imports
        .map((target) => importFault(layer, file, target))
        .filter((fault) => fault !== undefined && !(isTest && fault.includes("leave a layer only through '#name'"))),
    );
    expect(faults).toEqual([]);
  });

  it('know no clock and no unseeded randomness above the platform line', () => {
    const banned = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|from 'node:/;
    const faults = files
      .filter(({ layer, isTest }) => aboveThePlatformLine.includes(layer) && !isTest)
      .filter(({ text }) => banned.test(text))
      .map(({ file }) => file);
    expect(faults).toEqual([]);
  });

  it.each([
    { runtime: 'onnxruntime-node', user: 'node/onnx-runtime.ts' },
    { runtime: 'onnxruntime-web', user: 'web/onnx-runtime.ts' },
  ])('load $runtime in one file only', ({ runtime, user }) => {
    const users = files.filter(({ imports }) => imports.some((target) => target.split('/')[0] === runtime));
    expect(users.map(({ file }) => file)).toEqual([user]);
  });

  it('keep source files short', () => {
    const long = files
      .filter(({ isTest }) => !isTest)
      .map(({ file, text }) => ({ file, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > mostLines);
    expect(long).toEqual([]);
  });

  it('stand in ARCHITECTURE.md as they are here', () => {
    const table = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const rows = [...table.matchAll(/^\| \d+ \| `(\w+)` \| [^|]+ \| ([^|]+) \|$/gm)].map(([, name, may]) => ({
      name,
      may: may?.trim() === '–' ? [] : (may ?? '').split(',').map((word) => word.trim()),
    }));
    expect(rows).toEqual(layers.map(({ name, may }) => ({ name, may })));
  });
});
