import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MyofadeError } from '#base';
import { readRecording } from '#recording';
import { analyze } from './analysis.ts';

const folder = join(import.meta.dirname, '../../../shared/data/opensignals');
const present = existsSync(folder);
if (!present) console.log('No recorded data beside this clone: OpenSignals files are analysed on made ones only.');

/** `result`, or the words of the refusal. */
async function outcome(file: string): Promise<string> {
  try {
    analyze(await readRecording(new Uint8Array(readFileSync(join(folder, file))), { file }));
    return 'result';
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    return `${error.message} ${error.fix}`;
  }
}

describe.skipIf(!present)('analyze on every recorded OpenSignals file', () => {
  it('ends in a result, or in a refusal with its reason', async () => {
    const reasons = [
      {
        files: /^(emg_10_hz|g2_2023|eda_slow)/,
        reason: /sampled at 100? Hz: too slow for .*Record again at 1000 Hz or more/,
      },
      {
        files: /SampleEMG|SampleFooData/,
        reason: /names no EMG channel: .*RAW, 1000 Hz.*--channel A1 --sensor bitalino-emg/,
      },
      { files: /^handgrip_sensor/, reason: /names no EMG channel: .*500 Hz.*--channel/ },
    ];
    const files = readdirSync(folder);
    const refused = files.filter((file) => reasons.some((each) => each.files.test(file)));
    // One at 10 Hz, four at 100 Hz, three of electrodermal activity, three called RAW, two of a dynamometer.
    expect(refused).toHaveLength(13);
    for (const file of files) {
      const wanted = reasons.find((each) => each.files.test(file))?.reason ?? /^result$/;
      expect(await outcome(file), file).toMatch(wanted);
    }
  });
});
