import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceError, type ManualClock, MyofadeError, manualClock } from '#base';
import { deviceFaults } from './check-device.ts';
import {
  type FakeDevice,
  type FakeOpenSignals,
  fakeLine,
  fakeOpenSignals,
  fakeValue,
} from './check-opensignals-server.ts';
import type { Acquisition, DeviceEvent, SamplesEvent } from './device.ts';
import { openSignalsStream } from './opensignals-stream.ts';

const bitalino: FakeDevice = {
  id: 'AA:BB:CC:DD:EE:01',
  device: 'bitalino_rev',
  analog: ['A1', 'A2'],
  fs: 1000,
  resolution: [10, 10],
  sensor: ['EMGBITREV', 'RAW'],
};
const plux: FakeDevice = {
  id: 'AA:BB:CC:DD:EE:02',
  device: 'biosignalsplux',
  analog: ['CH1'],
  fs: 1000,
  resolution: [16],
};

async function rejected(call: Promise<unknown>): Promise<MyofadeError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof MyofadeError)) throw new Error(`Not refused as it should be: ${error}`);
  return error;
}

async function read(acquisition: Acquisition): Promise<DeviceEvent[]> {
  const events: DeviceEvent[] = [];
  for await (const event of acquisition.events) events.push(event);
  return events;
}

function samplesIn(events: readonly DeviceEvent[]): SamplesEvent[] {
  return events.filter((event) => event.kind === 'samples');
}

/** Lets time pass until the call is done. */
async function during<T>(clock: ManualClock, call: Promise<T>, seconds = 30): Promise<T> {
  let isDone = false;
  const noted = call.finally(() => {
    isDone = true;
  });
  noted.catch(() => undefined);
  for (let s = 0; s < seconds && !isDone; s++) await clock.advance(1);
  return noted;
}

function setUp(devices: readonly FakeDevice[], options: { server?: FakeOpenSignals; mac?: string; cut?: number } = {}) {
  const server = options.server ?? fakeOpenSignals(devices);
  const line = fakeLine(server, { cut: options.cut ?? Number.POSITIVE_INFINITY });
  const clock = manualClock();
  const device = openSignalsStream(line.transport, { clock, ...(options.mac !== undefined && { mac: options.mac }) });
  return { server, line, clock, device };
}

describe('openSignalsStream', () => {
  it('is a device as all are', async () => {
    for (const kind of [bitalino, plux]) {
      const { server, line, device, clock } = setUp([kind]);
      const pass = async () => {
        await clock.advance(0.05);
        if (['start', 'config'].includes(server.commands.at(-1)?.split(',')[0] ?? '')) line.send(server.rows(50));
      };
      expect(await deviceFaults({ make: () => device, pass, nSamples: 300 })).toEqual([]);
    }
  });

  it('delivers rows as numbered samples, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (cut) => {
        const { server, line, device } = setUp([bitalino], { cut });
        expect(await device.open()).toEqual({ model: 'BITalino (r)evolution' });
        const acquisition = await device.acquire();
        expect(acquisition.format).toEqual({
          fs: 1000,
          channels: [
            { name: 'A1', unit: 'count', bits: 10, kind: 'emg' },
            { name: 'A2', unit: 'count', bits: 10 },
          ],
        });
        line.send(server.rows(30) + server.rows(20));
        await acquisition.stop();
        const samples = samplesIn(await read(acquisition));
        expect(samples.map(({ firstIndex }) => firstIndex)).toEqual([0, 30]);
        const second = samples.flatMap(({ values }) => [...values[1]]);
        expect(second).toEqual(Array.from({ length: 50 }, (_, k) => fakeValue(k, 1)));
        expect([...(samples[0].digital?.subarray(0, 2) ?? [])]).toEqual([0b0010, 0b1010]);
        await device.close();
        expect(line.isOpen()).toBe(false);
        expect(server.commands).toEqual(['devices', `enable,${bitalino.id}`, 'start', 'stop']);
      }),
      { numRuns: 20 },
    );
  });

  it('tells what the counter of a BITalino or a PLUX hub says is missing', async () => {
    for (const kind of [bitalino, plux]) {
      const { server, line, device } = setUp([kind]);
      await device.open();
      const acquisition = await device.acquire();
      line.send(server.rows(10) + server.rows(10, 5) + server.rows(10, kind === plux ? 40 : 15));
      await acquisition.stop();
      const events = await read(acquisition);
      const lost = (firstIndex: number, nSamples: number) => ({
        kind: 'lost',
        firstIndex,
        nSamples,
        cause: 'dropped',
        isEstimated: false,
      });
      const second = kind === plux ? 40 : 15;
      expect(events.filter((event) => event.kind === 'lost')).toEqual([lost(10, 5), lost(25, second)]);
      expect(samplesIn(events).map(({ firstIndex }) => firstIndex)).toEqual([0, 15, 25 + second]);
    }
  });

  it('finds losses in multiples of 16 by the clock', async () => {
    const { server, line, device, clock } = setUp([bitalino]);
    await device.open();
    const acquisition = await device.acquire();
    let sent = 0;
    const second = async (lost: number) => {
      for (let i = 0; i < 20; i++) {
        await clock.advance(0.05);
        const missing = i === 0 ? lost : 0;
        line.send(server.rows(50 - missing, missing));
        sent += 50;
      }
    };
    for (let s = 0; s < 8; s++) await second(0);
    await second(48);
    for (let s = 0; s < 12; s++) await second(0);
    await acquisition.stop();
    const events = await read(acquisition);
    const lost = events.filter((event) => event.kind === 'lost');
    expect(lost).toMatchObject([{ nSamples: 48, cause: 'dropped', isEstimated: true }]);
    const last = samplesIn(events).at(-1) as SamplesEvent;
    expect(last.firstIndex + last.values[0].length).toBe(sent);
  });

  it('tells rows that are none as corrupt', async () => {
    const { server, line, device } = setUp([bitalino]);
    await device.open();
    const acquisition = await device.acquire();
    const message = JSON.parse(server.rows(20));
    message.returnData[bitalino.id][5] = [1, 2];
    message.returnData[bitalino.id][6][5] = null;
    line.send(`noise${JSON.stringify(message)}{broken}`);
    await acquisition.stop();
    const events = await read(acquisition);
    expect(events.map(({ kind }) => kind)).toEqual(['samples', 'lost', 'samples']);
    expect(events[1]).toMatchObject({ firstIndex: 5, nSamples: 2, cause: 'corrupt' });
  });

  it('delivers chosen channels of a chosen device', async () => {
    const { server, line, device } = setUp([plux, bitalino], { mac: bitalino.id.toLowerCase() });
    await device.open();
    const acquisition = await device.acquire({ channels: ['A2'], fs: 1000 });
    expect(acquisition.format.channels.map(({ name }) => name)).toEqual(['A2']);
    line.send(server.rows(4));
    await acquisition.stop();
    expect([...(samplesIn(await read(acquisition))[0]?.values[0] ?? [])]).toEqual(
      [0, 1, 2, 3].map((k) => fakeValue(k, 1)),
    );
    expect(server.commands).toContain(`config,${bitalino.id},samplingfreq,1000`);
  });

  it('keeps what came before a stop in the middle of a message', async () => {
    const { server, line, device } = setUp([bitalino]);
    await device.open();
    const acquisition = await device.acquire();
    const text = server.rows(10);
    line.send(text.slice(0, 60));
    const stopped = acquisition.stop();
    line.send(text.slice(60));
    await stopped;
    const samples = samplesIn(await read(acquisition));
    expect(samples.map(({ values }) => values[0].length)).toEqual([10]);
    // It can be started again.
    const again = await device.acquire();
    line.send(server.rows(3));
    await again.stop();
    expect(samplesIn(await read(again))).toHaveLength(1);
  });

  it('says in words what is wrong', async () => {
    const unreachable = openSignalsStream(
      { address: 'tcp:host:5555', connect: () => Promise.reject(new DeviceError('Connection refused.', 'Look.')) },
      { clock: manualClock() },
    );
    const error = await rejected(unreachable.open());
    expect(error.message).toMatch(/does not answer at tcp:host:5555: Connection refused/);
    expect(error.fix).toMatch(/TCP\/IP in its settings under Integration/);

    const silent = setUp([bitalino], { server: fakeOpenSignals([bitalino], { isSilent: true }) });
    expect((await rejected(during(silent.clock, silent.device.open()))).message).toMatch(/'devices' within 5 s/);
    expect(silent.line.isOpen()).toBe(false);

    expect((await rejected(setUp([]).device.open())).message).toMatch(/knows no device/);
    const several = await rejected(setUp([plux, bitalino]).device.open());
    expect(several.fix).toMatch(/opensignals:HOST:PORT\/AA:BB/);
    expect((await rejected(setUp([plux], { mac: 'AA' }).device.open())).message).toMatch(/no device AA, only AA:BB/);

    const answers = { start: { returnCode: 7, returnData: 'device is off' } };
    const refused = setUp([bitalino], { server: fakeOpenSignals([bitalino], { answers }) });
    await refused.device.open();
    expect((await rejected(refused.device.acquire())).message).toMatch(/refused 'start' with code 7: device is off/);

    const noHeader = setUp([bitalino], {
      server: fakeOpenSignals([bitalino], { answers: { start: { returnData: {} } } }),
    });
    await noHeader.device.open();
    const { message, fix } = await rejected(during(noHeader.clock, noHeader.device.acquire()));
    expect(message).toMatch(/did not answer 'start' within 20 s/);
    expect(fix).toMatch(/Press stop in OpenSignals/);
  });

  it('refuses channels and rates that are not set in OpenSignals', async () => {
    const { device, server } = setUp([bitalino]);
    expect((await rejected(device.acquire())).message).toMatch(/is not open/);
    await device.open();
    expect((await rejected(device.acquire({ channels: ['A3'] }))).message).toMatch(/acquires A1, A2, not A3/);
    expect((await rejected(device.acquire({ fs: 100 }))).message).toMatch(/at 1000 Hz, not at 100/);
    expect(server.commands.at(-1)).toBe('stop');
    const running = await device.acquire();
    await device.acquire();
    expect(await read(running)).toEqual([]);
  });

  it('goes on where commands but devices and start are not answered', async () => {
    const answers = { enable: undefined, stop: undefined };
    const { device, clock, line, server } = setUp([bitalino], { server: fakeOpenSignals([bitalino], { answers }) });
    await device.open();
    const acquisition = await during(clock, device.acquire());
    line.send(server.rows(5));
    await during(clock, acquisition.stop());
    expect(samplesIn(await read(acquisition))).toHaveLength(1);
  });

  it('tells a pause of samples, and gives up after half a minute', async () => {
    const { device, clock, line, server } = setUp([bitalino]);
    await device.open();
    const acquisition = await device.acquire();
    line.send(server.rows(5));
    await clock.advance(7);
    line.send(server.rows(5));
    await clock.advance(40);
    const events: DeviceEvent[] = [];
    const error = await rejected(
      (async () => {
        for await (const event of acquisition.events) events.push(event);
      })(),
    );
    expect(error.message).toMatch(/sent no samples for 31 s/);
    const link = (state: string, atIndex: number) => expect.objectContaining({ kind: 'link', state, atIndex });
    expect(events.filter(({ kind }) => kind === 'link')).toEqual([
      link('lost', 5),
      link('restored', 5),
      link('lost', 10),
      link('lost', 10),
    ]);
  });

  it('ends with a broken line, and with a message that does not end', async () => {
    for (const [harm, about] of [
      [(line: ReturnType<typeof fakeLine>) => line.lose('Reset by peer.'), /broke: Reset by peer/],
      [(line: ReturnType<typeof fakeLine>) => line.send(`{"a":"${'x'.repeat(4_000_001)}`), /does not end/],
    ] as const) {
      const { device, line, server } = setUp([bitalino]);
      await device.open();
      const acquisition = await device.acquire();
      line.send(server.rows(5));
      harm(line);
      const events: DeviceEvent[] = [];
      const error = await rejected(
        (async () => {
          for await (const event of acquisition.events) events.push(event);
        })(),
      );
      expect(error.message).toMatch(about);
      expect(events.map(({ kind }) => kind)).toEqual(['samples', 'link']);
      await acquisition.stop();
      await device.close();
    }
  });
});
