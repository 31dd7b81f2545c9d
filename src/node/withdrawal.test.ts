import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { simulateStudy } from '#simulate';
import { bidsFiles, openStudy, planWithdrawal } from '#study';
import { diskFolder, wholeStudy, withdrawFiles } from './index.ts';

function folderWith(files: readonly { readonly path: string; readonly bytes: string | Uint8Array }[]): string {
  const root = mkdtempSync(join(tmpdir(), 'myofade-withdrawal-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  return root;
}

function filesOf(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.sort().map((path) => [path.slice(root.length + 1), readFileSync(path, 'latin1')]));
}

async function withdraw(root: string, subject: string) {
  const plan = await planWithdrawal(subject, await wholeStudy(root));
  await withdrawFiles(root, plan);
  return plan;
}

const people = simulateStudy({ people: 3, seed: 7 });
const further = [
  { path: 'derivatives/simulation/sub-S02/sub-S02_person.json', bytes: '{}' },
  { path: 'sourcedata/sub-S02/sub-S02_consent.json', bytes: '{ "subject": "S02" }' },
  { path: 'derivatives/simulation/sub-S03/sub-S03_person.json', bytes: '{}' },
  { path: 'derivatives/myofade/comparison.csv', bytes: 'id,mean\nMDF,70\n' },
  { path: 'derivatives/myofade/0123/fold-1.json', bytes: '{}' },
  { path: 'phenotype/grip.tsv', bytes: 'participant_id\tkg\r\nsub-S01\t40\r\nsub-S02\t50\r\nsub-S03\t30\r\n' },
];

it('leaves nothing of a person in a BIDS study, and the rest as if they had never been there', async () => {
  const root = folderWith([...bidsFiles(people), ...further, { path: 'model.onnx', bytes: 'model' }]);
  const plan = await withdraw(root, 'S02');
  const left = filesOf(root);
  expect([...left].filter(([path, text]) => path.includes('S02') || text.includes('S02'))).toEqual([]);
  const without = bidsFiles({ ...people, recordings: people.recordings.filter(({ subject }) => subject !== 'S02') });
  for (const { path, bytes } of without) {
    if (path !== 'README') expect(left.get(path), path).toBe(Buffer.from(bytes).toString('latin1'));
  }
  const kept = ['derivatives/simulation/sub-S03/sub-S03_person.json', 'model.onnx', 'phenotype/grip.tsv'];
  expect([...left.keys()].sort()).toEqual([...without.map(({ path }) => path), ...kept].sort());
  expect(left.get('phenotype/grip.tsv')).toBe('participant_id\tkg\r\nsub-S01\t40\r\nsub-S03\t30\r\n');
  expect(readdirSync(root)).not.toContain('sub-S02');
  expect(readdirSync(join(root, 'derivatives'))).toEqual(['simulation']);
  expect([plan.models, plan.byHand]).toEqual([['model.onnx'], []]);
  const study = await openStudy(await diskFolder(root), { needsState: true });
  expect([...new Set(study.entries.map(({ subject }) => subject))]).toEqual(['S01', 'S03']);
  await expect(withdraw(root, 'S02')).rejects.toThrow('There is nothing of sub-S02 in this study.');
});

it('does not take one person for another whose code begins alike', async () => {
  const files = ['1', '10', '11'].map((id) => ({ path: `sub-${id}/emg/sub-${id}_emg.edf`, bytes: id }));
  const root = folderWith([
    ...files,
    { path: 'dataset_description.json', bytes: '{"Name":"a","BIDSVersion":"1.11.1"}' },
    { path: 'participants.tsv', bytes: 'participant_id\tvisits\nsub-1\t10\nsub-10\t1\nsub-11\t1\n' },
    { path: 'README', bytes: 'sub-1 was late, sub-10 was not.' },
  ]);
  const plan = await withdraw(root, '1');
  expect(plan.deleted.map(({ path }) => path)).toEqual(['sub-1/emg/sub-1_emg.edf']);
  expect(filesOf(root).get('participants.tsv')).toBe('participant_id\tvisits\nsub-10\t1\nsub-11\t1\n');
  expect(plan.byHand.map(({ path }) => path)).toEqual(['README']);
});

it('takes a person out of a study with a manifest: listed files, their neighbours by name, and rows', async () => {
  const root = folderWith([
    {
      path: 'recordings.csv',
      bytes:
        '\ufeffsubject;state;file;note\r\nA;fresh;data/x1.txt;"two\r\nlines"\r\nB;fresh;data/x2.txt;\r\nA;fatigued;data\\x3.txt;\r\nB;fatigued;data/A.txt;\r\n',
    },
    ...['data/x1.txt', 'data/x2.txt', 'data/x3.txt', 'data/A.txt', 'A notes.txt'].map((path) => ({ path, bytes: '1' })),
  ]);
  const plan = await withdraw(root, 'A');
  expect(plan.deleted.map(({ path }) => path)).toEqual(['A notes.txt', 'data/x1.txt', 'data/x3.txt']);
  // A recording of somebody else stays, whatever it is called.
  expect([...filesOf(root).keys()]).toEqual(['data/A.txt', 'data/x2.txt', 'recordings.csv']);
  expect(readFileSync(join(root, 'recordings.csv'), 'utf8')).toBe(
    '\ufeffsubject;state;file;note\r\nB;fresh;data/x2.txt;\r\nB;fatigued;data/A.txt;\r\n',
  );
});

it('changes nothing by a plan, and refuses what is no study', async () => {
  const root = folderWith(bidsFiles(people));
  const before = filesOf(root);
  await planWithdrawal('S02', await wholeStudy(root));
  expect(filesOf(root)).toEqual(before);
  const empty = folderWith([{ path: 'a.txt', bytes: '' }]);
  await expect(withdraw(empty, 'S02')).rejects.toThrow('This is not a study');
  await expect(withdraw(root, '../S02')).rejects.toThrow('cannot be the name of a subject');
});
