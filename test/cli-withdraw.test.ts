import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { lockStudy } from '#node';
import { simulateStudy } from '#simulate';
import { bidsFiles } from '#study';
import { builtProgram } from './cli-program.ts';
import { temporaryFolder, writeBidsStudy, writeManifestStudy } from './cli-studies.ts';

const program = builtProgram();
afterAll(program.remove);

function folder() {
  const made = temporaryFolder();
  onTestFinished(made.remove);
  return made;
}

it('lists what it would remove and removes nothing without a yes', async () => {
  const user = folder();
  writeBidsStudy(user, 'study', 3);
  const before = user.files();
  const { code, out, err } = await program.run(user.path, 'withdraw', 'S02', '--study', 'study');
  expect(code).toBe(2);
  expect(out).toContain('To be removed of S02:\n  sub-S02/emg/sub-S02_task-handgrip_run-1_channels.tsv');
  expect(out).toContain('participants.tsv: 1 row');
  expect(err).toContain('Nothing was removed: withdrawing S02 has to be confirmed.');
  expect(user.files()).toEqual(before);
});

it('removes a person and the results, and what is left evaluates as if they had never been there', async () => {
  const user = folder();
  writeBidsStudy(user, 'study', 4);
  const evaluate = ['evaluate', 'study', '--models', 'features', '--json'];
  expect((await program.run(user.path, ...evaluate)).code).toBe(0);
  const { code, out } = await program.run(user.path, 'withdraw', 'sub-S02', '--study', 'study', '--yes');
  expect(code).toBe(0);
  expect(out).toMatch(/Removed of S02:[\s\S]*files of results such as derivatives\/myofade\/report.html/);
  expect(user.files().filter((file) => file.includes('S02') || user.bytes(file).includes('S02'))).toEqual([]);
  const study = simulateStudy({ people: 4, seed: 7 });
  const recordings = study.recordings.filter(({ subject }) => subject !== 'S02');
  const never = folder();
  for (const { path, bytes } of bidsFiles({ ...study, recordings })) never.write(`study/${path}`, bytes);
  const [after, expected] = await Promise.all(
    [user, never].map(async ({ path }) => JSON.parse((await program.run(path, ...evaluate)).out)),
  );
  expect(after.models.length).toBeGreaterThan(3);
  expect(after.models).toEqual(expected.models);
  expect(JSON.stringify(after)).not.toContain('S02');
  expect((await program.run(user.path, 'withdraw', 'S02', '--study', 'study', '--yes')).err).toContain(
    'There is nothing of sub-S02 in this study.',
  );
});

it('takes the results that lie beside the user along, for a study with a manifest', async () => {
  const user = folder();
  writeManifestStudy(user, 'my study', 3);
  user.write('myofade-results/my study/evaluation.json', '{}');
  user.write('myofade-results/my study-analysis/indices.csv', 'a\n');
  user.write('myofade-results/other/evaluation.json', '{}');
  const { code, out } = await program.run(user.path, 'withdraw', 'S02', '--study', 'my study', '--yes');
  expect(code).toBe(0);
  expect(out).toContain('2 files of results');
  const left = user.files();
  expect(left.filter((file) => file.includes('S02') || user.bytes(file).includes('S02'))).toEqual([]);
  expect(left.filter((file) => file.startsWith('myofade-results'))).toEqual(['myofade-results/other/evaluation.json']);
});

it('leaves a study alone while somebody records into it', async () => {
  const user = folder();
  writeBidsStudy(user, 'study', 3);
  const lock = await lockStudy(join(user.path, 'study'), '2026-11-24T10:00:00');
  const before = user.files();
  const { code, out, err } = await program.run(user.path, 'withdraw', 'S02', '--study', 'study', '--yes');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`process ${process.pid} on this computer, since 2026-11-24T10:00:00`);
  expect(user.files()).toEqual(before);
  await lock.release();
  expect((await program.run(user.path, 'withdraw', 'S02', '--study', 'study', '--yes')).code).toBe(0);
});
