import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { recoverRecording, removeStaleLock } from '#node';
import { mvToCounts, readRecording } from '#recording';
import type { HeldMemory } from './recorder/memory.ts';
import { sourceFs, sourceValue } from './recorder/source.ts';

const root = join(import.meta.dirname, '..');
const builtAt = join(root, 'node_modules', '.recorder-test');
const nKills = 100;
let folder: string;

beforeAll(() => {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '-c', 'test/recorder/vite.config.ts', '--logLevel', 'error'];
  execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  folder = mkdtempSync(join(tmpdir(), 'myofade-kill-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a recorder, kills it `afterMs` after it began, and gives what it had said was safe (s). */
function killedRecorder(path: string, format: string, afterMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(builtAt, 'killed.js'), path, format]);
    let said = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
      said += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.on('error', reject);
    child.on('close', (_, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`The recorder ended by itself: ${complaint}`));
      // The last line may be cut.
      else resolve(Number(said.split('\n').slice(1, -1).at(-1) ?? 0));
    });
  });
}

describe('a recorder that is killed', () => {
  it(`loses nothing that it had said was safe, ${nKills} times`, async () => {
    const random = seededRandom(9);
    let nEmpty = 0;
    for (let kill = 0; kill < nKills; kill++) {
      const format = kill % 2 === 0 ? 'edf' : 'bdf';
      const home = join(folder, String(kill));
      const path = join(mkdtempSync(`${home}-`), `sub-S01_task-handgrip_run-1_emg.${format}`);
      const safeS = await killedRecorder(path, format, random.uniform() * 60);

      const before = readFileSync(path);
      if (safeS > 0) {
        const { channels } = await readRecording(before, { file: 'a' });
        expect((channels[0]?.samples.length ?? 0) / sourceFs).toBeGreaterThanOrEqual(safeS);
      }
      expect(await removeStaleLock(join(path, '..'))).toMatch(/\.myofade\.lock$/);
      const recovery = await recoverRecording(path);
      if (recovery.state === 'empty') {
        expect(safeS).toBe(0);
        nEmpty++;
        continue;
      }
      expect(recovery.state).toBe('closed');

      const after = readFileSync(path);
      const { channels, issues, events, provenance } = await readRecording(after, { file: 'a' });
      expect(issues).toEqual([]);
      const counts = channels[1]?.samples ?? new Float64Array(0);
      expect(counts.length / sourceFs).toBeGreaterThanOrEqual(safeS);
      expect(counts.every((value, i) => value === sourceValue(i))).toBe(true);
      const calibration = channels[0]?.calibration;
      expect(calibration && mvToCounts(channels[0]?.samples ?? [], calibration)).toEqual(counts);
      events.forEach(({ onsetS, label }, i) => {
        expect(label).toBe(`piece ${i}`);
        expect(onsetS).toBeCloseTo((37 * i) / sourceFs, 6);
      });
      // The events of whole records were there already, up to those of the last piece.
      expect(events.length).toBeGreaterThanOrEqual(Math.floor(counts.length / 37) - 1);
      const json = JSON.parse(readFileSync(path.replace(/\.[a-z]+$/, '.json'), 'utf8'));
      expect(json).toMatchObject({ RecordingSha256: provenance.sha256, RecordingDuration: counts.length / sourceFs });
      expect(await recoverRecording(path)).toMatchObject({ state: 'whole', notes: [] });
      expect(readdirSync(join(path, '..')).filter((name) => name.endsWith('.tsv'))).toHaveLength(2);
    }
    expect(nEmpty).toBeLessThan(nKills / 2);
  }, 240_000);
});

describe('a recorder that goes on', () => {
  it('holds no more after four hours than after one', () => {
    const out = execFileSync(process.execPath, ['--expose-gc', join(builtAt, 'memory.js'), '4'], { encoding: 'utf8' });
    const held = JSON.parse(out) as HeldMemory[];
    const [first] = held as [HeldMemory];
    const last = held.at(-1) as HeldMemory;
    expect(last.bytes - first.bytes).toBeGreaterThan(150e6);
    expect(last.heapUsed - first.heapUsed).toBeLessThan(5e6);
    expect(last.arrayBuffers - first.arrayBuffers).toBeLessThan(5e6);
  });
});
