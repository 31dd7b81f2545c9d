import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecording } from './formats.ts';
import { checkQuality } from './quality.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const present = existsSync(join(data, 'handgrip-fds'));
if (!present) console.log('Recorded data is absent (../shared/data): quality is tested on simulated signals only.');

async function check(folder: string, file: string) {
  const recording = await readRecording(new Uint8Array(readFileSync(join(data, folder, file))), { file });
  return checkQuality(recording, { channel: recording.channels[0]?.name ?? '' });
}

describe.skipIf(!present)('checkQuality on recorded signals', () => {
  it('finds hum in some handgrip tests, rails touched in seven, and nothing that forbids a result', async () => {
    const files = readdirSync(join(data, 'handgrip-fds')).filter((file) => /^S\d+_/.test(file));
    const found = await Promise.all(files.map((file) => check('handgrip-fds', file)));
    const count = (code: string) => found.filter((issues) => issues.some((issue) => issue.code === code)).length;
    expect(found.flat().filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(count('CLIPPED')).toBe(0);
    // Six touch 0 or 1023; one is flat at 1022, where the amplifier saturates first.
    expect(count('RANGE_TOUCHED')).toBe(7);
    expect(count('MAINS_HUM')).toBeGreaterThan(5);
    expect(count('MAINS_HUM')).toBeLessThan(13);
    expect(count('BASELINE_DRIFT')).toBe(0);
    expect(found.flat().filter(({ message }) => message.includes('60 Hz'))).toEqual([]);
  });

  it('sees the 60 Hz of a country that has it, and refuses 100 Hz recordings', async () => {
    const found = await check('opensignals', 'g2_bicep_braquial_en_reposo.txt');
    expect(found.map(({ message }) => message).join()).toContain('60 Hz');
    expect((await check('opensignals', 'g2_2023_subj1.txt'))[0]?.code).toBe('RATE_TOO_LOW');
  });
});
