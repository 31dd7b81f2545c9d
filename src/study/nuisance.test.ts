import { describe, expect, it } from 'vitest';
import { analyze } from '#fatigue';
import { durationS, type Recording } from '#recording';
import { simulatedParticipant, simulateHandgrip } from '#simulate';
import { nuisanceOf, nuisances } from './nuisance.ts';

const { recording, truth } = simulateHandgrip({ seed: 5, participant: simulatedParticipant(5, 0), state: 'fresh' });

/** The nuisance quantities of a recording whose samples were changed, by id. */
function nuisancesOf(change: (mv: number, i: number) => number): Record<string, number> {
  const channels = recording.channels.map((channel) => ({ ...channel, samples: channel.samples.map(change) }));
  const changed: Recording = { ...recording, channels };
  const values = nuisanceOf(changed, analyze(changed));
  return Object.fromEntries(nuisances.map(({ id }, i) => [id, values?.[i] ?? Number.NaN]));
}

describe('nuisanceOf', () => {
  const plain = nuisancesOf((mv) => mv);
  const hum = (i: number): number => 0.05 * Math.SQRT2 * Math.sin((2 * Math.PI * 50 * i) / 1000);

  it('measures length and onset', () => {
    expect(plain.durationS).toBe(durationS(recording));
    const hold = truth.segments.find(({ kind }) => kind === 'hold');
    expect(Math.abs(plain.onsetS - (hold?.startS ?? 0))).toBeLessThan(0.3);
  });

  it('measures the DC level, and takes it for neither noise nor hum', () => {
    const shifted = nuisancesOf((mv) => mv + 0.2);
    expect(shifted.dcMv - plain.dcMv).toBeCloseTo(0.2, 9);
    expect(shifted.restRmsMv).toBeCloseTo(plain.restRmsMv, 6);
    expect(shifted.mainsMv).toBeCloseTo(plain.mainsMv, 6);
  });

  it('measures noise and hum at rest', () => {
    const hummed = nuisancesOf((mv, i) => mv + hum(i));
    expect(hummed.mainsMv).toBeCloseTo(0.05, 2);
    expect(plain.mainsMv).toBeLessThan(0.005);
    expect(hummed.restRmsMv).toBeCloseTo(Math.hypot(plain.restRmsMv, 0.05), 2);
  });

  it('is null where the hold is missing or nothing is still', () => {
    const analysis = analyze(recording);
    const { hold: _, ...withoutHold } = analysis;
    expect(nuisanceOf(recording, withoutHold)).toBeNull();
    const all = { kind: 'contraction', channel: analysis.channel.name, startS: 0, endS: durationS(recording) } as const;
    expect(nuisanceOf(recording, { ...analysis, segments: [all] })).toBeNull();
  });
});
