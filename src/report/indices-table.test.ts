import { expect, it } from 'vitest';
import { sampleRecording } from './check-samples.ts';
import { columnsOf, indicesTable } from './indices-table.ts';

it('gives the window of every contraction where they differ, and once where they do not', () => {
  const { indices } = sampleRecording('S01', 'fresh');
  const options = { caption: 'Indices.', methods: true };
  expect(indicesTable(columnsOf(indices), options).markup).toContain('invented; 5.00 s inside the contraction<');
  const unequal = indices.map((index) =>
    index.segment === 'mvc' ? { ...index, window: '2.00 s inside the contraction' } : index,
  );
  expect(indicesTable(columnsOf(unequal), options).markup).toContain(
    'invented; hold: 5.00 s inside the contraction; maximal squeeze: 2.00 s inside the contraction<',
  );
});
