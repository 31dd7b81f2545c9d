import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArgumentError, StudyError } from '#base';
import { openStudy } from '#study';
import { diskFolder } from './disk-folder.ts';
import { diskStore } from './disk-store.ts';
import { readBytes, requireWritable, writeWhole } from './files.ts';
import { makeFolder } from './make-folder.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'myofade node ü '));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The error of a promise that must fail. */
async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error('It did not fail.'),
    (error: Error) => error,
  );
}

describe('readBytes', () => {
  it('reads a file, and says why it cannot', async () => {
    writeFileSync(at('a b'), 'text');
    expect(new TextDecoder().decode(await readBytes(at('a b')))).toBe('text');
    writeFileSync(at('huge'), '');
    truncateSync(at('huge'), 600e6);
    for (const [name, reason] of [
      ['missing', 'there is no such file'],
      ['', 'it is a folder, not a file'],
      ['a b/c', 'a part of the path is not a folder'],
      ['x'.repeat(5000), 'its name is too long'],
      ['huge', 'it holds 600 MB, more than 500 MB'],
    ]) {
      const error = await failure(readBytes(at(name)));
      expect(error).toBeInstanceOf(ArgumentError);
      expect(error.message).toContain(reason);
    }
  });

  it.runIf(process.platform === 'linux')('does not read devices, which never end', async () => {
    expect((await failure(readBytes('/dev/zero'))).message).toContain('it is a device');
  });
});

describe('writeWhole', () => {
  it('makes folders, replaces files and leaves nothing else', async () => {
    await writeWhole(at('new', 'folder', 'a.txt'), 'one');
    await writeWhole(at('new', 'folder', 'a.txt'), 'two');
    expect(readFileSync(at('new', 'folder', 'a.txt'), 'utf8')).toBe('two');
    expect(readdirSync(at('new', 'folder'))).toEqual(['a.txt']);
  });

  it('leaves what was there when it cannot write', async () => {
    writeFileSync(at('file'), 'kept');
    mkdirSync(at('folder'));
    for (const [path, reason] of [
      [at('file', 'below'), 'a part of the path is not a folder'],
      [at('file', 'below', 'it'), 'a part of the path is not a folder'],
      [at('folder'), 'it is a folder'],
    ]) {
      for (const attempt of [() => writeWhole(path, 'text'), () => requireWritable(path)]) {
        const error = await failure(attempt());
        expect(error).toBeInstanceOf(ArgumentError);
        expect(error.message).toContain(`Cannot write ${path}: ${reason}`);
      }
    }
    expect(readFileSync(at('file'), 'utf8')).toBe('kept');
    expect(readdirSync(folder).sort()).toEqual(['file', 'folder']);
  });

  it('can be tried without writing', async () => {
    await requireWritable(at('new', 'a.txt'));
    expect(readdirSync(at('new'))).toEqual([]);
  });
});

describe('diskStore', () => {
  it('keeps texts, and knows what is not there', async () => {
    const store = diskStore(at('results'));
    expect(await store.read('digest/S01.json')).toBeUndefined();
    await store.write('digest/S01.json', '{}');
    expect(await store.read('digest/S01.json')).toBe('{}');
  });

  it('stays in its folder, and names a result that cannot be read', async () => {
    const store = diskStore(at('results'));
    for (const name of ['../outside', '/outside', '', '.']) {
      expect(await failure(store.read(name))).toBeInstanceOf(ArgumentError);
    }
    mkdirSync(at('results', 'digest', 'S01.json'), { recursive: true });
    expect((await failure(store.read('digest/S01.json'))).message).toMatch(/stored result .*S01\.json: it is a folder/);
    expect(existsSync(at('outside'))).toBe(false);
  });
});

describe('diskFolder', () => {
  it('lists files below it, without results and tools', async () => {
    for (const name of ['b.csv', 'raw data/ä.csv', 'derivatives/x', 'node_modules/x', '.git/x', 'raw data/.git/x']) {
      mkdirSync(join(at(name), '..'), { recursive: true });
      writeFileSync(at(name), name);
    }
    const study = await diskFolder(folder);
    expect(await study.list()).toEqual(['b.csv', 'raw data/ä.csv']);
    expect(new TextDecoder().decode(await study.read('raw data/ä.csv'))).toBe('raw data/ä.csv');
  });

  it('refuses what is no folder, and paths out of it', async () => {
    writeFileSync(at('file'), '');
    expect((await failure(diskFolder(at('missing')))).message).toContain('there is no such folder');
    expect((await failure(diskFolder(at('file')))).message).toContain('it is a file, not a folder');
    mkdirSync(at('study'));
    const study = await diskFolder(at('study'));
    for (const path of ['../file', '/etc/passwd', '.', '', 'missing.csv']) {
      expect(await failure(study.read(path))).toBeInstanceOf(StudyError);
    }
  });

  it('is a study only with a table that is right', async () => {
    const opened = async (): Promise<string> => (await failure(openStudy(await diskFolder(folder)))).message;
    expect(await opened()).toContain('neither recordings.csv nor dataset_description.json');
    const head = 'subject,state,file';
    writeFileSync(at('S.csv'), '');
    for (const [manifest, reason] of [
      ['', 'it is empty'],
      [head, 'lists no recordings'],
      ['a,b\n1,2', 'no column subject'],
      [`${head}\nS01,tired,S.csv`, "state must be fresh or fatigued, got 'tired' — line 2"],
      [`${head}\nS01,fresh,S.csv\nS01,fatigued,S.csv`, 'stands in line 2 and again in line 3'],
      [`${head}\n../../x,fresh,S.csv`, 'cannot be the name of a subject'],
    ]) {
      writeFileSync(at('recordings.csv'), manifest);
      expect(await opened()).toContain(reason);
    }
  });
});

describe('makeFolder', () => {
  it('makes what is missing, and ends where a system tree refuses', async () => {
    const deep = join(folder, 'a', 'b');
    await makeFolder(deep);
    await makeFolder(deep);
    expect(existsSync(deep)).toBe(true);
    writeFileSync(join(deep, 'file'), '');
    await expect(makeFolder(join(deep, 'file', 'c'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    if (existsSync('/proc/self')) await expect(makeFolder('/proc/x/y')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(writeWhole('/proc/x/y/z', '')).rejects.toMatchObject({ code: 'ARGUMENT' });
  });
});
