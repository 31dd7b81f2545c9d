import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as kernels from './kernel-bytes.ts';
import { bytesOfBase64 } from './wasm.ts';

const root = join(import.meta.dirname, '../..');
const committed = readFileSync(join(import.meta.dirname, 'kernel-bytes.ts'), 'utf8');
const hasCompiler = existsSync(join(root, 'node_modules/assemblyscript/package.json'));

describe('kernels/', () => {
  it('is what the committed bytes say they were made from', () => {
    const files = readdirSync(join(root, 'kernels'));
    expect(files.length).toBe(Object.keys(kernels).length);
    for (const file of files) {
      const digest = createHash('sha256')
        .update(readFileSync(join(root, 'kernels', file)))
        .digest('hex');
      expect(committed).toContain(`${digest}\n`);
    }
  });

  it('is small enough for browsers that compile no more than 4 KB at once', () => {
    for (const base64 of Object.values(kernels)) expect(bytesOfBase64(base64).length).toBeLessThanOrEqual(4096);
  });

  it.skipIf(!hasCompiler)('compiles to the committed bytes', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/kernels.mjs', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});

describe('bytesOfBase64', () => {
  it('reads what Node writes', () => {
    for (let n = 0; n < 300; n++) {
      const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 89 + n) & 255);
      expect(bytesOfBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
    }
  });
});
