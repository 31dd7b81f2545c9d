import { Command, Option } from 'commander';
import { deviceForms, software } from '#node';
import { usualComparedIds } from '#study';
import { type FolderOptions, isFolder, runAnalyzeFile, runAnalyzeFolder } from './analyze-folder.ts';
import { type CalibrateForceOptions, loadUnits, runCalibrateForce } from './calibrate-force.ts';
import { classifierIds } from './classifiers.ts';
import { type ClassifyOptions, runClassify } from './classify.ts';
import { type CompareCommandOptions, runCompare } from './compare.ts';
import { type ConvertOptions, runConvert } from './convert.ts';
import { type DevicesOptions, runDevices } from './devices.ts';
import { type EvaluateOptions, runEvaluate } from './evaluate.ts';
import { type ForceCalibrateOptions, type ForceEstimateOptions, runForceCalibrate, runForceEstimate } from './force.ts';
import {
  band,
  columnValues,
  crossTalkStretches,
  knownLoads,
  pair,
  percent,
  port,
  positive,
  recurring,
  share,
  split,
  whole,
  wholes,
} from './option-values.ts';
import { type PlanOptions, runPlan } from './plan.ts';
import { type RecordOptions, runRecord } from './record.ts';
import { withRecording } from './record-options.ts';
import { type RecoverOptions, runRecover } from './recover.ts';
import { runServe, type ServeOptions } from './serve.ts';
import { runSession, type SessionOptions } from './session.ts';

import {
  withFileOptions,
  withForceFile,
  withNetworkOptions,
  withReading,
  withSimulatedPerson,
  withSimulation,
} from './shared-options.ts';
import { runSimulate, type SimulateOptions } from './simulate.ts';
import { runStart } from './start.ts';
import { runStrength, type StrengthOptions } from './strength.ts';
import { withStrengthOptions } from './strength-options.ts';
import { runTrain, type TrainOptions } from './train.ts';
import { runVirtualBitalino, type VirtualBitalinoCommandOptions } from './virtual-bitalino.ts';
import { runWithdraw, type WithdrawOptions } from './withdraw.ts';

const afterHelp = `
Examples:
  npm run -s myofade -- analyze recording.txt --report report.html
  npm run -s myofade -- evaluate my-study --models features,cnn
  npm run -s myofade -- evaluate my-study --models resnet50 --input 96
  npm run -s myofade -- compare my-study --indices MDF,RMS --segment hold
  npm run -s myofade -- train my-study --model cnn --out model.onnx
  npm run -s myofade -- classify recording.txt --model model.onnx
  npm run -s myofade -- session my-study S07 --report session.html
  npm run -s myofade -- strength rested.edf after.edf --report strength.html
  npm run -s myofade -- simulate --people 26 --protocol handgrip-fatigue --out simulated
  npm run -s myofade -- plan --people 6,10,16,26,40 --half-width 0.1
  npm run -s myofade -- virtual-bitalino --tcp 8001 --drop 0.001
  npm run -s myofade -- force calibrate steps.edf --emg EMG --force Force --out calibration.json

Exit codes: 0 done, 1 refused (what and how to fix it on stderr), 2 wrong arguments, 130 stopped by Ctrl-C.`;

/** The command line: every command with its options, and what runs it. */
export function program(): Command {
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
      .argument(
        '<path>',
        'a recording (OpenSignals text, CSV or HDF5, EDF, XDF, C3D, MAT-5, mapped CSV) or a folder of them',
      ),
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

  withSimulatedPerson(root.command('virtual-bitalino'))
    .description('a BITalino that is not there, from a SIMULATED person or a recording, with faults on demand')
    .option('--tcp <port>', 'listen on this TCP port (default: 8001)', port)
    .option('--pty [path]', 'make a pseudo terminal instead, for programs that want a serial port (needs socat)')
    .option('--host <address>', 'listen on this address of the computer', '127.0.0.1')
    .option('--firmware <version>', '4.0 (original), 5.1 or 5.2 ((r)evolution)', '5.2')
    .option('--recording <file>', 'play this recording again and again instead of a person')
    .option('--drop <share>', 'lose this share of frames', share)
    .option('--corrupt <share>', 'flip a bit in this share of frames', share)
    .option(
      '--stall <every:length>',
      'seconds of acquiring before each silence, and its length, such as 60:2',
      recurring,
    )
    .option('--disconnect <every:length>', 'likewise, but the line is closed', recurring)
    .option('--speed <factor>', 'times real time', positive, 1)
    .option('--ledger <file.json>', 'write at the end which faults there were')
    .action((options: VirtualBitalinoCommandOptions) => runVirtualBitalino(options));
  root
    .command('devices')
    .description('what samples can come from: serial ports that are seen, and why others are not')
    .option('--json', 'print one JSON document and nothing else')
    .action((options: DevicesOptions) => runDevices(options));
  root
    .command('recover')
    .argument('<path...>', 'recordings, or folders of studies')
    .description('closes recordings that were cut short: a full disk, a dead battery, a program that was killed')
    .option('--json', 'print one JSON document and nothing else')
    .action((paths: string[], options: RecoverOptions) => runRecover(paths, options));

  withReading(
    root.command('convert').argument('<in>', 'a recording').argument('<out>', 'the file to write: .edf, .bdf or .csv'),
  )
    .description('writes a recording as EDF+, BDF+ or CSV; beside a CSV its events go into a table, …_events.tsv')
    .option('--channel <name>', 'the channel that --sensor is for')
    .option('--force', 'replace a file that is there')
    .option('--json', 'print one JSON document and nothing else')
    .action((input: string, output: string, options: ConvertOptions) => runConvert(input, output, options));

  root
    .command('withdraw')
    .argument('<subject>', 'code of the person, such as S07')
    .description('removes a person everywhere in a study, results included, and says what it removed')
    .requiredOption('--study <dir>', 'the folder of the study')
    .option('--yes', 'do it without asking')
    .option('--json', 'print what was removed as one JSON document and nothing else')
    .action((subject: string, options: WithdrawOptions) => runWithdraw(subject, options));

  root
    .command('session')
    .argument('<study>', 'folder of a BIDS-EMG study')
    .argument('<subject>', 'code of the person, such as S07')
    .argument('[session]', 'number of the session; the last one when left out')
    .description('what one guided test says: strength, signal, classifier, quality and earlier sessions')
    .option('--report <file.html>', 'write a report to this file')
    .option('--model <file.onnx>', 'the model that judges (default: the shipped one, of SIMULATED people)', true)
    .option('--no-model', 'without a model')
    .option('--json', 'print one JSON document and nothing else')
    .action((study: string, subject: string, session: string | undefined, options: SessionOptions) =>
      runSession(study, subject, session, options),
    );

  withRecording(root.command('record')).action((options: RecordOptions) => runRecord(options));
  root
    .command('calibrate-force')
    .description('newtons for the counts of a load cell, by known masses; asks for one after another')
    .option('--device <address>', `the device: ${deviceForms}`)
    .option('--channel <name>', 'the channel of the load cell', 'A2')
    .addOption(new Option('--unit <unit>', 'unit of the masses').choices(Object.keys(loadUnits)).default('kg'))
    .requiredOption('--out <file.json>', 'the calibration file')
    .option('--points <counts:load,...>', 'loads that were measured, instead of asking (512:0,600:5)', knownLoads)
    .option('--bits <n>', 'with --points: bits of the ADC', whole, 10)
    .action((options: CalibrateForceOptions) => runCalibrateForce(options));

  root
    .command('serve')
    .description('the app in the browser, for this computer alone')
    .option('--study <dir>', 'the study to work in; made by the first test (default: a simulated one of its own)')
    .option('--port <n>', 'listen on this port (default: one that is free)', port, 0)
    .option('--no-open', 'only print the address')
    .action((options: ServeOptions) => runServe(options));

  root.command('start').description('the guided first look: a simulated study, evaluated').action(runStart);
  return root;
}
