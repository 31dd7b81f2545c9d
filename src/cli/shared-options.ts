import { type Command, Option } from 'commander';
import { builtInProtocols } from '#protocol';
import { difficultyNames } from '#simulate';
import { notNegative, positive, sensor, sensorIds, whole } from './option-values.ts';

/** Adds what a user can say about a file that the file itself does not. */
export function withFileOptions(command: Command): Command {
  return withReading(command.option('--channel <name>', 'the EMG channel (default: the first one that is EMG)'));
}

export function withReading(command: Command): Command {
  return command
    .option('--sensor <id>', `what the channel is, where the file does not say: ${sensorIds.join(', ')}`, sensor)
    .option('--fs <Hz>', 'sampling rate, for files that do not store it', positive)
    .option('--mapping <file>', 'JSON that explains the columns of a CSV or the variables of a MAT file');
}

/** Adds what both commands on force need to know of a file. */
export function withForceFile(command: Command): Command {
  return withReading(
    command
      .argument('<file>', 'a recording')
      .requiredOption('--emg <name>', 'the EMG channel')
      .option('--from <s>', 'begin of the stretch that counts (default: that of the file)', notNegative)
      .option('--to <s>', 'end of that stretch (default: that of the file)', positive),
  );
}

/** Adds how people who do not exist are simulated. */
export function withSimulation(command: Command): Command {
  const ids = builtInProtocols.map(({ id }) => id).join(', ');
  return withSimulatedPerson(
    command.option('--protocol <id>', `what they do: ${ids}, or a JSON file`, 'handgrip-fatigue'),
  );
}

/** Adds which people who do not exist. */
export function withSimulatedPerson(command: Command): Command {
  return command
    .addOption(
      new Option('--difficulty <name>', 'whether only fatigue changes, or all that changes between recordings')
        .choices(difficultyNames)
        .default('realistic'),
    )
    .option('--seed <n>', 'seed of everything random', whole, 7);
}

/** Adds what a user can choose of a residual network. */
export function withNetworkOptions(command: Command): Command {
  return command
    .option('--input <size>', 'rows and columns of the image of a residual network (default: 96)', whole)
    .option(
      '--weights <file>',
      'start a network from a .safetensors or .onnx file; a residual network then trains its last stage',
    );
}
