import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '#base';
import { type BitalinoFrame, bitsOfSlot, encodeFrame, frameBytes } from './bitalino-frame.ts';
import { BitalinoFrameFinder } from './bitalino-frame-finder.ts';
import { BitalinoStream, type StreamEvent } from './bitalino-stream.ts';

/** Frame `index` of a stream in which every sample is another. */
function frameOf(index: number, nChannels: number, random: Random): BitalinoFrame {
  const values = Array.from({ length: nChannels }, (_, slot) => random.below(2 ** bitsOfSlot(slot)));
  return { sequence: index % 16, digital: random.below(16), values };
}

function framesOf(nFrames: number, nChannels: number, seed = 1): BitalinoFrame[] {
  const random = seededRandom(seed);
  return Array.from({ length: nFrames }, (_, i) => frameOf(i, nChannels, random));
}

const joined = (frames: readonly BitalinoFrame[]): number[] => frames.flatMap((frame) => [...encodeFrame(frame)]);

/** What comes out of bytes that all arrive at once. */
function eventsOf(bytes: readonly number[], nChannels: number): StreamEvent[] {
  const stream = new BitalinoStream(nChannels, 1000, 0);
  return [...stream.push(Uint8Array.from(bytes), 0), ...stream.finish()];
}

/** Sample number -> values; fails where a number comes twice, is left out or is out of order. */
function numbered(events: readonly StreamEvent[]): { samples: Map<number, number[]>; lost: number; end: number } {
  const samples = new Map<number, number[]>();
  let end = 0;
  let lost = 0;
  for (const event of events) {
    expect(event.firstIndex).toBe(end);
    const n = event.kind === 'samples' ? (event.values[0]?.length ?? 0) : event.nSamples;
    expect(n).toBeGreaterThan(0);
    if (event.kind === 'lost') lost += n;
    else
      for (let i = 0; i < n; i++)
        samples.set(
          end + i,
          event.values.map((channel) => channel[i] as number),
        );
    end += n;
  }
  return { samples, lost, end };
}

const nChannelsOf = fc.integer({ min: 1, max: 6 });
const nFrames = 120;

/** Samples that are lost or differ from what was sent, with the number after the last. */
function damage(events: readonly StreamEvent[], frames: readonly BitalinoFrame[]): { bad: number; end: number } {
  const { samples, lost, end } = numbered(events);
  let wrong = 0;
  for (const [i, values] of samples) if (String(values) !== String(frames[i]?.values)) wrong++;
  return { bad: lost + wrong, end };
}

describe('frames in bytes', () => {
  it('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(nChannelsOf, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (nChannels, cuts) => {
        const frames = framesOf(nFrames, nChannels);
        const bytes = Uint8Array.from(joined(frames));
        // Some damage too: what is decided on it must not hang on the cuts either.
        bytes[57] = (bytes[57] as number) ^ 0x11;
        const whole = new BitalinoFrameFinder(nChannels).push(bytes);
        const finder = new BitalinoFrameFinder(nChannels);
        const found = [];
        for (let at = 0, cut = 0; at < bytes.length; cut++) {
          const size = cuts[cut % cuts.length] as number;
          found.push(...finder.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(found).toEqual(whole);
        expect(whole.length).toBeGreaterThan(nFrames - 3);
      }),
    );
  });

  it.each([1, 2, 3, 4, 5, 6])('of %i channels are the same cut in two at every byte', (nChannels) => {
    const frames = framesOf(20, nChannels);
    const bytes = Uint8Array.from(joined(frames));
    for (let cut = 0; cut <= bytes.length; cut++) {
      const finder = new BitalinoFrameFinder(nChannels);
      const found = [...finder.push(bytes.subarray(0, cut)), ...finder.push(bytes.subarray(cut))];
      expect(found.map(({ skippedBytes, ...frame }) => frame)).toEqual(frames);
    }
  });

  it('are not seen in zeros, and hardly ever in noise', () => {
    expect(new BitalinoFrameFinder(6).push(new Uint8Array(10_000))).toEqual([]);
    const random = seededRandom(5);
    let found = 0;
    for (let round = 0; round < 60; round++) {
      const noise = Uint8Array.from({ length: 20_000 }, () => random.below(256));
      found += new BitalinoFrameFinder(1 + (round % 6)).push(noise).length;
    }
    // 1.2 million places, each right by chance once in 2^28.
    expect(found).toBeLessThan(20);
  });
});

describe('numbered samples', () => {
  it('are all there when nothing is wrong', () => {
    fc.assert(
      fc.property(nChannelsOf, fc.integer({ min: 2, max: 60 }), (nChannels, n) => {
        const frames = framesOf(n, nChannels);
        expect(damage(eventsOf(joined(frames), nChannels), frames)).toEqual({ bad: 0, end: n });
      }),
    );
  });

  it('lose exactly one to a flipped bit, as corrupt', () => {
    fc.assert(
      fc.property(nChannelsOf, fc.nat(), (nChannels, where) => {
        const frames = framesOf(nFrames, nChannels);
        const bytes = joined(frames);
        const length = frameBytes(nChannels);
        const bit = 8 * length * 4 + (where % (8 * (bytes.length - 7 * length)));
        bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
        const events = eventsOf(bytes, nChannels);
        expect(damage(events, frames)).toEqual({ bad: 1, end: nFrames });
        const { nSamples, cause } = events.find((event) => event.kind === 'lost') ?? {};
        expect([nSamples, cause]).toEqual([1, 'corrupt']);
      }),
    );
  });

  it.each(['flip', 'delete', 'insert'] as const)('lose at most four to one byte of damage: %s', (what) => {
    fc.assert(
      fc.property(
        nChannelsOf,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(99),
        (nChannels, where, byte, seed) => {
          const frames = framesOf(nFrames, nChannels, seed);
          const bytes = joined(frames);
          const at = where % (bytes.length - 6 * frameBytes(nChannels));
          if (what === 'flip') bytes[at] = (bytes[at] as number) ^ byte;
          else if (what === 'delete') bytes.splice(at, 1);
          else bytes.splice(at, 0, byte);
          const { bad, end } = damage(eventsOf(bytes, nChannels), frames);
          expect(end).toBe(nFrames);
          expect(bad).toBeLessThanOrEqual(4);
        },
      ),
      // Rarely chance alone makes a wrong position look right, so the draws are the same each time.
      { numRuns: 400, seed: 7 },
    );
  });

  it('count whole frames that are missing, modulo 16', () => {
    for (let missing = 1; missing <= 40; missing++) {
      const frames = framesOf(200, 4);
      const events = eventsOf(joined([...frames.slice(0, 70), ...frames.slice(70 + missing)]), 4);
      const { lost, end } = numbered(events);
      expect([lost, end]).toEqual([missing % 16, 200 - missing + (missing % 16)]);
      if (missing < 16) expect(events[1]).toMatchObject({ firstIndex: 70, cause: 'dropped', isEstimated: false });
    }
  });

  it('count long damage by its bytes', () => {
    const frames = framesOf(200, 6);
    const bytes = joined(frames);
    for (let i = 60 * 8; i < 100 * 8; i++) bytes[i] = 0;
    expect(damage(eventsOf(bytes, 6), frames)).toEqual({ bad: 40, end: 200 });
  });

  it('survive many random drops', () => {
    const random = seededRandom(3);
    const frames = framesOf(4000, 2);
    const kept = frames.filter((_, i) => i < 4 || i > 3990 || random.uniform() > 0.3);
    expect(damage(eventsOf(joined(kept), 2), frames)).toEqual({ bad: 4000 - kept.length, end: 4000 });
  });
});

/** How frames reach the host: delays in seconds from when a frame is sent to when it arrives. */
type Bursts = (random: Random) => { everyS: number; latencyS: number };

const bursts: Readonly<Record<string, Bursts>> = {
  'bursts of 10 to 100 ms': (random) => ({
    everyS: 0.01 + 0.09 * random.uniform(),
    latencyS: 0.02 + 0.003 * random.uniform(),
  }),
  'delays of 10 to 40 ms': (random) => ({ everyS: 0.05, latencyS: 0.01 + 0.03 * random.uniform() }),
  'delays of 10 to 100 ms': (random) => ({ everyS: 0.02, latencyS: 0.01 + 0.09 * random.uniform() }),
};

interface Course {
  readonly fs: number;
  readonly durationS: number;
  readonly bursts: Bursts;
  /** Frames that never come. */
  readonly isMissing?: (index: number) => boolean;
  /** Frames that come with a wrong CRC. */
  readonly isDamaged?: (index: number) => boolean;
  /** While this lasts nothing arrives; then all at once. */
  readonly stall?: readonly [fromS: number, toS: number];
  readonly driftPpm?: number;
  readonly seed?: number;
}

/** Runs a stream over simulated time. */
function runCourse({
  fs,
  durationS,
  bursts,
  isMissing,
  isDamaged,
  stall,
  driftPpm = 0,
  seed = 1,
}: Course): StreamEvent[] {
  const random = seededRandom(seed);
  const stream = new BitalinoStream(1, fs, 0);
  const events: StreamEvent[] = [];
  let sent = 0;
  let arrivedS = 0;
  for (let nowS = 0; nowS < durationS; ) {
    const { everyS, latencyS } = bursts(random);
    nowS += everyS;
    const due = Math.floor(nowS * fs * (1 + driftPpm * 1e-6));
    const bytes: number[] = [];
    for (; sent < due; sent++) {
      if (isMissing?.(sent)) continue;
      const frame = encodeFrame({ sequence: sent % 16, digital: 0, values: [sent % 1024] });
      if (isDamaged?.(sent)) frame[0] ^= 4;
      bytes.push(...frame);
    }
    const until = stall && nowS >= stall[0] && nowS < stall[1] ? stall[1] : nowS;
    arrivedS = Math.max(arrivedS, until + latencyS);
    if (bytes.length > 0) events.push(...stream.push(Uint8Array.from(bytes), arrivedS));
  }
  return [...events, ...stream.finish()];
}

/** Whether every delivered sample has the number it was sent with. */
const areTrue = (samples: Map<number, number[]>): boolean =>
  [...samples].every(([index, [value]]) => value === index % 1024);

describe('the host clock', () => {
  it.each(Object.keys(bursts))('sees no loss where there is none, in minutes of %s with drift', (name) => {
    for (const driftPpm of [-100, 0, 100]) {
      for (const stall of [undefined, [30, 30.4], [30, 32.5]] as const) {
        const course = { fs: 1000, durationS: 100, bursts: bursts[name] as Bursts, driftPpm, ...(stall && { stall }) };
        const { samples, lost } = numbered(runCourse(course));
        expect(lost).toBe(0);
        expect(areTrue(samples)).toBe(true);
      }
    }
  });

  it.each(['bursts of 10 to 100 ms', 'delays of 10 to 40 ms'])(
    'counts 1 to 40 missing frames right, 16 and 32 too, in %s',
    (name) => {
      for (const missing of [1, 5, 15, 16, 17, 24, 31, 32, 33, 40]) {
        const isMissing = (i: number) => i >= 30_000 && i < 30_000 + missing;
        const events = runCourse({ fs: 1000, durationS: 60, bursts: bursts[name] as Bursts, isMissing, seed: missing });
        const { lost, samples } = numbered(events);
        expect(lost, `${missing} missing`).toBe(missing);
        // The last ten seconds have their true numbers again.
        expect(areTrue(new Map([...samples].filter(([index]) => index > 50_000)))).toBe(true);
        expect(events.some((event) => event.kind === 'lost' && event.isEstimated)).toBe(missing >= 16);
      }
    },
  );

  it('puts a loss behind a stall where it was', () => {
    const isMissing = (i: number) => i >= 30_400 && i < 32_000;
    const course = { fs: 1000, durationS: 60, bursts: bursts['bursts of 10 to 100 ms'] as Bursts };
    const { lost, samples } = numbered(runCourse({ ...course, isMissing, stall: [30, 32] }));
    expect(lost).toBe(1600);
    const wrong = [...samples].filter(([index, [value]]) => value !== index % 1024).map(([index]) => index);
    // What the board had stored comes first and is numbered after the gap with the rest: no more than that.
    expect(wrong.length).toBeLessThanOrEqual(500);
  });

  it('puts no loss where a frame behind a stall is only damaged', () => {
    const isMissing = (i: number) => i >= 30_400 && i < 32_001;
    const isDamaged = (i: number) => i === 30_100;
    const course = { fs: 1000, durationS: 60, bursts: bursts['bursts of 10 to 100 ms'] as Bursts };
    const { samples, lost } = numbered(runCourse({ ...course, isMissing, isDamaged, stall: [30, 32] }));
    expect(lost).toBe(1602);
    expect(areTrue(samples)).toBe(true);
  });

  it.each([1, 10, 100])('counts at %i Hz', (fs) => {
    const from = 100 + 10 * fs;
    const isMissing = (i: number) => i >= from && i < from + 32;
    const course = { fs, durationS: 30 + 500 / fs, bursts: bursts['bursts of 10 to 100 ms'] as Bursts, isMissing };
    const { lost, samples } = numbered(runCourse(course));
    expect(lost).toBe(32);
    expect(areTrue(new Map([...samples].filter(([index]) => index > from + 100 + 10 * fs)))).toBe(true);
  });
});
