import { join } from 'node:path';
import { openFile } from '#node';
import { builtInProtocol } from '#protocol';
import { evaluationSummary } from '#report';
import { evaluateFolder } from './evaluate.ts';
import { print, tell } from './output.ts';
import { userPath } from './paths.ts';
import { writeSimulatedStudy } from './simulate.ts';
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
  const study = { people, seed, difficulty: 'realistic', protocol: builtInProtocol('handgrip-fatigue') } as const;
  await withProgress((context) => writeSimulatedStudy(folder, study, context));
  const options = { models: 'features,cnn', split: 'loso', seed: 1, swaps: 20, controls: 2 };
  tell('Evaluating it, leaving one person out at a time …');
  const { evaluation, report } = await withProgress((context) => evaluateFolder(demoFolder, options, context));
  print(evaluationSummary(evaluation));
  const opened = openFile(report);
  print(`${opened ? 'Opened' : 'Open'} the report: ${report}`);
  print('Next, with recordings of your own: npm run -s myofade -- --help');
}
