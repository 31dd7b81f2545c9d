import { describe, expect, it } from 'vitest';
import type { BitalinoFaults } from './bitalino-faults.ts';
import { BitalinoStream, type StreamEvent } from './bitalino-stream.ts';
import type { SampleSource } from './sample-source.ts';
import { virtualBitalino } from './virtual-bitalino.ts';

/** A source whose channels say the number of the sample. */
function numbered(): SampleSource {
  let at = 0;
  return {
    channels: [1, 2, 3, 4, 5, 6].map((n) => ({ name: `A${n}`, unit: 'count', bits: 10 })),
    fs: 1000,
    facts: { model: 'numbered', simulated: true },
    next(nSamples) {
      const from = at;
      at += nSamples;
      return Array.from({ length: 6 }, () => Float64Array.from({ length: nSamples }, (_, i) => (from + i) % 1024));
    },
  };
}

/** What the board's decoder says of `seconds` with faults, beside the board's own ledger. */
function compared(faults: BitalinoFaults, seconds: number, seed = 1) {
  const board = virtualBitalino({ source: numbered(), faults, seed });
  board.receive(Uint8Array.of(0xfd), 0);
  const stream = new BitalinoStream(6, 1000, 0);
  const events: StreamEvent[] = [];
  for (let k = 1; k <= 50 * seconds; k++) {
    const bytes = board.due(k / 50);
    if (bytes.length > 0) events.push(...stream.push(bytes, k / 50));
  }
  events.push(...stream.finish());
  const spread = (from: number, n: number) => Array.from({ length: n }, (_, i) => from + i);
  const lost = events.flatMap((event) => (event.kind === 'lost' ? spread(event.firstIndex, event.nSamples) : []));
  const never = board
    .ledger()
    .filter(({ kind }) => kind !== 'stalled')
    .flatMap(({ firstIndex, nFrames }) => spread(firstIndex, nFrames))
    .sort((a, b) => a - b);
  return { events, lost, never, nextIndex: stream.nextIndex };
}

/** Every sample has the number that it says it has. */
function expectNumbered(events: readonly StreamEvent[]): void {
  for (const event of events) {
    if (event.kind !== 'samples') continue;
    const [values] = event.values;
    for (let i = 0; i < values.length; i++) expect(values[i]).toBe((event.firstIndex + i) % 1024);
  }
}

describe('the ledger of a virtual BITalino', () => {
  it('is what a decoder reports of lost frames, frame by frame', () => {
    for (const seed of [1, 2, 3]) {
      const { events, lost, never } = compared({ dropShare: 0.01 }, 60, seed);
      expect(never.length).toBeGreaterThan(400);
      expect(lost).toEqual(never);
      expectNumbered(events);
    }
  });

  it('is what a decoder reports of damaged frames, but for good ones between two that are near', () => {
    for (const seed of [1, 2, 3]) {
      const { events, lost, never } = compared({ dropShare: 0.005, corruptShare: 0.005 }, 60, seed);
      expect(never.length).toBeGreaterThan(400);
      const isNever = new Set(never);
      const told = new Set(lost);
      expect(never.filter((k) => !told.has(k))).toEqual([]);
      const more = lost.filter((k) => !isNever.has(k));
      const near = (k: number, step: number) => [1, 2, 3].some((n) => isNever.has(k + step * n));
      expect(more.filter((k) => !near(k, -1) || !near(k, 1))).toEqual([]);
      expect(more.length).toBeLessThan(0.05 * never.length);
      expectNumbered(events);
    }
  });

  it('is what a decoder reports of stalls, by the clock where numbering wraps', () => {
    const { events, lost, never, nextIndex } = compared({ stall: { everyS: 10, lengthS: 1.5 } }, 60);
    expect(never.length).toBeGreaterThan(5000);
    expect(lost).toEqual(never);
    expect(nextIndex).toBe(60_000);
    expectNumbered(events);
  });
});
