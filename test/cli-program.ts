import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a run of the program left. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A run that goes on: its process, and what it will leave. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
}

/** The built program, ready to be run as a user runs it. */
export interface Program {
  /** Starts it in a folder; the arguments are the user's. */
  start(cwd: string, args: readonly string[], env?: Readonly<Record<string, string>>): Running;
  run(cwd: string, ...args: readonly string[]): Promise<Outcome>;
  remove(): void;
}

/**
 * The program of `dist`, as a copy beside the packages it needs: a build that runs meanwhile does not change it between
 * two runs of a test.
 *
 * @throws Error when it was not built.
 */
export function builtProgram(): Program {
  const built = join(root, 'dist', 'cli', 'main.js');
  if (!existsSync(built)) {
    throw new Error(
      'dist/cli/main.js is missing, so the command line cannot be tested. Run npm test, which builds it first.',
    );
  }
  const copies = join(root, 'node_modules', '.cli-test');
  mkdirSync(copies, { recursive: true });
  const folder = mkdtempSync(join(copies, 'run-'));
  const main = join(folder, 'main.mjs');
  copyFileSync(built, main);
  const { INIT_CWD: _, ...environment } = process.env;

  const start: Program['start'] = (cwd, args, env = {}) => {
    const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...environment, ...env } });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const ended = new Promise<Outcome>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, out, err }));
    });
    return { child, ended };
  };
  return {
    start,
    run: (cwd, ...args) => start(cwd, args).ended,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
