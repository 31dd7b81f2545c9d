#!/usr/bin/env node
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { software } from '#node';
import { type AnalyzeOptions, runAnalyze } from './analyze.ts';
import { classifierIds } from './classifiers.ts';
import { type ClassifyOptions, runClassify } from './classify.ts';
import { type EvaluateOptions, runEvaluate } from './evaluate.ts';
import { tellError } from './output.ts';
import { runStart } from './start.ts';
import { runTrain, type TrainOptions } from './train.ts';

function positive(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!(text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff)) {
    throw new InvalidArgumentError('It must be a whole number from 0 up.');
  }
  return value;
}

/** Adds what a user can say about a file that the file itself does not. */
function withFileOptions(command: Command): Command {
  return command
    .option('--channel <name>', 'the EMG channel (default: the first one that is EMG)')
    .option('--sensor <id>', 'what the channel is, where the file does not say, such as bitalino-emg')
    .option('--fs <Hz>', 'sampling rate, for files that do not store it', positive)
    .option('--mapping <file>', 'JSON that explains the columns of a CSV');
}

function program(): Command {
  const { version } = software();
  const root = new Command('myofade')
    .description(
      'Muscle fatigue from surface EMG of the handgrip: from a folder of recordings to an honest verdict.\nFor research and teaching. Not a medical device.',
    )
    .version(version)
    .option('--verbose', 'show where an error came from')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });

  withFileOptions(root.command('analyze').argument('<file>', 'a recording: OpenSignals text or CSV, EDF, mapped CSV'))
    .description('segments, indices, EMG-derived strength and issues of one recording')
    .option('--target <percent>', 'force of the hold in % of the maximum', positive, 70)
    .option('--json', 'print one JSON document and nothing else')
    .option('--report <file.html>', 'write a report to look at')
    .action((file: string, options: AnalyzeOptions) => runAnalyze(file, options));

  root
    .command('evaluate')
    .argument('<study>', 'a folder with recordings.csv (subject,state,file), or a BIDS-EMG folder')
    .description('tests models on people they have never seen, beside chance, confounds and shuffled labels')
    .option('--models <ids>', `models to test, of ${classifierIds.join(', ')}`, 'features,cnn')
    .option('--split <split>', 'loso (leave one subject out) or kfold:<k>', 'loso')
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--swaps <n>', "label swaps of the first model's control", whole, 20)
    .option('--controls <n>', 'label swaps of every further model’s control', whole, 5)
    .option('--out <dir>', 'where results go (default: derivatives/myofade of a BIDS study, else ./myofade-results)')
    .option('--json', 'print one JSON document and nothing else')
    .action((study: string, options: EvaluateOptions) => runEvaluate(study, options));

  root
    .command('train')
    .argument('<study>', 'a folder with recordings.csv, or a BIDS-EMG folder')
    .description('trains one model on all recordings of a study and writes it as an ONNX file')
    .option('--model <id>', `one of ${classifierIds.join(', ')}`, 'cnn')
    .requiredOption('--out <file.onnx>', 'the model file')
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .action((study: string, options: TrainOptions) => runTrain(study, options));

  withFileOptions(root.command('classify').argument('<file...>', 'recordings'))
    .description('fatigued or fresh? The verdict of a trained model on each recording')
    .requiredOption('--model <file.onnx>', 'a model that `train` wrote')
    .option('--json', 'print one JSON document and nothing else')
    .action((files: string[], options: ClassifyOptions) => runClassify(files, options));

  root.command('start').description('the guided first look: a simulated study, evaluated').action(runStart);
  return root;
}

const cli = program();
try {
  await cli.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) {
    process.exitCode = tellError(error, cli.opts().verbose === true);
  } else if (error.exitCode !== 0) {
    const command = process.argv[2]?.startsWith('-') ? '' : ` ${process.argv[2] ?? ''}`;
    process.stderr.write(`${error.message.replace(/^error: /, '')}\nSee: npm run -s myofade --${command} --help\n`);
    process.exitCode = 2;
  }
}
