import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEdf } from '#recording';
import { analyze, type MeasuredContraction } from './index.ts';

const folder = join(import.meta.dirname, '../../../shared/data/biceps-holds');
const present = existsSync(folder);
if (!present) console.log('Recorded data is absent (../shared/data): trends are tested on simulated signals only.');

const lengthS = ({ segment: { startS, endS } }: MeasuredContraction): number => endS - startS;

/** The longest contraction of a file, as the product measures it. */
function longestOf(file: string): MeasuredContraction {
  const { contractions } = analyze(readEdf(new Uint8Array(readFileSync(join(folder, file))), { file }));
  return contractions.reduce((a, b) => (lengthS(b) > lengthS(a) ? b : a));
}

describe.runIf(present)('holds of the biceps to exhaustion', () => {
  it('have a falling MDF whose interval excludes zero, and a rising RMS', { timeout: 240_000 }, () => {
    const holds = readdirSync(folder)
      .filter((file) => file.endsWith('.edf'))
      .map(longestOf);
    expect(holds).toHaveLength(116);
    const count = (is: (hold: MeasuredContraction) => boolean) => holds.filter(is).length;
    // What is unusable counts as not shown.
    const found = {
      usable: count(({ quality }) => quality.isUsable),
      falling: count(({ mdf: { trend } }) => trend !== null && trend.slope < 0),
      surelyFalling: count(({ mdf: { trend } }) => (trend?.interval?.[1] ?? 1) < 0),
      rising: count(({ rms: { trend } }) => trend !== null && trend.slope > 0),
    };
    if (process.env.MYOFADE_TELL) console.log(found);
    expect(found.falling / 116).toBeGreaterThanOrEqual(0.95);
    expect(found.surelyFalling / 116).toBeGreaterThanOrEqual(0.85);
    expect(found.rising / 116).toBeGreaterThanOrEqual(0.85);
  });
});
