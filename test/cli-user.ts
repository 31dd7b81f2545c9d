import { afterAll } from 'vitest';
import { builtProgram, type Outcome, type Program } from './cli-program.ts';
import { type Folder, temporaryFolder } from './cli-studies.ts';

/** The program as a user has it, in a folder of their own. */
export interface CliUser {
  readonly program: Program;
  readonly user: Folder;
  /** Runs the program in the folder. */
  run(...args: readonly string[]): Promise<Outcome>;
  /** Rows of a tab-separated table in the folder, by column. */
  table(path: string): Record<string, string>[];
}

/**
 * The built program and an empty folder for the tests of one file; both are gone when these are over.
 *
 * @throws Error when the program was not built.
 */
export function cliUser(): CliUser {
  const program = builtProgram();
  const user = temporaryFolder();
  afterAll(() => {
    program.remove();
    user.remove();
  });
  return {
    program,
    user,
    run: (...args) => program.run(user.path, ...args),
    table(path) {
      const [head, ...lines] = user
        .text(path)
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'));
      return lines.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
    },
  };
}
