import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ArgumentError } from '#base';
import { wholeStudy, withdrawFiles } from '#node';
import { planWithdrawal, type WithdrawalPlan, type WithdrawnFile } from '#study';
import { print, printJson } from './output.ts';
import { userPath } from './paths.ts';

/** Options of `withdraw`. */
export interface WithdrawOptions {
  readonly study: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const lines = (title: string, files: readonly WithdrawnFile[]): string[] =>
  files.length === 0 ? [] : [title, ...files.map(({ path, reason }) => `  ${path}: ${reason}`)];

/** What a withdrawal does, or has done, in words. */
function withdrawalText(plan: WithdrawalPlan, isDone: boolean): string {
  const { subject, deleted, rewritten, byHand, models } = plan;
  const rows = rewritten.map(({ path, reason, nRows }) => ({ path, reason: `${nRows} ${reason}` }));
  return [
    ...lines(isDone ? `Removed of ${subject}:` : `To be removed of ${subject}:`, deleted),
    ...lines(isDone ? 'Rows taken out of tables:' : 'Rows to be taken out of tables:', rows),
    ...lines('Left to you, as these name the person in running text:', byHand),
    ...(models.length === 0
      ? []
      : [
          'Trained models found here. If they learned from this study, this person cannot be taken out of them; delete and train again:',
          ...models.map((path) => `  ${path}`),
        ]),
    'Not looked at: models, results and copies that were saved outside of this folder (--out), and backups.',
  ].join('\n');
}

async function isConfirmed(subject: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new ArgumentError(
      `Nothing was removed: withdrawing ${subject} has to be confirmed.`,
      'Read the list above and run it again with --yes.',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const said = await terminal.question(`This cannot be undone. Type ${subject} to remove all this: `);
  terminal.close();
  return said.trim() === subject;
}

/** `myofade withdraw SUBJECT`: takes a person out of a study, everywhere in it. */
export async function runWithdraw(subject: string, options: WithdrawOptions): Promise<void> {
  const folder = userPath(options.study);
  const code = subject.replace(/^sub-/, '');
  const plan = await planWithdrawal(code, await wholeStudy(folder));
  if (!options.yes) {
    print(withdrawalText(plan, false));
    if (!(await isConfirmed(code))) {
      print('Nothing was removed.');
      return;
    }
  }
  await withdrawFiles(folder, plan);
  if (options.json) printJson({ ...plan, rewritten: plan.rewritten.map(({ text: _, ...table }) => table) });
  else {
    print(withdrawalText(plan, true));
    if (existsSync(join(folder, '.git'))) print('The folder has a .git, whose history still holds what was removed.');
  }
}
