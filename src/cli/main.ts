#!/usr/bin/env node
import { isMainThread } from 'node:worker_threads';
import { Command, CommanderError, Option } from 'commander';
import { software } from '#node';
import { builtInProtocols } from '#protocol';
import { difficultyNames } from '#simulate';
import { usualComparedIds } from '#study';
import { type FolderOptions, isFolder, runAnalyzeFile, runAnalyzeFolder } from './analyze-folder.ts';
import { classifierIds } from './classifiers.ts';
import { type ClassifyOptions, runClassify } from './classify.ts';
import { type CompareCommandOptions, runCompare } from './compare.ts';
import { type EvaluateOptions, runEvaluate } from './evaluate.ts';
import { type ForceCalibrateOptions, type ForceEstimateOptions, runForceCalibrate, runForceEstimate } from './force.ts';
import {
  band,
  columnValues,
  crossTalkStretches,
  notNegative,
  pair,
  percent,
  positive,
  sensor,
  sensorIds,
  share,
  split,
  whole,
  wholes,
} from './option-values.ts';
import { exitCodes, guardOutput, tellError, tellRefusal } from './output.ts';
import { type PlanOptions, runPlan } from './plan.ts';
import { runSimulate, type SimulateOptions } from './simulate.ts';
import { runStart } from './start.ts';
import { runStrength, type StrengthOptions } from './strength.ts';
import { withStrengthOptions } from './strength-options.ts';
import { runTrain, type TrainOptions } from './train.ts';

/** What worker threads run. */
export { judgeCohort } from '#study';
export { analyzeBatchChannel, readBatchFile } from './batch-file.ts';
export { simulatePlannedPerson, writeSimulatedPerson } from './simulate-file.ts';

const afterHelp = `
Examples:
  npm run -s myofade -- analyze recording.txt --report report.html
  npm run -s myofade -- evaluate my-study --models features,cnn
  npm run -s myofade -- evaluate my-study --models resnet50 --input 96
  npm run -s myofade -- compare my-study --indices MDF,RMS --segment hold
  npm run -s myofade -- train my-study --model cnn --out model.onnx
  npm run -s myofade -- classify recording.txt --model model.onnx
  npm run -s myofade -- strength rested.edf after.edf --report strength.html
  npm run -s myofade -- simulate --people 26 --protocol handgrip-fatigue --out simulated
  npm run -s myofade -- plan --people 6,10,16,26,40 --half-width 0.1
  npm run -s myofade -- force calibrate steps.edf --emg EMG --force Force --out calibration.json

Exit codes: 0 done, 1 refused (what and how to fix it on stderr), 2 wrong arguments, 130 stopped by Ctrl-C.`;

/** Adds what a user can say about a file that the file itself does not. */
function withFileOptions(command: Command): Command {
  return withReading(command.option('--channel <name>', 'the EMG channel (default: the first one that is EMG)'));
}

function withReading(command: Command): Command {
  return command
    .option('--sensor <id>', `what the channel is, where the file does not say: ${sensorIds.join(', ')}`, sensor)
    .option('--fs <Hz>', 'sampling rate, for files that do not store it', positive)
    .option('--mapping <file>', 'JSON that explains the columns of a CSV');
}

/** Adds what both commands on force need to know of a file. */
function withForceFile(command: Command): Command {
  return withReading(
    command
      .argument('<file>', 'a recording')
      .requiredOption('--emg <name>', 'the EMG channel')
      .option('--from <s>', 'begin of the stretch that counts (default: that of the file)', notNegative)
      .option('--to <s>', 'end of that stretch (default: that of the file)', positive),
  );
}

/** Adds how people who do not exist are simulated. */
function withSimulation(command: Command): Command {
  const ids = builtInProtocols.map(({ id }) => id).join(', ');
  return command
    .option('--protocol <id>', `what they do: ${ids}, or a JSON file`, 'handgrip-fatigue')
    .addOption(
      new Option('--difficulty <name>', 'whether only fatigue changes, or all that changes between recordings')
        .choices(difficultyNames)
        .default('realistic'),
    )
    .option('--seed <n>', 'seed of everything random', whole, 7);
}

/** Adds what a user can choose of a residual network. */
function withNetworkOptions(command: Command): Command {
  return command
    .option('--input <size>', 'rows and columns of the image of a residual network (default: 96)', whole)
    .option(
      '--weights <file>',
      'start a network from a .safetensors or .onnx file; a residual network then trains its last stage',
    );
}

function program(): Command {
  const { version } = software();
  const root = new Command('myofade')
    .description(
      'Muscle fatigue from surface EMG of the handgrip: from a folder of recordings to an honest verdict.\nFor research and teaching. Not a medical device.',
    )
    .version(version)
    .option('--verbose', 'show where an error came from')
    .addHelpText('after', afterHelp)
    .exitOverride()
    .configureOutput({ outputError: () => undefined });

  withFileOptions(
    root
      .command('analyze')
      .argument('<path>', 'a recording (OpenSignals text, CSV or HDF5, EDF, mapped CSV) or a folder of them'),
  )
    .description('segments, indices, trends, EMG-derived strength and issues of one recording, or tables of many')
    .option('--target <percent>', 'force of the hold in % of the maximum', percent, 70)
    .option('--band <low-high>', 'analysis band in Hz (default: 20-450, less where the rate is low)', band)
    .option('--threshold <level>', 'envelope above which the muscle counts as active, in its unit', positive)
    .option('--subtract-mains', 'take mains hum out first, as the sinusoids that fit it')
    .option(
      '--cross-talk <wanted,neighbour>',
      'a cross-talk test: seconds in which the wanted muscle, then its neighbour, worked alone (2-5,8-11)',
      crossTalkStretches,
    )
    .option('--segments <file.csv>', 'kind,startS,endS: segments that replace the found ones')
    .option('--json', 'print one JSON document and nothing else')
    .option('--report <file.html>', 'write a report to look at')
    .addOption(
      new Option('--expect <what>', 'what to search for (default: the handgrip test, or short repetitions)').choices([
        'hold-and-mvc',
        'any',
        'repetitions',
      ]),
    )
    .option('--window <seconds>', 'of a folder: length of the windows in its tables (default: 1)', positive)
    .option('--out <dir>', 'of a folder: where tables and reports go (default: ./myofade-results)')
    .action(async (path: string, options: FolderOptions) =>
      (await isFolder(path)) ? runAnalyzeFolder(path, options) : runAnalyzeFile(path, options),
    );

  withNetworkOptions(root.command('evaluate'))
    .argument('<study>', 'a folder with recordings.csv (subject,state,file), or a BIDS-EMG folder')
    .description('tests models on people they have never seen, beside chance, confounds and shuffled labels')
    .option(
      '--models <ids>',
      `models to test: ${classifierIds.join(', ')}, .onnx files of finished ones`,
      'features,cnn',
    )
    .option('--split <split>', 'loso (leave one subject out) or kfold:<k>', split, 'loso')
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--swaps <n>', "label swaps of the feature baseline's control", whole, 20)
    .option('--controls <n>', "label swaps of each network's control (default: 5, but 0 for a residual network)", whole)
    .option('--out <dir>', 'where results go (default: derivatives/myofade of a BIDS study, else ./myofade-results)')
    .option('--json', 'print one JSON document and nothing else')
    .action((study: string, options: EvaluateOptions) => runEvaluate(study, options));

  root
    .command('compare')
    .argument('<study>', 'a folder with recordings.csv (subject,state,file), or a BIDS-EMG folder')
    .description('two conditions compared over people: effect size, interval and corrected p of each index')
    .option(
      '--by <column>',
      'what tells the conditions apart: a column of the tables, or session, task, … of BIDS',
      'state',
    )
    .option('--between <first,second>', 'its two values (default: fresh,fatigued, or the only two there are)', pair)
    .option('--where <column=value>', 'compare only these recordings; several parted by commas', columnValues)
    .option(
      '--indices <ids>',
      'indices to compare, each of which makes the correction stricter',
      usualComparedIds.join(','),
    )
    .addOption(
      new Option('--segment <segment>', 'what is compared').choices(['hold', 'mvc', 'contraction']).default('hold'),
    )
    .addOption(new Option('--test <test>', 'by means (t) or by ranks').choices(['t', 'rank']).default('t'))
    .option('--out <dir>', 'where results go (default: derivatives/myofade of a BIDS study, else ./myofade-results)')
    .option('--json', 'print one JSON document and nothing else')
    .action((study: string, options: CompareCommandOptions) => runCompare(study, options));

  withNetworkOptions(root.command('train'))
    .argument('<study>', 'a folder with recordings.csv, or a BIDS-EMG folder')
    .description('trains one model on all recordings of a study and writes it as an ONNX file')
    .option('--model <id>', `one of ${classifierIds.join(', ')}`, 'cnn')
    .requiredOption('--out <file.onnx>', 'the model file')
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option(
      '--calibration-share <share>',
      'set this share of the people aside to calibrate a network, so that it may be undecided',
      share,
    )
    .option(
      '--error-level <level>',
      'with that: highest share of new people it may be wrong about (default: 0.1)',
      share,
    )
    .option('--licence <text>', 'under what terms the model may be used, for its file')
    .option('--results <text>', 'how well such a model did and on whom, for its file')
    .option('--weights-out <file.safetensors>', 'also write the weights of a network, as a start for another training')
    .action((study: string, options: TrainOptions) => runTrain(study, options));

  withFileOptions(root.command('classify').argument('<file...>', 'recordings'))
    .description('fatigued or fresh? The verdict of a trained model on each recording')
    .option('--model <file.onnx>', 'a model that `train` wrote (default: the shipped one, of SIMULATED people)')
    .option('--json', 'print one JSON document and nothing else')
    .action((files: string[], options: ClassifyOptions) =>
      runClassify(files, { ...options, verbose: root.opts().verbose === true }),
    );

  const force = root.command('force').description('force from EMG by a calibration of one person: no measurement');
  withForceFile(force.command('calibrate'))
    .description('fits EMG to a measured force, on a stretch with several levels and the largest force')
    .requiredOption('--force <name>', 'the force channel')
    .requiredOption('--out <file.json>', 'the calibration file')
    .addOption(
      new Option('--form <form>', 'form of the relation')
        .choices(['linear', 'quadratic', 'power'])
        .default('quadratic'),
    )
    .action((file: string, options: ForceCalibrateOptions) => runForceCalibrate(file, options));
  withForceFile(force.command('estimate'))
    .description('says the force over time that EMG suggests, with the error of the calibration')
    .requiredOption('--calibration <file.json>', 'a calibration that `force calibrate` wrote')
    .option('--force <name>', 'a measured force to compare with')
    .option('--out <file.csv>', 'write force over time')
    .option('--report <file.html>', 'write a report to look at')
    .option('--json', 'print one JSON document and nothing else')
    .action((file: string, options: ForceEstimateOptions) => runForceEstimate(file, options));

  withStrengthOptions(
    withReading(root.command('strength').argument('<file...>', 'recordings with a force, in the order of time')),
  ).action((files: string[], options: StrengthOptions) => runStrength(files, options));
  withSimulation(root.command('simulate'))
    .description('writes a BIDS-EMG study of people who do not exist, with what is true of them. SIMULATED')
    .option('--people <n>', 'how many', whole, 26)
    .option('--force', 'record the force (N) beside the sEMG, for `strength` and `force calibrate`')
    .requiredOption('--out <dir>', 'the folder of the study: empty, or not there yet')
    .option('--json', 'print one JSON document and nothing else')
    .action((options: SimulateOptions) => runSimulate(options));

  withSimulation(root.command('plan'))
    .description('how many people a study needs: accuracy, interval and power against people, by simulation. SIMULATED')
    .option('--people <list>', 'numbers of people, rising', wholes, [6, 10, 16, 26, 40, 60])
    .option('--cohorts <n>', 'simulated studies of each number', whole, 100)
    .option('--pool <n>', 'people to simulate, of whom studies are drawn', whole, 240)
    .option('--half-width <x>', 'wanted half of the 95 % interval of accuracy', share, 0.1)
    .option('--power <x>', 'wanted share of studies that show better than guessing', share, 0.8)
    .option('--out <dir>', 'where results go', 'myofade-results/plan')
    .option('--json', 'print one JSON document and nothing else')
    .action((options: PlanOptions) => runPlan(options));

  root.command('start').description('the guided first look: a simulated study, evaluated').action(runStart);
  return root;
}

/** What commander says of a wrong command line, in our form. */
function tellMisuse(root: Command, { message }: CommanderError): void {
  const named = (parent?: Command) => parent?.commands.find((known) => process.argv.slice(2).includes(known.name()));
  const command = named(root);
  const names = [command, named(command)].flatMap((one) => one?.name() ?? []);
  const help = ['npm run -s myofade --', ...names, '--help'].join(' ');
  const what = message.replace(/^error: /, '');
  tellRefusal(`${what.charAt(0).toUpperCase()}${what.slice(1)}`, `See: ${help}`);
}

async function runProgram(): Promise<void> {
  guardOutput();
  const cli = program();
  try {
    if (process.argv.length > 2) await cli.parseAsync();
    else cli.outputHelp();
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      process.exitCode = tellError(error, cli.opts().verbose === true);
    } else if (error.exitCode !== 0) {
      if (error.code !== 'commander.help') tellMisuse(cli, error);
      process.exitCode = exitCodes.wrongArguments;
    }
  }
}

// The built program is one file, and the worker threads of a batch run it too: the build's digest then covers all of it.
if (isMainThread) await runProgram();
