import { expect, it } from 'vitest';
import { sampleRecording } from './check-samples.ts';
import { columnsOf, indicesTable } from './indices-table.ts';

it('gives the window of every contraction where they differ, and once where they do not', () => {
  const { indices } = sampleRecording('S01', 'fresh');
  const options = { caption: 'Indices.', methods: true };
  expect(indicesTable(columnsOf(indices), options).markup).toContain(
    'invented; 5.00 s inside the contraction; nobody<',
  );
  const unequal = indices.map((index) =>
    index.segment === 'mvc' ? { ...index, window: '2.00 s inside the contraction' } : index,
  );
  expect(indicesTable(columnsOf(unequal), options).markup).toContain(
    'invented; hold: 5.00 s inside the contraction; maximal squeeze: 2.00 s inside the contraction; nobody<',
  );
});

it('shows groups under their names, and only those asked for', () => {
  const { indices } = sampleRecording('S01', 'fresh');
  const headings = (markup: string) =>
    [...markup.matchAll(/<th scope="rowgroup"[^>]*>([^<]+)</g)].map(([, name]) => name);
  const all = indicesTable(columnsOf(indices), { caption: 'Indices.' }).markup;
  expect(headings(all)).toEqual(['amplitude', 'spectrum', 'band powers']);
  expect(all).toContain('BP_20_35');
  const some = indicesTable(columnsOf(indices), { caption: 'Indices.', groups: ['trend', 'amplitude'] }).markup;
  expect(headings(some)).toEqual(['amplitude']);
  expect(some).not.toContain('MDF');
  expect(indicesTable(columnsOf(indices), { caption: 'Indices.', groups: ['wavelet'] }).markup).toContain(
    'No contraction',
  );
});

it('gives the band and method of every contraction where they differ', () => {
  const { indices } = sampleRecording('S01', 'fresh');
  const capped = indices.map((index) => (index.segment === 'mvc' ? { ...index, band: [20, 168.945] as const } : index));
  const { markup } = indicesTable(columnsOf(capped), { caption: 'Indices.', methods: true });
  expect(markup).toContain('MDF; hold: 20–450 Hz; maximal squeeze: 20–168.9 Hz; invented');
});
