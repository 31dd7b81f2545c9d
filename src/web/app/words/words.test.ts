import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { id } from './id.ts';
import { firstLanguage } from './languages.ts';

const app = join(import.meta.dirname, '..');

/** Every word of a catalogue by its path; what takes values is called with marks in their place. */
function wordsOf(part: unknown, path = ''): Map<string, string> {
  if (typeof part === 'string') return new Map([[path, part]]);
  if (typeof part === 'function') {
    const marks = Array.from({ length: part.length }, (_, i) => `<${i}>`);
    return new Map([[`${path}(${part.length})`, String(part(...marks))]]);
  }
  return new Map(
    Object.entries(part as object).flatMap(([key, value]) => [...wordsOf(value, path ? `${path}.${key}` : key)]),
  );
}

function components(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return components(path);
    return entry.name.endsWith('.tsx') ? [path] : [];
  });
}

/** Attributes that are read or heard by people. */
const spoken =
  /^(?:aria-label|aria-description|alt|label|title|placeholder|description|error|help|nothingFoundMessage)$/;

/** Names of things that are the same in every language: the program's own, keys, units. */
const untranslated = /^(?:Myofade|Esc|R|P|N|mV|Hz|s|%)$/;

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Words that stand in a component itself and not in the catalogue. */
function literalWords(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(literalWords);
  if (typeof node !== 'object' || node === null) return [];
  const { type, ...rest } = node as SyntaxNode;
  const isWord = (text: unknown): text is string =>
    typeof text === 'string' && /\p{L}{2,}|^\p{L}$/u.test(text.trim()) && !untranslated.test(text.trim());
  if (type === 'JSXText' && isWord(rest.value)) return [rest.value.trim()];
  if (type === 'JSXExpressionContainer') {
    const inner = rest.expression as SyntaxNode;
    if (inner.type === 'Literal' && isWord(inner.value)) return [inner.value];
  }
  if (type === 'JSXAttribute') {
    const name = (rest.name as { name: string }).name;
    const value = rest.value as SyntaxNode | null;
    if (value?.type === 'Literal') return spoken.test(name) && isWord(value.value) ? [value.value] : [];
    // Inside an attribute that nobody reads, a text is a setting.
    if (!spoken.test(name) && value?.type === 'JSXExpressionContainer') {
      const inner = value.expression as SyntaxNode;
      if (inner.type === 'Literal') return [];
    }
  }
  return Object.values(rest).flatMap(literalWords);
}

describe('the words of the page', () => {
  it('are the same keys with the same values to fill in, in both languages', () => {
    expect([...wordsOf(id).keys()].sort()).toEqual([...wordsOf(en).keys()].sort());
  });

  it('are never empty, and use every value that they are given', () => {
    for (const catalogue of [en, id]) {
      for (const [path, words] of wordsOf(catalogue)) {
        expect(words.trim(), path).not.toBe('');
        const wanted = Number(/\((\d+)\)$/.exec(path)?.[1] ?? 0);
        for (let i = 0; i < wanted; i++) expect(words, path).toContain(`<${i}>`);
      }
    }
  });

  it('stand in the catalogues, none in a component', () => {
    const found = components(app).flatMap((path) =>
      literalWords(parseAst(readFileSync(path, 'utf8'), { lang: 'tsx' }, path)).map(
        (words) => `${relative(app, path)}: ${words}`,
      ),
    );
    expect(found).toEqual([]);
  });

  it('begin in the language that was chosen, else the one the browser asks for', () => {
    expect(firstLanguage('id', ['en-US'])).toBe('id');
    expect(firstLanguage(null, ['de-DE', 'id-ID', 'en'])).toBe('id');
    expect(firstLanguage(null, ['in'])).toBe('id');
    expect(firstLanguage('klingon', ['fr'])).toBe('en');
  });
});
