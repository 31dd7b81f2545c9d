import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectTold } from './check-told.ts';
import { compareStudy, readManifestStudy, readStudyRecordings, type StudyFolder } from './index.ts';

const root = join(import.meta.dirname, '../../../shared/data/handgrip-fds');
const hasData = existsSync(join(root, 'recordings.csv'));
if (!hasData) console.log('No recorded data beside this clone: comparisons are tested on made values only.');

describe.skipIf(!hasData)('fresh against fatigued in 18 recorded handgrip tests', () => {
  const folder: StudyFolder = {
    name: 'handgrip-fds',
    list: async () => [],
    read: async (path: string) => new Uint8Array(readFileSync(join(root, path))),
  };

  it('is told in docs/validation.md as it is', { timeout: 60_000 }, async () => {
    const study = await readManifestStudy(folder);
    const contents = await readStudyRecordings(study, folder);
    for (const segment of ['hold', 'mvc'] as const) {
      const comparison = compareStudy(study, contents, {
        segment,
        software: { name: '', version: '', build: '' },
        command: '',
      });
      expect(comparison).toMatchObject({ design: 'paired', correctedFor: 4, people: { both: 18 }, excluded: [] });
      for (const { id, n, g, gInterval, pValue, pHolm } of comparison.rows) {
        expectTold(`| ${segment} | \`${id}\` | `, [n[0], g ?? Number.NaN, ...(gInterval ?? []), pValue, pHolm]);
      }
    }
  });
});
