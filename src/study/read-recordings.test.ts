import { describe, expect, it } from 'vitest';
import { StudyError } from '#base';
import { writeEdf } from '#recording';
import { simulateStudy } from '#simulate';
import { openStudy } from './open-study.ts';
import { readStudyRecordings, type StudyContents } from './read-recordings.ts';
import type { StudyFolder } from './study-folder.ts';

const [fresh, tired] = simulateStudy({ people: 1, seed: 3 }).recordings.map(({ recording }) => writeEdf(recording));

/** A study folder in memory. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): StudyFolder {
  return {
    name: 'invented',
    list: async () => Object.keys(files),
    async read(file) {
      const content = files[file];
      if (content === undefined) throw new StudyError(`Cannot read ${file}: there is no such file.`, 'Check the file.');
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
  };
}

async function contentsOf(table: string, files: Readonly<Record<string, Uint8Array>>): Promise<StudyContents> {
  const folder = folderOf({ ...files, 'recordings.csv': table });
  return readStudyRecordings(await openStudy(folder), folder);
}

describe('readStudyRecordings', () => {
  it('reads tables as spreadsheets of several countries write them', async () => {
    const table = 'Subject;State;File;Target_Percent\r\nS01;Fresh;a.edf;62,5\r\nS01;FATIGUED;b.edf;\r\n';
    const { recordings, refused } = await contentsOf(table, { 'a.edf': fresh, 'b.edf': tired });
    expect(refused).toEqual([]);
    expect(recordings.map(({ entry }) => [entry.subject, entry.state, entry.targetPercent])).toEqual([
      ['S01', 'fresh', 62.5],
      ['S01', 'fatigued', undefined],
    ]);
    expect(recordings.every(({ example, nuisance }) => example && nuisance)).toBe(true);
  });

  it('keeps one of two files with the same bytes, and none of two that contradict each other', async () => {
    const head = 'subject,state,file\n';
    const files = { 'a.edf': fresh, 'b.edf': tired, 'again.edf': fresh };
    const same = await contentsOf(`${head}S01,fresh,a.edf\nS01,fatigued,b.edf\nS01,fresh,again.edf\n`, files);
    expect(same.recordings.map(({ entry }) => entry.file)).toEqual(['a.edf', 'b.edf']);
    expect(same.refused.map(({ reason }) => reason)).toEqual([
      'again.edf has the same bytes as a.edf. Keep one of them.',
    ]);
    for (const label of ['S01,fatigued', 'S02,fresh']) {
      const other = await contentsOf(`${head}S01,fresh,a.edf\nS01,fatigued,b.edf\n${label},again.edf\n`, files);
      expect(other.recordings.map(({ entry }) => entry.file)).toEqual(['b.edf']);
      expect(other.refused.map(({ entry }) => entry.file)).toEqual(['a.edf', 'again.edf']);
      expect(other.refused[0].reason).toContain(`labelled ${label.replace(',', ' ')} and S01 fresh`);
    }
  });

  it('takes recordings without a state where none is needed', async () => {
    const { recordings } = await contentsOf('subject,session,file\nS01,1,a.edf\nS01,2,b.edf\n', {
      'a.edf': fresh,
      'b.edf': tired,
    });
    expect(recordings.map(({ entry }) => entry)).toEqual([
      { subject: 'S01', file: 'a.edf' },
      { subject: 'S01', file: 'b.edf' },
    ]);
    const some = await contentsOf('subject,state,file\nS01,,a.edf\nS01,n/a,b.edf\nS01,fresh,again.edf\n', {
      'a.edf': fresh,
      'b.edf': tired,
      'again.edf': fresh,
    });
    expect(some.recordings.map(({ entry }) => entry)).toEqual([{ subject: 'S01', file: 'b.edf' }]);
    expect(some.refused[0].reason).toContain('labelled S01 fresh and S01 without a state');
  });

  it.each([
    ['subject,session,file\nS01,1,a.edf\n', 'it has no column state, only subject, session, file'],
    ['subject,state,file\nS01,,a.edf\n', "state must be fresh or fatigued, got '' — line 2."],
    ['subject,state,file\nS01,n/a,a.edf\n', "state must be fresh or fatigued, got 'n/a' — line 2."],
  ])('refuses a table without states where they are needed', async (table, message) => {
    const folder = folderOf({ 'recordings.csv': table, 'a.edf': fresh });
    await expect(openStudy(folder, { needsState: true })).rejects.toThrow(message);
    await expect(openStudy(folder)).resolves.toMatchObject({ form: 'manifest' });
  });

  it('lists a file that is missing or cannot be read', async () => {
    const table = 'subject,state,file\nS01,fresh,a.edf\nS01,fatigued,none.edf\nS02,fresh,bad.csv\n';
    const { recordings, refused } = await contentsOf(table, { 'a.edf': fresh, 'bad.csv': Uint8Array.of(1, 2, 3) });
    expect(recordings).toHaveLength(1);
    expect(refused.map(({ entry }) => entry.file)).toEqual(['none.edf', 'bad.csv']);
    expect(refused[0].reason).toBe('Cannot read none.edf: there is no such file. Check the file.');
  });
});
