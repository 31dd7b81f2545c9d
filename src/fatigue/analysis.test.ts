import { describe, expect, it } from 'vitest';
import { ArgumentError, UnsupportedError } from '#base';
import type { Channel, Recording } from '#recording';
import { rms } from '#signal';
// Simulation is a layer above this one; a test may look up.
import { simulatedParticipant, simulateHandgrip } from '../simulate/index.ts';
import { analyze, contractionSignal } from './index.ts';

const simulated = simulateHandgrip({ seed: 3, participant: simulatedParticipant(3, 0), state: 'fresh' });
const { recording, truth } = simulated;
const analysis = analyze(recording);

/** The recording with its channel's samples replaced. */
function withSamples(change: (samples: Float64Array, channel: Channel) => Float64Array): Recording {
  const channels = recording.channels.map((channel) => ({ ...channel, samples: change(channel.samples, channel) }));
  return { ...recording, channels };
}

describe('analyze', () => {
  it('finds hold and squeeze where they are', () => {
    expect(analysis.hold?.segment.kind).toBe('hold');
    expect(analysis.mvc?.segment.kind).toBe('mvc');
    for (const { kind, startS, endS } of truth.segments) {
      const found = analysis.segments.find((segment) => segment.kind === kind);
      if (kind === 'rest') continue;
      expect(Math.abs((found?.startS ?? 0) - startS)).toBeLessThan(0.5);
      expect(Math.abs((found?.endS ?? 0) - endS)).toBeLessThan(0.5);
    }
    expect(analysis.envelope.length).toBe(analysis.channel.samples.length);
    expect(analysis.issues).toEqual([]);
  });

  it('measures both, each value with band, window and method', () => {
    expect(new Set(analysis.indices.map(({ segment }) => segment))).toEqual(new Set(['hold', 'mvc']));
    const ids = (segment: string) => analysis.indices.filter((one) => one.segment === segment).map(({ id }) => id);
    expect(ids('hold')).toEqual(ids('mvc'));
    for (const { segment, id, value, unit, band, window, method } of analysis.indices) {
      const name = `${segment} ${id}`;
      expect(Number.isFinite(value), name).toBe(true);
      expect(band[0] < band[1], name).toBe(true);
      for (const text of [unit, window, method]) expect(text.trim(), name).not.toBe('');
    }
  });

  it('comes near the truth of a simulated person', () => {
    const of = (segment: string, id: string) =>
      analysis.indices.find((one) => one.segment === segment && one.id === id)?.value ?? Number.NaN;
    const [start, end] = truth.holdMdfHz;
    expect(Math.abs(of('hold', 'MDF') - (start + end) / 2)).toBeLessThan(5);
    expect(Math.abs(of('mvc', 'MDF') - truth.mvcMdfHz)).toBeLessThan(7);
    expect(of('hold', 'RMS') / truth.holdRmsMv).toBeGreaterThan(0.95);
    expect(of('hold', 'RMS') / truth.holdRmsMv).toBeLessThan(1.05);
  });

  it.each([70, 50, 12.5])('estimates strength as ratio times a target of %d %%, exactly', (targetPercent) => {
    const { hold, mvc, strength } = analyze(recording, { targetPercent });
    const ratio = rms(mvc?.samples ?? []) / rms(hold?.samples ?? []);
    expect(strength).toEqual({ percentMvcEmg: ratio * targetPercent, targetPercent });
  });

  it('takes three times the filtered rest as the dead band of ZC', () => {
    const rest = analysis.segments.find(({ kind }) => kind === 'rest');
    const noise = rest ? rms(contractionSignal(analysis.channel, rest).samples) : Number.NaN;
    const zc = analysis.indices.find(({ id }) => id === 'ZC');
    const [, deadBand] = /dead band ±([\d.]+) mV \(3 × rest RMS\)/.exec(zc?.method ?? '') ?? [];
    expect(Number(deadBand) / (3 * noise)).toBeCloseTo(1, 5);
  });

  it('frees the fatigue index of the noise at rest, and says up to where', () => {
    const found = analysis.indices.filter(({ id }) => id === 'FInsm5_NR');
    expect(found.map(({ segment }) => segment)).toEqual(['hold', 'mvc']);
    for (const { band, method } of found) {
      expect(band[1]).toBeGreaterThan(200);
      expect(method).toMatch(band[1] < 450 ? `up to the cap of ${band[1].toFixed(1)} Hz` : 'up to the end of the band');
    }
  });

  it('does not see the gain, but for amplitudes', () => {
    const loud = analyze(withSamples((samples) => samples.map((value) => 0.5 * value)));
    expect(loud.segments).toEqual(analysis.segments);
    expect(loud.strength?.percentMvcEmg).toBeCloseTo(analysis.strength?.percentMvcEmg ?? 0, 9);
    loud.indices.forEach(({ id, value, unit }, i) => {
      const power = unit.startsWith('mV^2') ? 2 : unit.startsWith('mV') ? 1 : 0;
      expect(value / analysis.indices[i].value / 0.5 ** power, id).toBeCloseTo(1, 6);
    });
  });

  it('numbers contractions that are not the handgrip test, and estimates no strength from them', () => {
    const { startS, endS } = truth.segments.find(({ kind }) => kind === 'mvc') ?? { startS: 0, endS: 0 };
    const quiet = withSamples((samples, { fs }) => {
      // The squeeze becomes rest: a copy of what came first.
      const [first, end] = [Math.floor((startS - 0.3) * fs), Math.ceil((endS + 0.3) * fs)];
      const changed = samples.slice();
      for (let i = first; i < end; i++) changed[i] = samples[i - first];
      return changed;
    });
    const { strength, indices, issues, hold, mvc } = analyze(quiet);
    expect([strength, hold && mvc]).toEqual([null, undefined]);
    expect(indices.length).toBeGreaterThan(0);
    expect(issues.map(({ code }) => code).some((code) => /_MISSING$/.test(code))).toBe(true);
  });

  it('passes on what the reader noticed', () => {
    const noticed = {
      code: 'RATE_ASSUMED',
      severity: 'info',
      message: 'm',
      suggestion: 's',
      where: { file: 'f' },
    } as const;
    expect(analyze({ ...recording, issues: [noticed] }).issues).toEqual([noticed]);
  });

  it('refuses what it cannot analyse', () => {
    const slow = { ...recording, channels: recording.channels.map((channel) => ({ ...channel, fs: 300 })) };
    expect(() => analyze(slow)).toThrow(/was sampled at 300 Hz: too slow for fatigue analysis/);
    expect(() => analyze(slow)).toThrow(UnsupportedError);
    expect(() => analyze(recording, { channel: 'B7' })).toThrow(UnsupportedError);
    expect(() => analyze(recording, { targetPercent: 0 })).toThrow(ArgumentError);
  });

  it('takes mains hum out where that is asked for, and says what it took', () => {
    const hum = withSamples((samples, { fs }) =>
      samples.map((v, i) => v + 0.05 * Math.sin((2 * Math.PI * 50.1 * i) / fs)),
    );
    const { mains, indices } = analyze(hum, { subtractMains: true });
    expect(Math.abs((mains?.frequencyHz ?? 0) - 50.1)).toBeLessThan(0.03);
    expect(Math.abs((mains?.rms ?? 0) - 0.05 * Math.SQRT1_2)).toBeLessThan(0.004);
    const mdf = (of: typeof indices): number => of.find(({ id }) => id === 'MDF')?.value ?? Number.NaN;
    expect(Math.abs(mdf(indices) - mdf(analysis.indices))).toBeLessThan(0.5);
    // Left in, it spoils most windows.
    expect(analyze(hum).contractions[0].quality.isUsable).toBe(false);
    expect(analyze(recording).mains).toBeUndefined();
  });
});
