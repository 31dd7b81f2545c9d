import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openJournal, readJournal } from './journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'myofade-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('keeps entries in the order of the calls', async () => {
  const path = join(folder, 'a', 'b.jsonl');
  const journal = await openJournal(path);
  await Promise.all(Array.from({ length: 50 }, (_, i) => journal.add({ i })));
  await journal.close();
  expect(await readJournal(path)).toEqual(Array.from({ length: 50 }, (_, i) => ({ i })));
});

it('goes on after a line that was torn', async () => {
  const path = join(folder, 'torn.jsonl');
  const first = await openJournal(path);
  await first.add({ i: 1 });
  await first.close();
  appendFileSync(path, '{"i":2,"te');
  expect(await readJournal(path)).toEqual([{ i: 1 }]);
  const second = await openJournal(path);
  await second.add({ i: 3 });
  await second.close();
  expect(await readJournal(path)).toEqual([{ i: 1 }, { i: 3 }]);
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4);
});

it('is empty where there is no file, and says why it cannot be written', async () => {
  expect(await readJournal(join(folder, 'none.jsonl'))).toEqual([]);
  await expect(openJournal(folder)).rejects.toThrow(/Cannot write the journal .*: it is a folder/);
});
