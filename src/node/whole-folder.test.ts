import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArgumentError, CancelledError } from '#base';
import { wholeFolder } from './index.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const writeOne = async (temporary: string) => writeFileSync(join(temporary, 'one'), 'text');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'myofade whole ü '));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('wholeFolder', () => {
  it('shows a folder only once all of it is there, in new places and in the place of an empty folder', async () => {
    mkdirSync(at('empty'));
    for (const path of [at('new', 'inner'), at('empty')]) {
      const result = await wholeFolder(path, async (temporary) => {
        await writeOne(temporary);
        expect(existsSync(join(path, 'one'))).toBe(false);
        return 3;
      });
      expect(result).toBe(3);
      expect(readFileSync(join(path, 'one'), 'utf8')).toBe('text');
    }
    expect(readdirSync(folder).sort()).toEqual(['empty', 'new']);
  });

  it('leaves nothing of work that failed or was stopped', async () => {
    const listeners = process.listenerCount('exit');
    for (const error of [new CancelledError('This'), new Error('a fault of our own')]) {
      const work = wholeFolder(at('study'), async (temporary) => {
        await writeOne(temporary);
        throw error;
      });
      await expect(work).rejects.toBe(error);
      expect(readdirSync(folder)).toEqual([]);
    }
    expect(process.listenerCount('exit')).toBe(listeners);
  });

  it('touches no folder that holds anything, and nothing that is a file', async () => {
    mkdirSync(at('full'));
    writeFileSync(at('full', '.hidden'), 'mine');
    writeFileSync(at('file'), 'mine');
    const full = await wholeFolder(at('full'), writeOne).catch((error: Error) => error);
    expect(full).toBeInstanceOf(ArgumentError);
    expect((full as Error).message).toMatch(/full is not empty\.$/);
    for (const path of [at('file'), at('file', 'inner')]) {
      const refused = await wholeFolder(path, writeOne).catch((error: Error) => error);
      expect(refused).toBeInstanceOf(ArgumentError);
      expect((refused as Error).message).toMatch(/^Cannot write .*a part of the path is not a folder\.$/);
    }
    expect(readdirSync(folder).sort()).toEqual(['file', 'full']);
    expect(readdirSync(at('full'))).toEqual(['.hidden']);
  });
});
