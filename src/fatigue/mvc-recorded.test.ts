import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Channel, readEdf } from '#recording';
import { emgMvcTrial, forceMvcTrial, type MvcTrial } from './index.ts';

const folder = join(import.meta.dirname, '../../../shared/data/leg-force');
const hasData = existsSync(folder);
if (!hasData) console.log('No recorded data beside this clone: maximal squeezes are tested on made forces only.');

/** Largest mean over half a second, by running sums: another way than the one that is tested. */
function largestMean({ samples, fs }: Channel, nSamples: number): number {
  const sums = new Float64Array(nSamples + 1);
  for (let i = 0; i < nSamples; i++) sums[i + 1] = sums[i] + samples[i];
  const window = fs / 2;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = window; i <= nSamples; i++) best = Math.max(best, (sums[i] - sums[i - window]) / window);
  return best;
}

describe.runIf(hasData)('trials of recorded holds with a load cell', () => {
  const files = hasData ? readdirSync(folder).filter((name) => name.endsWith('.edf')) : [];
  const trials: MvcTrial[] = [];

  it('have the largest mean of half a second as their value', () => {
    for (const file of files) {
      const { channels } = readEdf(new Uint8Array(readFileSync(join(folder, file))), { file });
      const [emg, force] = ['emg', 'force'].map((kind) => channels.find((channel) => channel.kind === kind) as Channel);
      // The last second of an EDF file may be filled up with zeros; one file holds no force above 0.
      const nSamples = force.samples.findLastIndex((value) => value !== 0) + 1;
      if (!force.samples.some((value) => value > 0)) continue;
      const segment = { kind: 'mvc' as const, channel: force.name, startS: 0, endS: nSamples / force.fs };
      const trial = forceMvcTrial(force, segment, { file, emg });
      expect(trial.unit).toBe('kgf');
      expect(trial.value / largestMean(force, nSamples)).toBeCloseTo(1, 9);
      // The EMG beside the best force cannot be more than the best EMG anywhere.
      expect(trial.emgRmsMv).toBeLessThanOrEqual(emgMvcTrial(emg, segment, { file }).value * (1 + 1e-9));
      trials.push(trial);
    }
    expect(trials).toHaveLength(58);
  });

  it('are rejected or warned of in words, and begin too late to show their rise', () => {
    const withCode = (code: string) => trials.filter(({ issues }) => issues.some((issue) => issue.code === code));
    expect(withCode('MVC_REJECTED')).toEqual(trials.filter(({ isAccepted }) => !isAccepted));
    expect(withCode('MVC_REJECTED')).toHaveLength(2);
    expect(withCode('MVC_SUBMAXIMAL')).toHaveLength(11);
    expect(trials.filter(({ rampS }) => rampS === undefined)).toHaveLength(44);
    const messages = trials.flatMap(({ issues }) => issues.map(({ message }) => message));
    expect(messages.filter((message) => !/^This .+: .+\.$/.test(message))).toEqual([]);
  });
});
