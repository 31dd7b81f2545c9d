import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, manualClock, StudyError, sha256Hex } from '#base';
import { readRecording } from '#recording';
import { openNew, type RecordingHandle } from './recording-disk.ts';
import { openRecordingFile, type RecordingFileOptions } from './recording-file.ts';
import { recoverRecording } from './recover-recording.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'myofade-recording-'));
  path = join(folder, 'study', 'sub-S01', 'emg', 'sub-S01_task-handgrip_run-1_emg.edf');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = (more: Partial<RecordingFileOptions> = {}): RecordingFileOptions => ({
  path,
  format: 'edf',
  fs: 100,
  channels: [{ name: 'A1', kind: 'other', values: { unit: 'count', bits: 10 } }],
  startedAt: '2026-01-01T09:00:00',
  device: 'BITalino',
  clock: manualClock(),
  emg: { taskName: 'handgrip', placement: 'over the flexors', more: { Posture: 'sitting' } },
  ...more,
});
const second = [Float64Array.from({ length: 100 }, (_, i) => i)];
const read = (at = path) => readRecording(readFileSync(at), { file: 'a.edf' });
const json = () => JSON.parse(readFileSync(path.replace('.edf', '.json'), 'utf8'));
const table = (name: string) => readFileSync(path.replace('emg.edf', `${name}.tsv`), 'utf8');

/** A file whose disk refuses every write from a number on, or takes only some bytes of each. */
const failing = (fromWrite: number, code: string) => async (at: string) => {
  const handle = await openNew(at);
  let nWrites = 0;
  const write = async (bytes: Uint8Array, from: number, length: number, place: number) => {
    // The header has another place and needs no room.
    if (place > 0 && place !== 236 && ++nWrites >= fromWrite) {
      await handle.write(bytes, from, 100, place);
      throw Object.assign(new Error('refused'), { code });
    }
    return handle.write(bytes, from, length, place);
  };
  return new Proxy(handle, {
    get(target, name) {
      if (name === 'write') return write;
      const member = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  }) as RecordingHandle;
};

describe('openRecordingFile', () => {
  it('writes a recording with sidecars and its digest, whose events are those of the file', async () => {
    const file = await openRecordingFile(options({ startedAt: '2026-01-01T09:00:00.500' }));
    expect(json()).toMatchObject({ RecordingSha256: 'n/a', Posture: 'sitting' });
    await file.add(second);
    expect(file.savedS).toBe(1);
    expect((await read()).channels[0]?.samples).toHaveLength(100);
    file.event({ onsetS: 1.25, durationS: 0.5, label: 'squeeze' });
    await file.lost(30, 'dropped');
    await file.add([new Float64Array(20)]);
    const { sha256, nSamples } = await file.close();
    expect(nSamples).toBe(150);
    expect(sha256).toBe(sha256Hex(readFileSync(path)));
    expect(json()).toMatchObject({
      TaskName: 'handgrip',
      ManufacturersModelName: 'BITalino',
      RecordingDuration: 1.5,
      RecordingSha256: sha256,
      Posture: 'sitting',
    });
    expect(table('channels')).toContain('A1\tMISC\tn/a\tn/a\t100');
    const rows = '1\t0.3\tLost 30 samples (dropped)\n1.25\t0.5\tsqueeze\n';
    expect(table('events')).toBe(`onset\tduration\ttrial_type\n${rows}`);
    const { channels, provenance, issues } = await read();
    expect(channels[0]?.filled).toEqual([[100, 130]]);
    expect(channels[0]?.samples).toHaveLength(150);
    expect(provenance).toMatchObject({ device: 'BITalino', startedAt: '2026-01-01T09:00:00.5' });
    expect(issues.map(({ code }) => code)).toEqual(['SAMPLES_FILLED']);
    await expect(file.add(second)).rejects.toThrow(/is closed/);
    expect(await recoverRecording(path)).toMatchObject({ state: 'whole', notes: [] });
  });

  it('never replaces a file, and says where it cannot write', async () => {
    const file = await openRecordingFile(options());
    await file.add(second);
    await expect(openRecordingFile(options())).rejects.toThrow(/there is a file of this name already/);
    await file.close();
    expect((await read()).channels[0]?.samples).toHaveLength(100);
    writeFileSync(join(folder, 'file'), '');
    const below = options({ path: join(folder, 'file', 'a_emg.edf') });
    await expect(openRecordingFile(below)).rejects.toThrow(/a part of the path is not a folder/);
  });

  it.each([
    ['ENOSPC', /the disk is full\. The first 3 s are saved/, /Make room/],
    ['EIO', /refused\. The first 3 s are saved/, /Check the folder and its disk/],
  ])('keeps what was saved when the disk refuses with %s', async (code, message, fix) => {
    const file = await openRecordingFile(options({ open: failing(4, code) }));
    for (let i = 0; i < 3; i++) await file.add(second);
    const failed = await file.add(second).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StudyError);
    expect(failed).toMatchObject({ message: expect.stringMatching(message), fix: expect.stringMatching(fix) });
    await expect(file.add(second)).rejects.toBe(failed);
    expect(() => file.event({ onsetS: 0, durationS: 0, label: 'a' })).toThrow(message);
    await expect(file.close()).rejects.toBe(failed);
    const { channels, issues } = await read();
    expect(channels[0]?.samples).toHaveLength(300);
    expect(issues).toEqual([]);
    expect(await recoverRecording(path)).toMatchObject({ state: 'completed', lengthS: 3 });
    expect(json()).toMatchObject({ RecordingDuration: 3, Posture: 'sitting' });
  });

  it('needs nobody to listen: calls that nobody waits for break nothing', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const file = await openRecordingFile(options({ open: failing(2, 'ENOSPC') }));
    for (let i = 0; i < 5; i++) file.add(second).catch(() => undefined);
    await expect(file.close()).rejects.toThrow(/the disk is full/);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
    expect((await read()).channels[0]?.samples).toHaveLength(100);
  });

  it('says so when the folder was moved, and the recording goes with it', async () => {
    const file = await openRecordingFile(options());
    await file.add(second);
    renameSync(join(folder, 'study'), join(folder, 'elsewhere'));
    await expect(file.add(second)).rejects.toThrow(
      /it was moved or removed .* The first 1 s are saved where it was moved/,
    );
    const moved = path.replace(`${folder}/study`, `${folder}/elsewhere`);
    expect((await read(moved)).channels[0]?.samples).toHaveLength(100);
  });

  it('rescues a recording whose folder was removed', async () => {
    const file = await openRecordingFile(options());
    await file.add(second);
    rmSync(join(folder, 'study'), { recursive: true });
    const failed = (await file.add(second).catch((error: unknown) => error)) as StudyError;
    const place = / are saved in (.*)\.$/.exec(failed.message)?.[1] as string;
    expect((await read(place)).channels[0]?.samples).toHaveLength(100);
    rmSync(place);
  });

  it.skipIf(!canMount())('stops at the end of a real small disk and keeps what was saved', async () => {
    const disk = dirname(path);
    mkdirSync(disk, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    try {
      const file = await openRecordingFile(options({ fs: 1000 }));
      const thousand = [new Float64Array(1000)];
      let failed: unknown;
      for (let i = 0; i < 60 && !failed; i++)
        failed = await file.add(thousand).then(undefined, (error: unknown) => error);
      expect(String(failed)).toMatch(/the disk is full\. The first \d+ s are saved/);
      expect((await read()).channels[0]?.samples.length).toBe(1000 * file.savedS);
      expect(file.savedS).toBeGreaterThan(10);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('stores a jump of the computer’s date, and keeps the time of the samples', async () => {
    let hours = 9;
    const steady = manualClock();
    const clock: Clock = { ...steady, localTime: () => `2026-01-01T${String(hours).padStart(2, '0')}:00:00.000` };
    const file = await openRecordingFile(options({ clock }));
    await file.add(second);
    hours = 8;
    await file.add(second);
    await file.add(second);
    await file.close();
    const { events, channels } = await read();
    expect(events).toEqual([{ onsetS: 2, durationS: 0, label: 'The computer’s date jumped by −3600.0 s' }]);
    expect(channels[0]?.samples).toHaveLength(300);
  });
});

describe('recoverRecording', () => {
  it('closes a file that was cut anywhere, keeps the torn bytes, and does nothing the second time', async () => {
    const file = await openRecordingFile(options());
    for (let i = 0; i < 3; i++) await file.add(second);
    const whole = readFileSync(path);
    const sidecar = readFileSync(path.replace('.edf', '.json'));
    const size = (whole.length - 768) / 3;
    const header = 768;
    await file.close();
    for (const left of [whole.length - header, 2 * size + 1, 2 * size, size + 700, 7, 0]) {
      rmSync(dirname(path), { recursive: true });
      mkdirSync(dirname(path));
      writeFileSync(path, whole);
      writeFileSync(path.replace('.edf', '.json'), sidecar);
      truncateSync(path, header + left);
      const n = Math.floor(left / size);
      const { state, lengthS, notes } = await recoverRecording(path);
      expect({ state, lengthS }).toEqual({ state: n === 0 ? 'empty' : 'closed', lengthS: n });
      const torn = /as (\.[^ ]*\.torn)/.exec(notes.join(' '))?.[1];
      if (n === 0) {
        expect(existsSync(path)).toBe(false);
        expect(readFileSync(join(dirname(path), torn as string))).toEqual(whole.subarray(0, header + left));
        continue;
      }
      expect((await read()).issues).toEqual([]);
      expect((await read()).channels[0]?.samples).toHaveLength(100 * n);
      expect(json()).toMatchObject({
        RecordingSha256: sha256Hex(readFileSync(path)),
        RecordingDuration: n,
        Posture: 'sitting',
      });
      if (left % size === 0) expect(torn).toBeUndefined();
      else {
        const bytes = readFileSync(join(dirname(path), torn as string));
        expect(bytes).toEqual(whole.subarray(header + n * size, header + left));
      }
      expect(await recoverRecording(path)).toMatchObject({ state: 'whole', notes: [] });
    }
  });

  it('leaves alone what it did not write, and what was cut after it was closed', async () => {
    const file = await openRecordingFile(options());
    for (let i = 0; i < 3; i++) await file.add(second);
    await file.close();
    const whole = readFileSync(path);
    truncateSync(path, whole.length - 10);
    const cut = readFileSync(path);
    expect(await recoverRecording(path)).toMatchObject({ state: 'damaged', lengthS: 2 });
    expect(readFileSync(path)).toEqual(cut);
    const foreign = Buffer.from(whole.toString('latin1').replaceAll('Myofade other', 'Nobody  other'), 'latin1');
    foreign.write('-1      ', 236, 'latin1');
    writeFileSync(path, foreign);
    expect(await recoverRecording(path)).toMatchObject({ state: 'foreign' });
    expect(readFileSync(path)).toEqual(foreign);
    writeFileSync(path, 'no recording');
    expect(await recoverRecording(path)).toMatchObject({ state: 'damaged' });
  });
});

/** Whether this process may mount a small disk; said in one line where it may not. */
function canMount(): boolean {
  const disk = mkdtempSync(join(tmpdir(), 'myofade-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    execFileSync('umount', [disk]);
    return true;
  } catch {
    console.log('No small disk can be mounted here: the test that fills one is skipped.');
    return false;
  } finally {
    rmSync(disk, { recursive: true, force: true });
  }
}
