import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudyError } from '#base';
import { lockName, lockStudy, removeStaleLock } from './study-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'myofade-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = '2026-11-24T10:00:00';
const lockOf = (holder: object) => writeFileSync(join(folder, lockName), JSON.stringify(holder));
/** A number that no process has any more. */
const goneProcess = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('lockStudy', () => {
  it('lets one writer in at a time, and says who holds the folder', async () => {
    const first = await lockStudy(folder, now);
    const refused = await lockStudy(folder, '2026-11-24T10:05:00').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StudyError);
    expect((refused as StudyError).message).toContain(`process ${process.pid} on this computer, since ${now}`);
    await first.release();
    await first.release();
    const second = await lockStudy(folder, now);
    expect(second.notice).toBeUndefined();
    await first.release();
    expect(existsSync(join(folder, lockName))).toBe(true);
    await second.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets one of many in that come at the same moment', async () => {
    for (const isStale of [false, true]) {
      if (isStale) lockOf({ pid: goneProcess(), host: hostname(), since: now });
      const came = await Promise.allSettled(Array.from({ length: 8 }, () => lockStudy(folder, now)));
      const inside = came.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(inside).toHaveLength(1);
      await inside[0]?.release();
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over from a process that is gone, and says so', async () => {
    const pid = goneProcess();
    lockOf({ pid, processStart: '', host: hostname(), since: now });
    const { notice, release } = await lockStudy(folder, now);
    expect(notice).toContain(`process ${pid}, begun ${now}, was not closed`);
    await release();
  });

  it('knows a later process of the same number for another one', async () => {
    lockOf({ pid: process.pid, processStart: 'another-boot:1', host: hostname(), since: now });
    const lock = await lockStudy(folder, now);
    // Only Linux tells when a process began.
    expect(lock.notice).toMatch(/taken over/);
    await lock.release();
  });

  it('never takes over from another computer, or from somebody it cannot read', async () => {
    lockOf({ pid: 1, host: 'ward-3', since: now });
    await expect(lockStudy(folder, now)).rejects.toThrow('on the computer ward-3');
    writeFileSync(join(folder, lockName), '{');
    await expect(lockStudy(folder, now)).rejects.toThrow(/does not say by whom/);
    await expect(lockStudy(join(folder, 'no'), now)).rejects.toThrow(/Cannot record into/);
  });
});

describe('removeStaleLock', () => {
  it('finds the lock of the study that a folder belongs to', async () => {
    const emg = join(folder, 'sub-S01', 'ses-1', 'emg');
    mkdirSync(emg, { recursive: true });
    expect(await removeStaleLock(emg)).toBeUndefined();
    lockOf({ pid: goneProcess(), host: hostname(), since: now });
    expect(await removeStaleLock(emg)).toBe(join(folder, lockName));
    expect(await removeStaleLock(emg)).toBeUndefined();
    const held = await lockStudy(folder, now);
    await expect(removeStaleLock(emg)).rejects.toThrow(/Another recording goes into/);
    await held.release();
  });
});
