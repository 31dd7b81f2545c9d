import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Held, MemoryRun } from './training-memory/training.ts';

const root = join(import.meta.dirname, '..');
/** What garbage, pools and fragments may move; measured: below 20 MB, also over 6000 steps. */
const boundBytes = 50e6;

/** A process of its own: in this one other tests fill the memory meanwhile. */
function runTraining(): MemoryRun {
  const node = (...args: string[]): string => execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  node(vite, 'build', '-c', 'test/training-memory/vite.config.ts', '--logLevel', 'error');
  return JSON.parse(node('--expose-gc', join(root, 'node_modules', '.memory-test', 'training.js')));
}

describe('a training', () => {
  it('holds no more after 1000 further steps than after the first 200', () => {
    const { held, batchBytes, stateBytes } = runTraining();
    const first = held[0] as Held;
    const last = held.at(-1) as Held;
    const nSteps = last.step - first.step;
    expect(nSteps).toBe(1000);
    // One batch or one state kept per step would be ten times the bound.
    expect(nSteps * Math.min(batchBytes, stateBytes)).toBeGreaterThan(10 * boundBytes);
    for (const kind of ['rss', 'heapUsed', 'external'] as const) {
      expect(last[kind] - first[kind], kind).toBeLessThan(boundBytes);
    }
  });
});
