import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { ArgumentError } from '#base';
import { deviceAt, requireWritable, systemClock, writeWhole } from '#node';
import {
  calibrateForceSensor,
  type ForceSensorSource,
  type ForceUnit,
  forceSensorIssues,
  type KnownLoad,
} from '#recording';
import { forceSensorText } from '#report';
import { type Conversation, wizardLoads } from './force-wizard.ts';
import { loadMeter } from './load-meter.ts';
import { print, tell } from './output.ts';
import { outputPath } from './paths.ts';

/** Units of loads as scales show them. */
export const loadUnits: Readonly<Record<string, ForceUnit>> = { kg: 'kgf', N: 'N', lb: 'lbf' };

/** Options of `calibrate-force`. */
export interface CalibrateForceOptions {
  readonly device?: string;
  readonly channel: string;
  readonly unit: string;
  readonly out: string;
  /** Loads that were measured elsewhere. */
  readonly points?: readonly KnownLoad[];
  /** With `points`: bits of the ADC. */
  readonly bits: number;
}

/** Lines from a terminal; null for all that come after its end or Ctrl-C. */
function terminal(): Conversation & { close(): void } {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  let isClosed = false;
  lines.on('close', () => {
    isClosed = true;
  });
  return {
    ask: (question) =>
      new Promise((resolve) => {
        if (isClosed) return resolve(null);
        const left = (): void => resolve(null);
        lines.once('close', left);
        lines.question(question, (line) => {
          lines.off('close', left);
          resolve(line);
        });
      }),
    tell,
    close: () => lines.close(),
  };
}

async function measured(options: CalibrateForceOptions, conversation: Conversation) {
  const { device: address = '', channel, unit } = options;
  const clock = systemClock();
  const device = deviceAt(address, clock);
  tell(`Connecting to ${address} …`);
  const meter = await loadMeter(device, channel, clock);
  try {
    const loads = await wizardLoads(meter, loadUnits[unit], unit, conversation);
    return loads && { loads, bits: meter.bits };
  } finally {
    await meter.close();
  }
}

async function save(
  loads: readonly KnownLoad[],
  source: ForceSensorSource,
  out: string,
  agreed: () => Promise<boolean>,
) {
  const calibration = calibrateForceSensor(loads, source);
  print(forceSensorText(calibration, forceSensorIssues(calibration, basename(out))));
  if (!(await agreed())) return tell('Nothing was saved.');
  await writeWhole(out, `${JSON.stringify(calibration, null, 2)}\n`);
  tell(`Calibration: ${out}`);
}

/** `myofade calibrate-force`: counts of a load cell to newtons, by known loads, as a JSON file. */
export async function runCalibrateForce(options: CalibrateForceOptions): Promise<void> {
  const { device, channel, unit, points, bits } = options;
  const out = outputPath(options.out, []);
  await requireWritable(out);
  const about = { channel, unit: loadUnits[unit], date: systemClock().localTime().slice(0, 19) };
  if (points !== undefined) {
    await save(points, { ...about, bits, device: device ?? 'not told' }, out, async () => true);
    return;
  }
  if (device === undefined) {
    throw new ArgumentError(
      'calibrate-force needs a device or loads — in calibrate-force.',
      'Pass --device ADDRESS, or loads that were measured: --points 512:0,600:5.',
    );
  }
  if (!process.stdin.isTTY) {
    throw new ArgumentError(
      'calibrate-force asks questions, and there is no terminal — in calibrate-force.',
      'Run it in a terminal, or pass loads that were measured: --points 512:0,600:5.',
    );
  }
  const conversation = terminal();
  try {
    const found = await measured(options, conversation);
    if (!found) return tell('Nothing was saved.');
    const agreed = async () =>
      /^(|y|yes)$/i.test(((await conversation.ask(`Save to ${options.out}? [Y/n] `)) ?? 'n').trim());
    await save(found.loads, { ...about, bits: found.bits, device }, out, agreed);
  } finally {
    conversation.close();
  }
}
