import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { bitalinoDevice, type DeviceEvent } from '#device';
import { refusal } from '../base/check-refusal.ts';
import { testBoard } from '../device/check-bitalino-board.ts';
import { deviceFaults, eventFaults } from '../device/check-device.ts';
import { servedBoard } from './check-served-board.ts';
import { systemClock } from './system-clock.ts';
import { tcpTransport } from './tcp-transport.ts';

const clock = systemClock();
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function served() {
  const board = testBoard(clock);
  const { port, server, sockets } = await servedBoard(board);
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  closers.push(() => {
    board.isAcquiring = false;
    breakAll();
    server.close();
  });
  return { board, port, server, breakAll };
}

describe('a BITalino over TCP', () => {
  it('holds what every device must', async () => {
    const { port } = await served();
    const make = () => bitalinoDevice({ transport: tcpTransport('127.0.0.1', port), clock });
    expect(await deviceFaults({ make, pass: () => clock.sleep(0.02), nSamples: 300, badFs: 500 })).toEqual([]);
  });

  it('comes back after the connection broke', async () => {
    const { port, breakAll, board } = await served();
    const device = bitalinoDevice({ transport: tcpTransport('127.0.0.1', port), clock });
    expect(await device.open()).toMatchObject({ firmware: '5.2' });
    const acquisition = await device.acquire({ channels: ['A1'] });
    const events: DeviceEvent[] = [];
    let after = 0;
    for await (const event of acquisition.events) {
      events.push(event);
      if (events.length === 10) {
        board.isAcquiring = false;
        breakAll();
      }
      if (events.some((each) => each.kind === 'link' && each.state === 'restored') && ++after === 10) {
        void acquisition.stop();
      }
    }
    await device.close();
    expect(eventFaults(events, acquisition.format)).toEqual([]);
    expect(events.filter(({ kind }) => kind === 'lost')).toMatchObject([{ cause: 'disconnected', isEstimated: true }]);
  });
});

describe('tcpTransport', () => {
  const nobody = { onBytes: () => undefined, onLost: () => undefined };

  it('says why it cannot connect', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(tcpTransport('127.0.0.1', port).connect(nobody)).rejects.toThrow(
      `Cannot connect to tcp:127.0.0.1:${port}: nothing listens there.`,
    );
    await expect(tcpTransport('127.0.0.1', port).connect(nobody, AbortSignal.abort())).rejects.toThrow('cancelled');
    expect(refusal(() => tcpTransport('h', 0))).toContain("got 'h:0'");
  });

  it('tells of a line that broke once, of one that was closed never, and sends no more', async () => {
    const { port, breakAll } = await served();
    const reasons: string[] = [];
    const events = { onBytes: () => undefined, onLost: (reason: string) => reasons.push(reason) };
    const line = await tcpTransport('127.0.0.1', port).connect(events);
    await clock.sleep(0.05);
    breakAll();
    while (reasons.length === 0) await clock.sleep(0.01);
    await expect(line.send(Uint8Array.of(0))).rejects.toThrow('is gone');
    const other = await tcpTransport('127.0.0.1', port).connect(events);
    await other.close();
    await other.close();
    await clock.sleep(0.05);
    expect(reasons).toEqual([expect.stringMatching(/the other side (closed|broke) the connection/)]);
  });
});
