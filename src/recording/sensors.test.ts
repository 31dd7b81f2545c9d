import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel } from './recording.ts';
import { bitsOf, calibrate, countsToMv, mvToCounts, sensorById, sensors } from './sensors.ts';

const bitalino = { supplyV: 3.3, gain: 1009, bits: 10 };
const raw: Channel = {
  name: 'A1',
  kind: 'other',
  unit: 'count',
  fs: 1000,
  samples: Float64Array.of(0, 512, 1023),
  range: [0, 1023],
};

describe('countsToMv', () => {
  it('gives the ranges and steps of the data sheets', () => {
    const [lo, middle, next, hi] = countsToMv([0, 512, 513, 1023], bitalino);
    expect(lo).toBeCloseTo(-1.635, 3);
    expect(middle).toBe(0);
    expect(next).toBeCloseTo(0.003194, 6);
    expect(hi).toBeCloseTo(1.632, 3);
    const [sixBitStep] = countsToMv([33], { ...bitalino, bits: 6 });
    expect(sixBitStep).toBeCloseTo(0.0511, 4);
    expect(countsToMv([0, 2 ** 15], { supplyV: 3, gain: 1000, bits: 16 })).toEqual(Float64Array.of(-1.5, 0));
  });

  it('is undone by mvToCounts: whole counts come back whole', () => {
    const transfer = fc.record({
      supplyV: fc.double({ min: 1, max: 5, noNaN: true }),
      gain: fc.integer({ min: 1, max: 5000 }),
      bits: fc.integer({ min: 1, max: 16 }),
    });
    fc.assert(
      fc.property(transfer, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (t, parts) => {
        const counts = Float64Array.from(parts, (part) => Math.round(part * (2 ** t.bits - 1)));
        expect(mvToCounts(countsToMv(counts, t), t)).toEqual(counts);
      }),
    );
    expect(mvToCounts(countsToMv([511.25], bitalino), bitalino)[0]).toBeCloseTo(511.25, 9);
  });

  it('refuses a transfer function that is none', () => {
    expect(() => countsToMv([1], { ...bitalino, gain: 0 })).toThrow(/gain must be a number above 0, got 0/);
    expect(() => mvToCounts([1], { ...bitalino, bits: 1.5 })).toThrow(/bits must be a whole number/);
  });
});

describe('the catalogue', () => {
  it('has different ids and plausible numbers', () => {
    expect(new Set(sensors.map(({ id }) => id)).size).toBe(sensors.length);
    for (const { supplyV, gain, bandHz, note } of sensors) {
      const railMv = (supplyV / gain / 2) * 1000;
      expect(railMv).toBeGreaterThan(1);
      expect(railMv).toBeLessThan(2);
      expect(bandHz[0]).toBeLessThan(bandHz[1]);
      expect(note).toMatch(/\.$/);
    }
  });

  it('names its sensors where an id is unknown', () => {
    expect(() => sensorById('emg')).toThrow(
      /bitalino-emg, bitalino-emg-original, biosignalsplux-emg, bioplux-emg; got 'emg'/,
    );
  });
});

describe('calibrate', () => {
  it('gives samples, range and calibration in millivolts', () => {
    const channel = calibrate(raw, 'bitalino-emg');
    expect(channel).toMatchObject({ kind: 'emg', unit: 'mV', calibration: { sensor: 'bitalino-emg', ...bitalino } });
    expect([...channel.samples]).toEqual([channel.range?.[0], 0, channel.range?.[1]]);
  });

  it('gives the same from counts as from another sensor’s millivolts', () => {
    const direct = calibrate(raw, 'bitalino-emg-original');
    expect(calibrate(calibrate(raw, 'bitalino-emg'), 'bitalino-emg-original')).toEqual(direct);
  });

  it('refuses channels whose counts or bits are unknown', () => {
    const { range: _, ...unranged } = raw;
    expect(() => calibrate(unranged, 'bitalino-emg')).toThrow(/resolution of channel A1 is unknown/);
    expect(() => calibrate({ ...raw, range: [0, 1000] }, 'bitalino-emg')).toThrow(/resolution of channel A1/);
    expect(() => calibrate({ ...raw, unit: 'N' }, 'bitalino-emg')).toThrow(/A1 is in N, which is not a voltage/);
    expect(bitsOf(raw)).toBe(10);
    expect(bitsOf({ ...raw, unit: 'N' })).toBeUndefined();
  });
});
