import { type Command, Option } from 'commander';
import { builtInProtocols } from '#protocol';
import { positive, sensor, sensorIds, words } from './option-values.ts';

/** Adds everything that `record` can be told. */
export function withRecording(command: Command): Command {
  const ids = builtInProtocols.map(({ id }) => id).join(', ');
  return command
    .description(
      'a guided test from a device into a study folder: cues, target, live indices, and files that survive a power cut',
    )
    .requiredOption('--subject <code>', 'code of the person: letters and digits, no name')
    .requiredOption('--study <dir>', 'the BIDS-EMG study that it goes into; made where it is missing')
    .option(
      '--device <address>',
      'virtual (or such as virtual:seed=3,speed=max), serial:PATH, tcp:HOST:PORT, opensignals:HOST:PORT, file:PATH; see `devices`',
      'virtual',
    )
    .option('--protocol <id>', `what is done: ${ids}, or a JSON file`, 'handgrip-fatigue')
    .option('--emg <channel>', 'channel of the EMG sensor', 'A1')
    .option('--sensor <id>', `what that sensor is: ${sensorIds.join(', ')}`, sensor, 'bitalino-emg')
    .option(
      '--force <channel>',
      'channel of the load cell (of a virtual person: A2); without one the test runs by EMG where its protocol can',
    )
    .option('--no-force', 'by EMG alone, also with a virtual person')
    .option('--force-calibration <file>', 'its calibration, which `calibrate-force` wrote')
    .option('--also <channels>', 'further channels to record, parted by commas', words)
    .addOption(new Option('--hand <hand>', 'hand that grips').choices(['left', 'right']))
    .option('--muscle <name>', 'muscle under the electrodes', 'FDS')
    .option('--answers <file>', 'consent, safety screen and facts as JSON, instead of asking')
    .option('--auto', 'begin by itself and press no key: for virtual people, played recordings and tests')
    .option('--simulated', 'nobody is measured: a virtual BITalino at the end of a line; the study says SIMULATED')
    .option('--resume', 'go on with the last test of this person, which was interrupted')
    .option('--practise', 'two easy squeezes first')
    .addOption(
      new Option('--format <format>', 'EDF+ (16 bits) or BDF+ (24 bits)').choices(['edf', 'bdf']).default('edf'),
    )
    .option('--power-line <Hz>', 'mains frequency here', positive, 50)
    .option('--model <file.onnx>', 'the model that judges (default: the shipped one, of SIMULATED people)')
    .option('--no-model', 'without a model')
    .option('--json', 'print one JSON document at the end and nothing else');
}
