import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { DeviceError } from '#base';
import { type DeviceEvent, openSignalsStream } from '#device';
import { deviceFaults, eventFaults } from '../device/check-device.ts';
import { type FakeDevice, fakeOpenSignals } from '../device/check-opensignals-server.ts';
import { systemClock } from './system-clock.ts';
import { tcpTransport } from './tcp-transport.ts';

const device: FakeDevice = {
  id: 'AA:BB:CC:DD:EE:01',
  device: 'bitalino_rev',
  analog: ['A1', 'A2'],
  fs: 1000,
  resolution: [10, 10],
};

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A fake OpenSignals on a port of this computer, sending rows every 10 ms from `start` to `stop`. */
async function served(): Promise<{ port: number; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const fake = fakeOpenSignals([device]);
    let timer: ReturnType<typeof setInterval> | undefined;
    socket.on('data', (bytes) => {
      const command = bytes.toString('utf8');
      socket.write(fake.command(command));
      if (command === 'start') timer = setInterval(() => socket.write(fake.rows(10)), 10);
      if (command === 'stop') clearInterval(timer);
    });
    socket.on('close', () => clearInterval(timer));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, sockets };
}

it('reads OpenSignals over TCP', async () => {
  const { port } = await served();
  const clock = systemClock();
  const make = () => openSignalsStream(tcpTransport('127.0.0.1', port), { clock });
  expect(await deviceFaults({ make, pass: () => clock.sleep(0.02), nSamples: 200 })).toEqual([]);
});

it('tells that OpenSignals went away, with all that came before', async () => {
  const { port, sockets } = await served();
  const stream = openSignalsStream(tcpTransport('127.0.0.1', port), { clock: systemClock() });
  await stream.open();
  const acquisition = await stream.acquire();
  const events: DeviceEvent[] = [];
  const reading = (async () => {
    for await (const event of acquisition.events) {
      events.push(event);
      if (events.length === 5) sockets[0]?.destroy();
    }
  })();
  await expect(reading).rejects.toThrow(/The line to OpenSignals broke/);
  expect(eventFaults(events, acquisition.format)).toEqual([]);
  expect(events.at(-1)?.kind).toBe('link');
  await stream.close();
});

it('says how to switch OpenSignals on where nothing listens', async () => {
  const { port } = await served();
  for (const end of ends.splice(0)) end();
  const error = await openSignalsStream(tcpTransport('127.0.0.1', port), { clock: systemClock() })
    .open()
    .then(
      () => undefined,
      (cause: unknown) => cause,
    );
  expect(error).toBeInstanceOf(DeviceError);
  expect((error as DeviceError).message).toMatch(/nothing listens there/);
  expect((error as DeviceError).fix).toMatch(/switch on TCP\/IP/);
});
