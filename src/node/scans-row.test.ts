import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { settleScansRow } from './scans-row.ts';

const root = mkdtempSync(join(tmpdir(), 'myofade-scans-'));
afterAll(() => rmSync(root, { recursive: true }));

const folder = join(root, 'sub-A', 'ses-01');
const table = join(folder, 'sub-A_ses-01_scans.tsv');
const recording = (run: number) => join(folder, 'emg', `sub-A_ses-01_task-handgrip_run-0${run}_emg.edf`);

it('adds the row of a recording that has none, and removes that of one that is gone', async () => {
  mkdirSync(join(folder, 'emg'), { recursive: true });
  writeFileSync(recording(1), '');
  writeFileSync(table, 'filename\tstate\nemg/sub-A_ses-01_task-handgrip_run-02_emg.edf\tn/a\n');
  expect(await settleScansRow(recording(1))).toMatch(/^Added its row/);
  expect(await settleScansRow(recording(2))).toMatch(/^Removed its row/);
  expect(readFileSync(table, 'utf8')).toBe('filename\tstate\nemg/sub-A_ses-01_task-handgrip_run-01_emg.edf\tn/a\n');
  expect(await settleScansRow(recording(1))).toBeUndefined();
});

it('leaves other folders alone', async () => {
  writeFileSync(join(root, 'x.edf'), '');
  expect(await settleScansRow(join(root, 'x.edf'))).toBeUndefined();
});
