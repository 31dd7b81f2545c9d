import { type Command, Option } from 'commander';
import { gripProtocols } from '#fatigue';
import { nonZero, notNegative, numbers, onOff, percent, positive, stretch } from './option-values.ts';

const units = ['N', 'kgf', 'lbf'] as const;
const sides = ['left', 'right'] as const;

/** What the force is, and which of its efforts are what. */
function withForceOptions(command: Command): Command {
  return command
    .option('--force-channel <name>', 'the force channel (default: the only one that is a force)')
    .addOption(new Option('--force-unit <unit>', 'what it is in, where the file does not say').choices(units))
    .option('--force-scale <factor>', 'force for one unit of the channel (default: 1)', nonZero)
    .option('--tare <from-to>', 'seconds without load, whose mean is taken off', stretch)
    .addOption(new Option('--unit <unit>', 'unit to show forces in (default: that of the channel)').choices(units))
    .option('--emg <name>', 'an EMG channel, whose RMS is told of each squeeze')
    .option(
      '--segments <file.csv>',
      'of one file: kind,startS,endS of squeezes (mvc) and holds, instead of the found ones',
    )
    .option('--hold-from <s>', 'length from which an effort is a hold and no squeeze', positive, 8)
    .option(
      '--minutes <list>',
      'when each file began, in minutes after the first (default: as the files tell)',
      numbers,
    );
}

/** What is asked of the test. */
function withQuestions(command: Command): Command {
  return command
    .option('--rested <force>', 'rested maximum from elsewhere (default: that of the first squeezes)', positive)
    .option(
      '--target <percent>',
      'what was to be held, in % of the rested maximum (default: holds are all-out)',
      percent,
    )
    .option('--fatigued-at <percent>', 'loss of the rested maximum from which it is fatigued', notNegative, 20)
    .option('--fresh-below <percent>', 'loss below which it is fresh', notNegative, 10)
    .option('--intermittent <on,off>', 'seconds of an all-out intermittent test: tells the critical force', onOff)
    .option('--other-hand <file>', 'rested squeezes of the other hand: tells the asymmetry')
    .option('--earlier <file or force>', 'an earlier session: tells the change')
    .option('--sem <force>', 'standard error of measurement, of people like this one', positive)
    .option('--mdc <force>', 'or the minimal detectable change (95 %)', positive)
    .option('--sessions <file.csv>', 'or repeated sessions of such people: subject and one column for each session')
    .addOption(new Option('--sex <sex>', 'for norms of grip').choices(['female', 'male']))
    .option('--age <years>', 'for norms of grip', positive);
}

/** What has to be known of a measurement, recorded as said. */
function withFacts(command: Command): Command {
  return command
    .addOption(
      new Option('--protocol <id>', 'protocol of instruction and score').choices(gripProtocols.map(({ id }) => id)),
    )
    .option('--posture <text>', 'how the person sat or stood')
    .option('--handle <text>', 'position of the handle, such as "Jamar position 2"')
    .addOption(new Option('--hand <side>', 'which hand').choices(sides))
    .addOption(new Option('--dominant <side>', 'the dominant hand').choices([...sides, 'both']))
    .option('--instructed-by <who>', 'who instructed: a role or a code, no name')
    .addOption(new Option('--encouragement <kind>', 'how').choices(['verbal', 'visual', 'both', 'none']));
}

/** Adds what `strength` can be told. */
export function withStrengthOptions(command: Command): Command {
  return withFacts(withQuestions(withForceOptions(command)))
    .description(
      'measured strength: maxima by the 5 % rule, loss and label, endurance, recovery, norms, asymmetry, change',
    )
    .option('--report <file.html>', 'write a report to look at')
    .option('--json', 'print one JSON document and nothing else');
}
