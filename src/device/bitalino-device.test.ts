import { describe, expect, it } from 'vitest';
import { DeviceError, type ManualClock, manualClock, type Random, seededRandom } from '#base';
import { bitalinoDevice } from './bitalino-device.ts';
import { type TestBoard, testBoard, testValue } from './check-bitalino-board.ts';
import { deviceFaults, eventFaults } from './check-device.ts';
import type { AcquireOptions, Acquisition, DeviceEvent } from './device.ts';

/** Waits for work while the clock goes on. */
async function during<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  for (let turn = 0; !isOver && turn < 5000; turn++) await clock.advance(0.05);
  return over;
}

interface Setting {
  readonly clock: ManualClock;
  readonly board: TestBoard;
  readonly acquisition: Acquisition;
  readonly events: DeviceEvent[];
  /** What the reader's loop threw. */
  readonly failure: () => unknown;
  readonly stop: () => Promise<void>;
}

async function acquiring(options: AcquireOptions = {}, firmware = '5.2'): Promise<Setting> {
  const clock = manualClock();
  const board = testBoard(clock, { firmware });
  const device = bitalinoDevice({ transport: board, clock, patienceS: 20 });
  await during(clock, device.open());
  const acquisition = await during(clock, device.acquire(options));
  const events: DeviceEvent[] = [];
  let failure: unknown;
  const reading = (async () => {
    for await (const event of acquisition.events) events.push(event);
  })().catch((error) => {
    failure = error;
  });
  const stop = async () => {
    await during(clock, acquisition.stop());
    await reading;
  };
  return { clock, board, acquisition, events, failure: () => failure, stop };
}

const lostOf = (events: readonly DeviceEvent[]) =>
  events.flatMap((event) => (event.kind === 'lost' ? [[event.firstIndex, event.nSamples, event.cause]] : []));

function delivered(events: readonly DeviceEvent[]): number {
  return events.reduce((sum, event) => sum + (event.kind === 'samples' ? (event.values[0]?.length ?? 0) : 0), 0);
}

describe('a BITalino', () => {
  it.each(['4.1', '5.1', '5.2'])('of firmware %s holds what every device must', async (firmware) => {
    const clock = manualClock();
    const make = () => bitalinoDevice({ transport: testBoard(clock, { firmware }), clock });
    expect(await deviceFaults({ make, pass: () => clock.advance(0.05), nSamples: 400, badFs: 500 })).toEqual([]);
  });

  it('says who it is', async () => {
    const factsOf = (firmware: string) => {
      const clock = manualClock();
      return during(clock, bitalinoDevice({ transport: testBoard(clock, { firmware }), clock }).open());
    };
    expect(await factsOf('4.1')).toEqual({ model: 'BITalino', firmware: '4.1' });
    const { batteryV, ...facts } = await factsOf('5.2');
    expect(facts).toEqual({ model: 'BITalino (r)evolution', firmware: '5.2', batteryPercent: 50 });
    expect(batteryV).toBeCloseTo((578 / 1023) * 6.6, 9);
  });

  it('is quieted before it is asked, also when it does not hear the first stops', async () => {
    for (const ignoredStops of [0, 1, 2]) {
      const clock = manualClock();
      const board = testBoard(clock, { ignoredStops, isStreaming: true });
      await during(clock, bitalinoDevice({ transport: board, clock }).open());
      expect(board.told).toEqual([...['00', '00', 'ff'].slice(0, ignoredStops + 1), '07', '0b']);
      expect(board.outputs).toBe(0);
    }
  });

  it('delivers every sample of the inputs that were asked for', async () => {
    const { clock, events, stop, acquisition, board } = await acquiring({ channels: ['A6', 'A1', 'A2', 'A3', 'A4'] });
    expect(acquisition.format.channels.map(({ name, bits }) => `${name} ${bits}`)).toEqual([
      'A1 10',
      'A2 10',
      'A3 10',
      'A4 10',
      'A6 6',
    ]);
    await clock.advance(3);
    await stop();
    expect(board.told.slice(-3)).toEqual(['c3', 'bd', '00']);
    expect(eventFaults(events, acquisition.format)).toEqual([]);
    expect(lostOf(events)).toEqual([]);
    expect(delivered(events)).toBeGreaterThan(3000);
    for (const event of events) {
      if (event.kind !== 'samples') continue;
      event.values.forEach((channel, slot) => {
        const [input, bits] = [[1, 2, 3, 4, 6][slot] as number, slot < 4 ? 10 : 6];
        expect([...channel]).toEqual([...channel].map((_, i) => testValue(input, event.firstIndex + i, bits)));
      });
    }
  });

  it.each([1, 10, 100] as const)('acquires at %i Hz', async (fs) => {
    const { clock, events, stop, acquisition } = await acquiring({ fs, channels: ['A1'] });
    await clock.advance(12);
    await stop();
    expect(eventFaults(events, acquisition.format)).toEqual([]);
    expect(lostOf(events)).toEqual([]);
    expect(delivered(events)).toBeGreaterThanOrEqual(12 * fs);
  });

  it('sets outputs while it acquires, and shows them on its digital lines', async () => {
    const { clock, board, events, stop, acquisition } = await acquiring({ channels: ['A1'] });
    await during(clock, acquisition.setOutputs?.({ o1: true, o2: false }) as Promise<void>);
    await clock.advance(0.5);
    await stop();
    expect(board.told).toContain('b7');
    const digital = events.flatMap((event) => (event.kind === 'samples' ? [...(event.digital ?? [])] : []));
    expect(digital.at(-1)).toBe(0b0010);
    expect(digital[0]).toBe(0);
  });

  it('is told no cue where it would take that for a stop', async () => {
    const clock = manualClock();
    const board = testBoard(clock, { firmware: '4.1' });
    const device = bitalinoDevice({ transport: board, clock, tellsCues: true });
    await during(clock, device.open());
    const acquisition = await during(clock, device.acquire({ channels: ['A1'] }));
    acquisition.cue?.({ kind: 'rest' });
    await clock.advance(1);
    expect(board.told.slice(-2)).toEqual(['c3', '05']);
    expect(board.isAcquiring).toBe(true);
    await during(clock, acquisition.stop());
  });

  it('comes back after a cut, with the gap told as lost and time still true', async () => {
    const { clock, board, events, stop, acquisition } = await acquiring({ channels: ['A1'] });
    await clock.advance(6);
    const startedS = clock.nowS() - delivered(events) / 1000;
    board.isAway = true;
    board.cut('out of range');
    await clock.advance(3);
    board.isAway = false;
    await clock.advance(6);
    await stop();
    expect(eventFaults(events, acquisition.format)).toEqual([]);
    const links = events.flatMap((event) => (event.kind === 'link' ? [event.message] : []));
    expect(links).toHaveLength(2);
    expect(links[0]).toBe('test:board is lost: out of range.');
    const [gap, ...others] = lostOf(events);
    expect(others).toEqual([]);
    expect(gap?.[2]).toBe('disconnected');
    expect(gap?.[1]).toBeGreaterThan(3000);
    for (const event of events) {
      if (event.kind !== 'samples') continue;
      const takenS = startedS + (event.firstIndex + (event.values[0]?.length ?? 0)) / 1000;
      expect(Math.abs(event.arrivedS - takenS)).toBeLessThan(0.05);
    }
  });

  it('comes back after it fell silent', async () => {
    const { clock, board, events, stop, acquisition } = await acquiring({ channels: ['A1'] });
    await clock.advance(2);
    board.isMute = true;
    await clock.advance(4);
    board.isMute = false;
    await clock.advance(12);
    await stop();
    expect(eventFaults(events, acquisition.format)).toEqual([]);
    expect(events.filter(({ kind }) => kind === 'link')).toHaveLength(2);
    expect(lostOf(events)).toHaveLength(1);
  });

  it('gives up in time, after what came before was delivered', async () => {
    const { clock, board, events, failure, stop } = await acquiring({ channels: ['A1'] });
    await clock.advance(1);
    board.isAway = true;
    board.cut('switched off');
    await clock.advance(40);
    await stop();
    expect(failure()).toBeInstanceOf(DeviceError);
    expect(String(failure())).toBe('DeviceError: test:board did not come back within 20 s: switched off.');
    expect(delivered(events)).toBeGreaterThan(900);
    expect(events.at(-1)).toMatchObject({ kind: 'link', state: 'lost' });
  });

  it.each([
    ['zeros', () => 0],
    ['noise', (random: Random) => random.below(256)],
  ])('takes %s instead of frames for a broken line, and gives up in time', async (_, byte) => {
    const { clock, board, events, failure, stop } = await acquiring({ channels: ['A1'] });
    await clock.advance(2);
    board.isMute = true;
    const random = seededRandom(5);
    for (let turn = 0; turn < 700 && failure() === undefined; turn++) {
      board.inject(Uint8Array.from({ length: 150 }, () => byte(random)));
      await clock.advance(0.05);
    }
    await stop();
    expect(String(failure())).toMatch(/did not come back within 20 s: what came for 5\.\d s were no frames\.$/);
    expect(delivered(events)).toBeGreaterThan(1900);
  });

  it('can be stopped while it tries to come back', async () => {
    const { clock, board, events, failure, stop } = await acquiring({ channels: ['A1'] });
    await clock.advance(1);
    board.isAway = true;
    board.cut('switched off');
    await clock.advance(3);
    await stop();
    expect(failure()).toBeUndefined();
    expect(events.at(-1)?.kind).toBe('link');
  });

  it('says what is wrong when it does not answer, or never stops sending', async () => {
    const clock = manualClock();
    const silent = testBoard(clock);
    silent.isMute = true;
    const opening = (board: TestBoard) => during(clock, bitalinoDevice({ transport: board, clock }).open());
    await expect(opening(silent)).rejects.toThrow('test:board does not say its version within 3 s');
    const noisy = testBoard(clock);
    const noise = (async () => {
      for (let i = 0; i < 200; i++) {
        await clock.sleep(0.05);
        noisy.inject(Uint8Array.of(1, 2, 3));
      }
    })();
    await expect(opening(noisy)).rejects.toThrow('test:board goes on sending after it was told to stop.');
    expect(noisy.told).toEqual(['00', '00', 'ff']);
    await during(clock, noise);
  });
});
