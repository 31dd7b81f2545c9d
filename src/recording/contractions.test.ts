import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Burst, burstChannel } from './check-bursts.ts';
import { type Contractions, findContractions } from './contractions.ts';
import { checkQuality } from './quality.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

const file = 'simulated.csv';
const hold: Burst = { startS: 16, endS: 26, level: 0.1 };
const mvc: Burst = { startS: 31, endS: 36.5, level: 0.15 };
const test = burstChannel({ lengthS: 45, bursts: [hold, mvc] });

// A sharp edge shows half a window (0.125 s) early, and the threshold's crossing fluctuates by a few hundredths.
const edgeS = 0.2;

function named(found: Contractions): string[] {
  return found.segments.map(({ kind }) => kind);
}

function codes(found: Contractions): string[] {
  return found.issues.map(({ code }) => code);
}

function expectAt(segment: Segment | undefined, { startS, endS }: { startS: number; endS: number }): void {
  expect(Math.abs((segment?.startS ?? Number.NaN) - startS), `start, truth ${startS} s`).toBeLessThan(edgeS);
  expect(Math.abs((segment?.endS ?? Number.NaN) - endS), `end, truth ${endS} s`).toBeLessThan(edgeS);
}

function edges({ segments }: Contractions): number[] {
  return segments.flatMap(({ startS, endS }) => [startS, endS]);
}

function withSamples(channel: Channel, change: (value: number, i: number) => number): Channel {
  return { ...channel, samples: channel.samples.map(change) };
}

describe('findContractions on the handgrip test', () => {
  it('names rest, hold and squeeze, and doubts nothing', () => {
    const found = findContractions(test, { file });
    expect(named(found)).toEqual(['rest', 'hold', 'mvc']);
    expect(found.issues).toEqual([]);
    expectAt(found.segments[1], hold);
    expectAt(found.segments[2], mvc);
    const rest = found.segments[0] as Segment;
    expect(rest.startS).toBeGreaterThan(0.3);
    expect(rest.endS).toBeLessThan(hold.startS);
    expect(rest.endS - rest.startS).toBeGreaterThan(10);
    expect(found.levels.rest).toBeCloseTo(0.004, 3);
    expect(found.threshold).toBeGreaterThan(0.02);
    expect(found.threshold).toBeLessThan(0.04);
    expect(found.envelope.length).toBe(test.samples.length);
  });

  it('finds known onsets at any rate from 400 Hz, at any contrast from 8', () => {
    const plan = fc.record({
      fs: fc.constantFrom(400, 500, 1000, 2000, 2048),
      seed: fc.nat(1000),
      beforeS: fc.double({ min: 2, max: 20, noNaN: true }),
      holdS: fc.double({ min: 8.5, max: 13, noNaN: true }),
      pauseS: fc.double({ min: 2, max: 9, noNaN: true }),
      mvcS: fc.double({ min: 4, max: 8, noNaN: true }),
      contrast: fc.double({ min: 8, max: 100, noNaN: true }),
      ratio: fc.double({ min: 0.6, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(plan, ({ fs, seed, beforeS, holdS, pauseS, mvcS, contrast, ratio }) => {
        const level = 0.004 * contrast;
        const first = { startS: beforeS, endS: beforeS + holdS, level };
        const startS = first.endS + pauseS;
        const second = { startS, endS: startS + mvcS, level: ratio * level };
        const channel = burstChannel({ fs, seed, lengthS: second.endS + 6, bursts: [first, second] });
        const found = findContractions(channel, { file });
        expectAt(
          found.segments.find(({ kind }) => kind === 'hold'),
          first,
        );
        expectAt(
          found.segments.find(({ kind }) => kind === 'mvc'),
          second,
        );
        expect(found.issues).toEqual([]);
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it('does not depend on the unit or the offset', () => {
    const plain = edges(findContractions(test));
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        (factor, offset) => {
          const other = edges(
            findContractions({ ...withSamples(test, (value) => factor * value + offset * factor), unit: 'count' }),
          );
          expect(other.length).toBe(plain.length);
          // One sample: rounding may move the crossing of the threshold by that much.
          other.forEach((edge, i) => {
            expect(Math.abs(edge - (plain[i] as number))).toBeLessThanOrEqual(0.001 + 1e-9);
          });
        },
      ),
      { numRuns: 15, seed: 12 },
    );
  });

  it('moves with the signal', () => {
    const [, holdFound, mvcFound] = findContractions(test).segments;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9000 }), (k) => {
        const [, hold, mvc] = findContractions({ ...test, samples: test.samples.slice(k) }).segments;
        for (const [now, before] of [
          [hold, holdFound],
          [mvc, mvcFound],
        ] as const) {
          // The levels change a little with the share of rest, and the threshold with them.
          expect(Math.abs((now as Segment).startS + k / 1000 - (before as Segment).startS)).toBeLessThan(0.03);
          expect(Math.abs((now as Segment).endS + k / 1000 - (before as Segment).endS)).toBeLessThan(0.03);
        }
      }),
      { numRuns: 10, seed: 13 },
    );
  });

  it('finds a hold much weaker than the squeeze, and says so', () => {
    const weak = { ...hold, level: 0.024 };
    const found = findContractions(burstChannel({ lengthS: 45, bursts: [weak, { ...mvc, level: 0.2 }] }), { file });
    expect(named(found)).toEqual(['rest', 'hold', 'mvc']);
    expectAt(found.segments[1], weak);
    expect(found.issues[0]?.message).toContain('half the usual threshold');
  });

  it('leaves out twitches and adjustments of the hand', () => {
    const blips = [
      { startS: 2, endS: 2.6, level: 0.1 },
      { startS: 8, endS: 8.15, level: 0.3 },
      { startS: 40, endS: 40.9, level: 0.03 },
    ];
    const found = findContractions(burstChannel({ lengthS: 45, bursts: [...blips, hold, mvc] }), { file });
    expect(named(found)).toEqual(['rest', 'hold', 'mvc']);
    expect(found.issues).toEqual([]);
    const [rest] = found.segments as [Segment];
    expect(rest.startS).toBeGreaterThan(8);
  });

  it('counts efforts that are too short, but passes over a single one beside hold and squeeze', () => {
    const squeeze = (startS: number) => ({ startS, endS: startS + 1, level: 0.1 });
    const found = (bursts: Burst[], expected: 'any' | 'hold-and-mvc' = 'hold-and-mvc') =>
      findContractions(burstChannel({ lengthS: 60, bursts }), { file, expect: expected }).issues;
    expect(found([squeeze(2), hold, mvc])).toEqual([]);
    expect(found([squeeze(2), hold, mvc, squeeze(42)])).toMatchObject([
      { code: 'SEGMENTS_UNSURE', message: 'The segments are unsure: 2 efforts shorter than 1.5 s were left out.' },
    ]);
    expect(found([{ ...hold, endS: 30 }, squeeze(40)], 'any')[0].message).toContain('an effort shorter than 1.5 s');
    const repetitions = found([5, 15, 25, 35].map(squeeze), 'any');
    expect(repetitions).toMatchObject([{ code: 'NO_CONTRACTION' }]);
    expect(repetitions[0].message).toMatch(/\. 4 efforts shorter than 1\.5 s were left out\.$/);
  });

  it('bridges a short release, and tells when the bridge decides', () => {
    const parts = (gapS: number) => [{ ...hold, endS: 20 }, { ...hold, startS: 20 + gapS }, mvc];
    const short = findContractions(burstChannel({ lengthS: 45, bursts: parts(0.5) }), { file });
    expectAt(short.segments[1], hold);
    expect(short.issues).toEqual([]);
    const doubtful = findContractions(burstChannel({ lengthS: 45, bursts: parts(0.9) }), { file });
    expect(codes(doubtful)).toContain('SEGMENTS_UNSURE');
  });

  it('cuts a hold that runs into the squeeze at the dip, and says so', () => {
    const bursts = [hold, { startS: 26, endS: 26.7, level: 0.03 }, { startS: 26.7, endS: 32, level: 0.15 }];
    const found = findContractions(burstChannel({ lengthS: 40, bursts }), { file });
    expect(named(found)).toEqual(['rest', 'hold', 'mvc']);
    expect(Math.abs((found.segments[1]?.endS ?? 0) - 26)).toBeLessThan(0.5);
    expect(Math.abs((found.segments[2]?.startS ?? 0) - 26.7)).toBeLessThan(0.5);
    expect(found.issues[0]?.message).toContain('cut at the dip');
  });

  it('says when the recording ends in the middle of the squeeze', () => {
    const found = findContractions(burstChannel({ lengthS: 35, bursts: [hold, mvc] }), { file });
    expect(named(found)).toEqual(['rest', 'hold', 'mvc']);
    expect(found.issues[0]?.message).toContain('ends in the middle');
  });
});

describe('findContractions on other recordings', () => {
  it('reports a recording at rest', () => {
    const found = findContractions(burstChannel({ lengthS: 30 }), { file });
    expect(named(found)).toEqual(['rest']);
    expect(codes(found)).toEqual(['NO_CONTRACTION']);
  });

  it('takes a recording that is all effort as one contraction', () => {
    const found = findContractions(burstChannel({ lengthS: 30, bursts: [{ startS: 0, endS: 30, level: 0.2 }] }), {
      file,
    });
    expect(found.segments).toEqual([{ kind: 'contraction', channel: 'EMG', startS: 0, endS: 30 }]);
    expect(codes(found)).toContain('SEGMENTS_UNSURE');
  });

  it('misses the squeeze after a lone hold, and the hold before a lone squeeze', () => {
    expect(codes(findContractions(burstChannel({ lengthS: 30, bursts: [hold] }), { file }))).toEqual(['MVC_MISSING']);
    expect(codes(findContractions(burstChannel({ lengthS: 40, bursts: [mvc] }), { file }))).toEqual(['HOLD_MISSING']);
  });

  it.each([
    [
      [10.2, 5, 2.2],
      'MVC_MISSING',
      /^The contraction of 2\.\d s after a hold of 10\.\d s is too short for a squeeze \(2\.5–10 s\)/,
    ],
    [
      [22, 5, 5.5],
      'HOLD_MISSING',
      /^The contraction of 22\.\d s before a squeeze of 5\.\d s is too long for a hold \(6–20 s\)/,
    ],
    [[10, 18, 5.5], 'MVC_MISSING', /^The pause of 1[78]\.\d s after a hold of 10\.\d s is too long \(0\.3–15 s\)/],
  ] as const)('says which length of %j s is unusual', ([holdS, pauseS, squeezeS], code, message) => {
    const startS = 5 + holdS + pauseS;
    const bursts = [
      { startS: 5, endS: 5 + holdS, level: 0.1 },
      { startS, endS: startS + squeezeS, level: 0.15 },
    ];
    const { issues } = findContractions(burstChannel({ lengthS: startS + squeezeS + 8, bursts }), { file });
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(issues[0].message).toMatch(message);
  });

  it('names nothing in a series of efforts', () => {
    const bursts = [2, 10, 18, 26, 34].map((startS) => ({ startS, endS: startS + 5, level: 0.1 }));
    const found = findContractions(burstChannel({ lengthS: 42, bursts }), { file });
    expect(named(found).filter((kind) => kind !== 'rest')).toEqual(Array(5).fill('contraction'));
    expect(codes(found)).toEqual(['HOLD_MISSING', 'MVC_MISSING']);
    expect(codes(findContractions(burstChannel({ lengthS: 42, bursts }), { file, expect: 'any' }))).toEqual([]);
  });

  it('takes a padded end for what it is', () => {
    const { samples } = burstChannel({ lengthS: 12, bursts: [{ startS: 0, endS: 12, level: 0.2 }] });
    const padded = new Float64Array(13_000);
    padded.set(samples);
    const [only] = findContractions({ ...test, samples: padded }).segments;
    expect(only).toMatchObject({ kind: 'contraction', startS: 0, endS: 12 });
  });

  it('warns of low contrast', () => {
    const found = findContractions(
      burstChannel({ lengthS: 45, rest: 0.02, bursts: [hold, mvc].map((burst) => ({ ...burst, level: 0.05 })) }),
      { file },
    );
    expect(found.issues.at(-1)?.message).toMatch(/effort is only 2\.\d times rest/);
  });

  it('says nothing of a short or flat channel, which the quality check reports once', () => {
    const flat = Float64Array.from({ length: 20_000 }, (_, i) => (i % 3 === 0 ? 0.003 : 0));
    for (const samples of [test.samples.slice(0, 1500), test.samples.slice(0, 1), new Float64Array(5000), flat]) {
      const channel = { ...test, samples };
      expect(findContractions(channel)).toMatchObject({ segments: [], issues: [] });
      const provenance = { file, format: 'test', sha256: '' };
      const recording = { channels: [channel], events: [], provenance, issues: [] };
      expect(
        checkQuality(recording, { channel: test.name }).filter(({ severity }) => severity === 'error'),
      ).toHaveLength(1);
    }
  });

  it('refuses a slow channel and a bad setting', () => {
    expect(() => findContractions({ ...test, fs: 100 })).toThrow('fs of EMG must be at least 400 Hz, got 100');
    expect(() => findContractions(test, { fraction: 1 })).toThrow('fraction must be below 1');
    expect(() => findContractions(test, { windowS: 0 })).toThrow('windowS must be a number above 0');
  });
});

describe('findContractions under mains hum', () => {
  const withHum = (channel: Channel, rms: number): Channel =>
    withSamples(channel, (value, i) => value + rms * Math.SQRT2 * Math.sin((2 * Math.PI * 50 * i) / channel.fs));

  it('does not take the hum of a resting muscle for effort', () => {
    const { issues } = findContractions(withHum(burstChannel({ lengthS: 20 }), 0.13), { file });
    expect(issues).toMatchObject([{ code: 'NO_CONTRACTION' }]);
    expect(issues[0].message).toMatch(/the level of \d+\.\d+ µV RMS without the mains hum has/);
  });

  it('finds efforts that are weaker than the hum', () => {
    const found = findContractions(withHum(test, 0.2), { file });
    expectAt(found.segments[1], hold);
    expectAt(found.segments[2], mvc);
  });
});
