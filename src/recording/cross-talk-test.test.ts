import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { burstChannel } from './check-bursts.ts';
import { crossTalkTest } from './index.ts';

const bursts = [
  { startS: 5, endS: 10, level: 0.09 },
  { startS: 15, endS: 20, level: 0.03 },
];
const channel = burstChannel({ lengthS: 25, bursts });
const [wanted, neighbour] = bursts.map(({ startS, endS }) => ({ startS, endS }));
const test = (first: { startS: number; endS: number }, second: { startS: number; endS: number }) =>
  crossTalkTest(channel, { wanted: first, neighbour: second }, { file: 'f' });

describe('crossTalkTest', () => {
  it('is silent where the electrodes see the wanted muscle, and tells the remedy where they do not', () => {
    const good = test(wanted, neighbour);
    expect(good.issues).toEqual([]);
    expect(good.test).toMatchObject({ isSelective: true, wanted, neighbour });
    expect(good.test.ratio).toBeCloseTo(3, 0);
    const bad = test(neighbour, wanted);
    expect(bad.test.ratio).toBeCloseTo(1 / good.test.ratio, 9);
    expect(bad.issues).toMatchObject([
      { code: 'CROSS_TALK', severity: 'warning', where: { file: 'f', channel: channel.name, atS: 15 } },
    ]);
    expect(bad.issues[0].message).toContain('gives only 0.3 times');
    expect(bad.issues[0].suggestion).toContain('Move the electrodes');
  });

  it('refuses stretches that are none', () => {
    expect(refusal(() => test({ startS: 5, endS: 5 }, neighbour))).toContain('got 5–5 s');
    expect(refusal(() => test(wanted, { startS: 20, endS: 26 }))).toContain('within the 25.0 s');
    expect(refusal(() => test(wanted, { startS: 9, endS: 12 }))).toContain('must lie apart');
    const silent = { ...channel, samples: channel.samples.map(() => 0) };
    expect(refusal(() => crossTalkTest(silent, { wanted, neighbour }, { file: 'f' }))).toContain('no signal at all');
  });
});
