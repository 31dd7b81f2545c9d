import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The built program as it serves its page to a study of its own. */
export interface ServedPage {
  /** Opens once. */
  readonly address: string;
  readonly study: string;
  close(): Promise<void>;
}

/**
 * Runs `myofade serve` on a new folder.
 *
 * @throws Error when the program was not built, or does not begin.
 */
export async function servedPage(): Promise<ServedPage> {
  const main = join(root, 'dist', 'cli', 'main.js');
  if (!existsSync(main) || !existsSync(join(root, 'dist', 'web', 'index.html'))) {
    throw new Error('dist is missing, so the page cannot be tested. Run npm test, which builds it first.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'myofade-page-'));
  const study = join(folder, 'study');
  const child = spawn(process.execPath, [main, 'serve', '--study', study, '--port', '0', '--no-open'], { cwd: folder });
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text;
      const found = /(http:\/\/\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
  });
  return {
    address,
    study,
    close: () =>
      new Promise((resolve) => {
        child.removeAllListeners('close');
        child.on('close', () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGINT');
      }),
  };
}
