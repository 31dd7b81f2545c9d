import { join } from 'node:path';
import { openFile, writeWhole } from '#node';
import { evaluationSummary } from '#report';
import { simulateStudy } from '#simulate';
import { bidsFiles } from '#study';
import { evaluateFolder } from './evaluate.ts';
import { print, tell } from './output.ts';
import { userPath } from './paths.ts';
import { withProgress } from './work.ts';

/** Where `start` puts its simulated study. */
const demoFolder = join('myofade-results', 'simulated-study');
const people = 12;
const seed = 7;

/**
 * `npm start`: writes a small study of simulated people, evaluates it like any other, and opens the report where there
 * is a desktop.
 */
export async function runStart(): Promise<void> {
  const folder = userPath(demoFolder);
  tell(`Making a SIMULATED study of ${people} people in ${folder} …`);
  for (const { path, bytes } of bidsFiles(simulateStudy({ people, seed }))) await writeWhole(join(folder, path), bytes);
  const options = { models: 'features,cnn', split: 'loso', seed: 1, swaps: 20, controls: 2 };
  tell('Evaluating it, leaving one person out at a time …');
  const { evaluation, report } = await withProgress((context) => evaluateFolder(demoFolder, options, context));
  print(evaluationSummary(evaluation));
  const opened = openFile(report);
  print(`${opened ? 'Opened' : 'Open'} the report: ${report}`);
  print('Next, with recordings of your own: npm run -s myofade -- --help');
}
