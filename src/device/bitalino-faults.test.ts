import { describe, expect, it } from 'vitest';
import { type Clock, DeviceError, type ManualClock, manualClock } from '#base';
import { bitalinoDevice } from './bitalino-device.ts';
import type { BitalinoFaults } from './bitalino-faults.ts';
import { eventFaults } from './check-device.ts';
import type { DeviceEvent } from './device.ts';
import type { SampleSource } from './sample-source.ts';
import type { Transport } from './transport.ts';
import { type VirtualBitalino, virtualBitalino } from './virtual-bitalino.ts';

/** Sample `k` is `k` modulo 1024, on every channel. */
function counting(): SampleSource {
  let at = 0;
  return {
    channels: [1, 2, 3, 4, 5, 6].map((n) => ({ name: `A${n}`, unit: 'count', bits: 10 })),
    fs: 1000,
    facts: { model: 'counting', simulated: true },
    next(nSamples) {
      const values = Float64Array.from({ length: nSamples }, (_, i) => (at + i) % 1024);
      at += nSamples;
      return Array.from({ length: 6 }, () => values);
    },
  };
}

const address = 'test:virtual';

/** A line to a virtual board, in bursts of 30 ms. */
function lineTo(board: VirtualBitalino, clock: Clock): Transport {
  return {
    address,
    async connect(events) {
      if (!board.isReachable(clock.nowS())) throw new DeviceError(`${address} is away.`, 'Bring it back.');
      let isOpen = true;
      const close = (): void => {
        if (isOpen) board.hangUp();
        isOpen = false;
      };
      void (async () => {
        while (isOpen) {
          await clock.sleep(0.03);
          if (!isOpen) return;
          const bytes = board.due(clock.nowS());
          if (bytes.length > 0) events.onBytes(bytes);
          if (board.isReachable(clock.nowS())) continue;
          close();
          events.onLost('out of range');
        }
      })();
      return {
        async send(bytes) {
          if (!isOpen) throw new DeviceError(`${address} is gone.`, 'Connect again.');
          board.receive(bytes, clock.nowS());
        },
        close: async () => close(),
      };
    },
  };
}

async function during<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(0.05);
  return over;
}

/** Acquires from a board with faults for so many seconds. */
async function run(faults: BitalinoFaults, durationS: number) {
  const clock = manualClock();
  const board = virtualBitalino({ source: counting(), faults, seed: 4 });
  const device = bitalinoDevice({ transport: lineTo(board, clock), clock });
  await during(clock, device.open());
  const acquisition = await during(clock, device.acquire({ channels: ['A1', 'A2'] }));
  const events: DeviceEvent[] = [];
  const reading = (async () => {
    for await (const event of acquisition.events) events.push(event);
  })();
  await clock.advance(durationS);
  await during(clock, acquisition.stop());
  await reading;
  await during(clock, device.close());
  expect(eventFaults(events, acquisition.format)).toEqual([]);
  return { events, ledger: board.ledger() };
}

const lostIn = (events: readonly DeviceEvent[], cause?: string): number =>
  events.reduce((sum, e) => sum + (e.kind === 'lost' && (!cause || e.cause === cause) ? e.nSamples : 0), 0);

describe('a BITalino with faults', () => {
  it('accounts for every frame that was dropped, damaged or overrun in a stall', async () => {
    const { events, ledger } = await run(
      { dropShare: 0.002, corruptShare: 0.002, stall: { everyS: 20, lengthS: 2 } },
      150,
    );
    const truly = (kind: string) => ledger.reduce((sum, fault) => sum + (fault.kind === kind ? fault.nFrames : 0), 0);
    expect(truly('overrun')).toBeGreaterThan(5000);
    const more = lostIn(events) - (truly('dropped') + truly('corrupted') + truly('overrun'));
    // Where two faults follow each other closely, a good frame between them may be passed over: told as lost, too.
    expect(more).toBeGreaterThanOrEqual(0);
    expect(more).toBeLessThanOrEqual(6);
    expect(lostIn(events, 'disconnected')).toBe(0);
    // What the board kept in a stall may be numbered behind the gap; everything else has its true number.
    let wrong = 0;
    for (const event of events) {
      if (event.kind !== 'samples') continue;
      event.values[0]?.forEach((value, i) => {
        if (value !== (event.firstIndex + i) % 1024) wrong++;
      });
    }
    expect(wrong).toBeLessThanOrEqual(truly('stalled') + 40);
  });

  it('keeps time over lines that break', async () => {
    const { events, ledger } = await run({ disconnect: { everyS: 15, lengthS: 3 } }, 100);
    const breaks = ledger.filter(({ kind }) => kind === 'disconnected').length;
    expect(breaks).toBeGreaterThan(3);
    const links = events.flatMap((event) => (event.kind === 'link' ? [event.state] : []));
    expect(links).toEqual(Array.from({ length: 2 * breaks }, (_, i) => (i % 2 === 0 ? 'lost' : 'restored')));
    expect(lostIn(events)).toBe(lostIn(events, 'disconnected'));
    const delays = events.flatMap((event) =>
      event.kind === 'samples' ? [event.arrivedS - (event.firstIndex + (event.values[0]?.length ?? 0)) / 1000] : [],
    );
    expect(Math.max(...delays) - Math.min(...delays)).toBeLessThan(0.1);
  });
});
