import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ArgumentError } from '#base';
import { removeStaleLock, wholeStudy, withdrawFiles } from '#node';
import { planWithdrawal, type WithdrawalPlan, type WithdrawnFile } from '#study';
import { print, printJson } from './output.ts';
import { resultsFolder, userPath } from './paths.ts';

/** Options of `withdraw`. */
export interface WithdrawOptions {
  readonly study: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Results are many and alike: one line for each reason and folder. */
const isResult = ({ reason }: WithdrawnFile): boolean => reason.startsWith('a result');

const lines = (title: string, files: readonly WithdrawnFile[]): string[] => {
  if (files.length === 0) return [];
  const results = files.filter(isResult);
  const single = files.filter((file) => !isResult(file)).map(({ path, reason }) => `  ${path}: ${reason}`);
  const n = results.length;
  return [
    title,
    ...single,
    ...(n > 0
      ? [
          `  ${n} ${n === 1 ? 'file' : 'files'} of results such as ${results[n - 1].path}: made from the data of all people, run them again`,
        ]
      : []),
  ];
};

/** What a withdrawal does, or has done, in words. */
function withdrawalText(plan: WithdrawalPlan, isDone: boolean): string {
  const { subject, deleted, rewritten, byHand, models } = plan;
  const rows = rewritten.map(({ path, nRows }) => ({ path, reason: nRows === 1 ? '1 row' : `${nRows} rows` }));
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

/** Folders outside of the study that hold its results where nobody said `--out`. */
function outsideFolders(study: string, form: WithdrawalPlan['form']): string[] {
  const analysis = userPath(join('myofade-results', `${basename(userPath(study))}-analysis`));
  const results = form === 'manifest' ? [resultsFolder({ form }, study)] : [];
  return [...results, analysis].filter((folder) => existsSync(folder));
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

/**
 * `myofade withdraw SUBJECT`: takes a person out of a study, everywhere in it.
 *
 * @throws StudyError while somebody records into the study.
 */
export async function runWithdraw(subject: string, options: WithdrawOptions): Promise<void> {
  const folder = userPath(options.study);
  const code = subject.replace(/^sub-/, '');
  const plan = await planWithdrawal(code, await wholeStudy(folder));
  const outside = await Promise.all(
    outsideFolders(options.study, plan.form).map(async (root) => {
      const { paths } = await wholeStudy(root);
      return { root, deleted: paths.map((path) => ({ path, reason: 'a result of the study: run it again' })) };
    }),
  );
  const all: WithdrawalPlan = {
    ...plan,
    deleted: [
      ...plan.deleted,
      ...outside.flatMap(({ root, deleted }) => deleted.map((file) => ({ ...file, path: join(root, file.path) }))),
    ],
  };
  if (!options.yes) {
    print(withdrawalText(all, false));
    if (!(await isConfirmed(code))) {
      print('Nothing was removed.');
      return;
    }
  }
  // A recording that runs would go on beside the removal.
  await removeStaleLock(folder);
  for (const { root, deleted } of outside) await withdrawFiles(root, { deleted, rewritten: [] });
  await withdrawFiles(folder, plan);
  if (options.json) printJson({ ...all, rewritten: plan.rewritten.map(({ text: _, ...table }) => table) });
  else {
    print(withdrawalText(all, true));
    if (existsSync(join(folder, '.git'))) print('The folder has a .git, whose history still holds what was removed.');
  }
}
