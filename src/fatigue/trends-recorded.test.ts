import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Channel, findContractions, readEdf, type Segment } from '#recording';
import { contractionSignal, courseTrend, mdfCourse, normalisedSlope, rmsCourse } from './index.ts';

const folder = join(import.meta.dirname, '../../../shared/data/biceps-holds');
const present = existsSync(folder);
if (!present) console.log('Recorded data is absent (../shared/data): trends are tested on simulated signals only.');

const lengthS = ({ startS, endS }: Segment): number => endS - startS;

/** Trends of MDF and RMS over the longest contraction of a file. */
function trendsOf(file: string) {
  const { channels } = readEdf(new Uint8Array(readFileSync(join(folder, file))), { file });
  const channel = channels[0] as Channel;
  const efforts = findContractions(channel, { file }).segments.filter(({ kind }) => kind !== 'rest');
  const contraction = contractionSignal(
    channel,
    efforts.reduce((a, b) => (lengthS(b) > lengthS(a) ? b : a)),
  );
  const [mdf, rms] = [mdfCourse(contraction), rmsCourse(contraction)];
  const trends = [courseTrend(mdf), courseTrend(rms)].map((trend) => trend as NonNullable<typeof trend>);
  // The interval belongs to the value that the index has.
  expect(trends.map(({ slopePercentPerS }) => slopePercentPerS)).toEqual([mdf, rms].map(normalisedSlope));
  return { mdf: trends[0], rms: trends[1] };
}

describe.runIf(present)('holds of the biceps to exhaustion', () => {
  it('have a falling MDF whose interval excludes zero, and a rising RMS', { timeout: 60_000 }, () => {
    const trends = readdirSync(folder)
      .filter((file) => file.endsWith('.edf'))
      // One of two: the whole set takes twelve seconds.
      .filter((_, i) => i % 2 === 0)
      .map(trendsOf);
    const share = (holds: (of: (typeof trends)[number]) => boolean) => trends.filter(holds).length / trends.length;
    expect(trends.length).toBeGreaterThan(50);
    // Of all 116 holds: 116, 114 and 111.
    expect(share(({ mdf }) => mdf.slope < 0)).toBeGreaterThanOrEqual(0.95);
    expect(share(({ mdf }) => mdf.interval !== null && mdf.interval[1] < 0)).toBeGreaterThanOrEqual(0.85);
    expect(share(({ rms }) => rms.slope > 0)).toBeGreaterThanOrEqual(0.85);
  });
});
