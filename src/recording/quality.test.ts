import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Issue } from '#base';
import { burstChannel } from './check-bursts.ts';
import { withoutDrift } from './contraction-envelope.ts';
import { mainsLevel } from './mains.ts';
import { checkQuality } from './quality.ts';
import { findClipping } from './quality-clipping.ts';
import { restLevel, slowShare } from './quality-levels.ts';
import type { Channel } from './recording.ts';

const bursts = [
  { startS: 16, endS: 26, level: 0.1 },
  { startS: 31, endS: 36.5, level: 0.15 },
];
const good = burstChannel({ lengthS: 45, bursts });

function changed(channel: Channel, change: (value: number, i: number) => number): Channel {
  return { ...channel, samples: channel.samples.map(change) };
}

function check(channel: Channel): Issue[] {
  const provenance = { file: 'simulated.csv', format: 'test', sha256: '' };
  return checkQuality({ channels: [channel], events: [], provenance, issues: [] }, { channel: channel.name });
}

function codes(channel: Channel): string[] {
  return check(channel).map(({ code }) => code);
}

/** A line of `rms` at `frequencyHz`, to add to a channel. */
function line(frequencyHz: number, rms: number, fs = 1000): (value: number, i: number) => number {
  return (value, i) => value + rms * Math.SQRT2 * Math.sin((2 * Math.PI * frequencyHz * i) / fs + 0.3);
}

describe('checkQuality', () => {
  it('finds nothing wrong with a good recording', () => {
    expect(check(good)).toEqual([]);
  });

  it('refuses slow recordings and warns of rather slow ones', () => {
    expect(codes({ ...good, fs: 100 })).toEqual(['RATE_TOO_LOW']);
    expect(check({ ...good, fs: 100 })[0]?.message).toContain('100 Hz');
    expect(codes(burstChannel({ fs: 500, lengthS: 45, bursts }))).toEqual(['RATE_LOW']);
  });

  it('refuses short and flat recordings, and finds where a signal stands still', () => {
    expect(codes({ ...good, samples: good.samples.slice(0, 1999) })).toEqual(['TOO_SHORT']);
    expect(codes(changed(good, () => 0.1))).toEqual(['FLAT_LINE']);
    expect(codes(changed(good, (_, i) => (i % 7 === 0 ? 0.003 : 0)))).toEqual(['FLAT_LINE']);
    const held = changed(good, (value, i) => (i >= 20_000 && i < 20_800 ? 0.01 : value));
    const [gap] = check(held);
    expect(gap).toMatchObject({ code: 'SIGNAL_GAP', where: { atS: 20 } });
    expect(gap?.message).toContain('0.8 s');
  });

  it('passes over the constant end that fills a record', () => {
    const padded = new Float64Array(46_000);
    padded.set(good.samples);
    expect(codes({ ...good, samples: padded })).toEqual([]);
  });

  it('measures the share of clipped samples, with the range and without it', () => {
    const limit = 0.2;
    const clipped = changed(good, (value) => Math.max(-limit, Math.min(limit, value)));
    const truth = good.samples.filter((value) => Math.abs(value) >= limit).length;
    const ranged = findClipping({ ...clipped, range: [-limit, limit] });
    expect(ranged).toMatchObject({ nClipped: truth, at: 'range' });
    expect(codes({ ...clipped, range: [-limit, limit] })).toEqual(['CLIPPED']);
    // Without a range a clipped peak of one or two samples cannot be told from any other.
    const flat = findClipping(changed(good, (value) => Math.max(-0.1, Math.min(0.1, value))));
    expect(flat.at).toBe('flat tops');
    expect(flat.share).toBeGreaterThan(0.001);
    expect(findClipping(good).nClipped).toBe(0);
  });

  it('mentions a few samples at the rail without a warning', () => {
    const touched = changed(good, (value, i) => (i === 20_000 || i === 20_001 ? 1.6 : value));
    const issues = check({ ...touched, range: [-1.6, 1.6] });
    expect(issues).toMatchObject([{ code: 'RANGE_TOUCHED', severity: 'info', where: { sample: 20_000, atS: 20 } }]);
    expect(issues[0]?.message).toContain('2 of 45000 samples (0.0044 %)');
  });

  it('measures hum at rest under strong EMG, and tells 50 from 60 Hz', () => {
    for (const frequencyHz of [50, 60]) {
      const [hum] = check(changed(good, line(frequencyHz, 0.003)));
      expect(hum?.code).toBe('MAINS_HUM');
      expect(hum?.message).toMatch(new RegExp(`${frequencyHz} Hz: (2\\.9|3\\.0)\\d µV RMS`));
    }
  });

  it('reports hum during effort when there is no rest', () => {
    const effort = burstChannel({ lengthS: 20, bursts: [{ startS: 0, endS: 20, level: 0.1 }] });
    expect(codes(effort)).toEqual([]);
    expect(check(changed(effort, line(50, 0.06)))[0]?.message).toContain('during effort');
  });

  it('reports a noisy rest in microvolts, and nothing in counts', () => {
    const noisy = burstChannel({ lengthS: 45, rest: 0.02, bursts });
    expect(check(noisy)[0]).toMatchObject({ code: 'NOISY_REST' });
    expect(check(noisy)[0]?.message).toMatch(/(19|20)\.\d µV/);
    expect(codes({ ...noisy, unit: 'count' })).toEqual([]);
  });

  it('reports heart beats so strong that the finder takes no second between them for rest', () => {
    const beat = (i: number): number => Math.exp(-0.5 * (((i % 850) - 400) / 12) ** 2);
    for (const level of [0.05, 0.3]) {
      expect(codes(changed(good, (value, i) => value + level * beat(i))), `${level} mV`).toContain('ECG_SEEN');
    }
    const allEffort = { ...good, samples: good.samples.subarray(16_500, 25_500) };
    expect(codes(allEffort)).toEqual([]);
  });

  it('reports a wandering baseline with its share of the power', () => {
    const drift = changed(good, (value, i) => value + 0.1 * Math.sin((2 * Math.PI * 0.5 * i) / 1000));
    expect(codes(drift)).toEqual(['BASELINE_DRIFT']);
    expect(slowShare(good.samples, withoutDrift(good))).toBeLessThan(0.01);
    const power = good.samples.reduce((sum, value) => sum + value * value, 0) / good.samples.length;
    expect(slowShare(drift.samples, withoutDrift(drift))).toBeCloseTo(0.005 / (0.005 + power), 2);
    expect(codes(changed(good, (value) => value + 5))).toEqual([]);
  });

  it('throws on an unknown channel and on a sample that is no number', () => {
    const recording = { channels: [good], events: [], provenance: { file: '', format: '', sha256: '' }, issues: [] };
    expect(() => checkQuality(recording, { channel: 'ECG' })).toThrow("channel must be one of EMG; got 'ECG'");
    expect(() => check(changed(good, (value, i) => (i === 5 ? Number.NaN : value)))).toThrow('EMG[5] is NaN');
  });
});

describe('mainsLevel', () => {
  it('gives the frequency and the amplitude of a line in noise', () => {
    const plan = fc.record({
      frequencyHz: fc.constantFrom(50 as const, 60 as const),
      wanderHz: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      rms: fc.double({ min: 0.002, max: 0.1, noNaN: true }),
      fs: fc.constantFrom(400, 1000, 2000),
      seed: fc.nat(100),
    });
    fc.assert(
      fc.property(plan, ({ frequencyHz, wanderHz, rms, fs, seed }) => {
        const channel = changed(burstChannel({ fs, seed, lengthS: 8 }), line(frequencyHz + wanderHz, rms, fs));
        const level = mainsLevel(channel.samples, fs);
        expect(level.frequencyHz).toBe(frequencyHz);
        expect(level.ratio).toBeGreaterThan(2);
        expect(Math.abs(level.rms / rms - 1)).toBeLessThan(0.15);
      }),
      { numRuns: 30, seed: 21 },
    );
  });

  it('stays near 1 without a line, also where the spectrum slopes', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(mainsLevel(burstChannel({ seed, lengthS: 10 }).samples, 1000).ratio).toBeLessThan(2);
  });

  it('scales with the signal', () => {
    const { samples } = changed(burstChannel({ lengthS: 5 }), line(50, 0.01));
    const one = mainsLevel(samples, 1000);
    const ten = mainsLevel(
      samples.map((value) => 10 * value + 3),
      1000,
    );
    expect(ten.ratio).toBeCloseTo(one.ratio, 6);
    expect(ten.rms).toBeCloseTo(10 * one.rms, 9);
  });

  it('needs a second of signal', () => {
    expect(() => mainsLevel(new Float64Array(500), 1000)).toThrow('A signal of 1 s or more');
  });
});

describe('restLevel', () => {
  it('is the RMS of what is above 20 Hz while the muscle rests', () => {
    expect(restLevel(changed(good, (value) => value + 0.5))).toBeCloseTo(0.004, 4);
  });

  it('is undefined where the muscle never rests', () => {
    expect(restLevel(burstChannel({ lengthS: 10, bursts: [{ startS: 0, endS: 10, level: 0.1 }] }))).toBeUndefined();
  });
});
