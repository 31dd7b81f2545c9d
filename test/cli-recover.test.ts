import { writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manualClock } from '#base';
import { lockName, openRecordingFile } from '#node';
import { readRecording } from '#recording';
import { cliUser } from './cli-user.ts';

const { program, user } = cliUser();

const name = 'study/sub-S01/emg/sub-S01_task-handgrip_run-1_emg.edf';
const read = async (file: string) => readRecording(user.bytes(file), { file });

/** A recording that was left after two and a half seconds, and the lock of a process that is gone. */
async function leftRecording(): Promise<void> {
  const handles: FileHandle[] = [];
  const file = await openRecordingFile({
    path: join(user.path, name),
    open: async (path) => {
      const handle = await open(path, 'wx+');
      handles.push(handle);
      return handle;
    },
    format: 'edf',
    fs: 1000,
    channels: [{ name: 'FDS', kind: 'emg', values: { unit: 'mV', range: [-2, 2] } }],
    clock: manualClock(),
    emg: { taskName: 'handgrip' },
  });
  await file.add([Float64Array.from({ length: 2500 }, (_, i) => Math.sin(i))]);
  for (const handle of handles) await handle.close();
  const lock = { pid: 2 ** 30, host: hostname(), since: '2026-11-24T10:00:00' };
  writeFileSync(join(user.path, 'study', lockName), JSON.stringify(lock));
}

describe('myofade recover', () => {
  it('closes what was left in a study, says so, and has nothing to do the second time', async () => {
    await leftRecording();
    const { code, out, err } = await program.run(user.path, 'recover', 'study');
    expect(code).toBe(0);
    expect(out).toMatch(/run-1_emg\.edf: closed\. Closed with 2 s\..*\n1 recordings looked at, 0 were whole\./);
    expect(err).toContain('Removed the lock of a process that is gone');
    expect((await read(name)).issues).toEqual([]);
    const again = await program.run(user.path, 'recover', 'study', name, '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({
      recordings: [{ state: 'whole' }, { state: 'whole' }],
      locksRemoved: [],
    });
  });

  it('leaves a study alone that somebody records into', async () => {
    const lock = { pid: process.pid, host: hostname(), since: '2026-11-24T10:00:00' };
    writeFileSync(join(user.path, 'study', lockName), JSON.stringify(lock));
    const { code, out } = await program.run(user.path, 'recover', 'study');
    expect(code).toBe(1);
    expect(out).toContain(`failed. Another recording goes into`);
    expect((await program.run(user.path, 'recover', 'nowhere')).code).toBe(2);
  });
});

describe('myofade convert', () => {
  it('writes EDF, BDF and CSV of the same samples', async () => {
    const from = await read(name);
    for (const to of ['a.bdf', 'a.csv', 'b.edf']) {
      const { code, out } = await program.run(user.path, 'convert', name, to);
      expect({ code, out }).toEqual({
        code: 0,
        out: expect.stringMatching(/Wrote .*: 1 channels, 2\.0 s, 0 events\./),
      });
    }
    const largest = (samples: Float64Array = new Float64Array(0)) =>
      samples.reduce((most, value, i) => Math.max(most, Math.abs(value - (from.channels[0]?.samples[i] as number))), 0);
    const [bdf, edf] = [await read('a.bdf'), await read('b.edf')];
    expect(bdf.provenance.format).toBe('bdf');
    expect(bdf.channels[0]?.samples).toHaveLength(2000);
    expect(largest(bdf.channels[0]?.samples)).toBeLessThan(1e-6);
    expect(largest(edf.channels[0]?.samples)).toBeLessThan(1e-4);
    const [head, , second] = user.text('a.csv').split('\n');
    expect(head).toBe('time_s,FDS (mV)');
    expect(second).toBe(`0.001,${from.channels[0]?.samples[1]}`);
  });

  it('replaces nothing unasked, and names what it cannot write', async () => {
    const refused = await program.run(user.path, 'convert', name, 'a.csv');
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/is there already\.\n.*--force/) });
    expect((await program.run(user.path, 'convert', name, 'a.csv', '--force', '--json')).code).toBe(0);
    expect((await program.run(user.path, 'convert', name, name, '--force')).err).toMatch(/would replace a recording/);
    expect((await program.run(user.path, 'convert', name, 'a.mat')).err).toMatch(/\.mat is none that can be written/);
  });
});
