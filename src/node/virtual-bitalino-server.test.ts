import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeFrame, decodeState, virtualBitalino, virtualPersonSource } from '#device';
import { type BitalinoServer, type ServeBitalinoOptions, serveVirtualBitalino } from './virtual-bitalino-server.ts';

let server: BitalinoServer | undefined;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
  server = undefined;
});

async function served(options: Partial<ServeBitalinoOptions> = {}): Promise<BitalinoServer> {
  const bitalino = virtualBitalino({ source: virtualPersonSource({ seed: 1 }) });
  server = await serveVirtualBitalino({ bitalino, port: 0, speed: 20, ...options });
  return server;
}

/** A host that speaks in raw bytes. */
async function host({ port }: BitalinoServer) {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let got = Buffer.alloc(0);
  let isClosed = false;
  let wake = (): void => undefined;
  socket.on('data', (bytes) => {
    got = Buffer.concat([got, bytes]);
    wake();
  });
  socket.on('close', () => {
    isClosed = true;
    wake();
  });
  socket.on('error', () => undefined);
  const waitFor = async (isDone: () => boolean): Promise<void> => {
    while (!isDone()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    send: (...bytes: number[]) => socket.write(Uint8Array.from(bytes)),
    async read(nBytes: number) {
      await waitFor(() => got.length >= nBytes || isClosed);
      const bytes = got.subarray(0, nBytes);
      got = got.subarray(nBytes);
      return bytes;
    },
    async readUntil(text: string) {
      await waitFor(() => got.includes(text) || isClosed);
      return got.subarray(-text.length).toString() === text;
    },
    closed: () => waitFor(() => isClosed),
    end: () => socket.destroy(),
  };
}

describe('serveVirtualBitalino', () => {
  it('tells who it is, sends frames in order and stops', async () => {
    const one = await host(await served());
    one.send(0x07);
    expect((await one.read(14)).toString()).toBe('BITalino_v5.2\n');
    one.send(0x0b);
    expect(decodeState(await one.read(17))).toMatchObject({ battery: 604, pwm: 0 });
    one.send(0xfd);
    const bytes = await one.read(8 * 5000);
    for (let k = 0; k < 5000; k++) expect(decodeFrame(bytes, 6, 8 * k)?.sequence).toBe(k % 16);
    one.send(0x00);
    one.send(0x07);
    expect(await one.readUntil('BITalino_v5.2\n')).toBe(true);
  });

  it('takes one host at a time, and the next when that one has gone', async () => {
    const events: string[] = [];
    const running = await served({ onEvent: (text) => events.push(text) });
    const first = await host(running);
    first.send(0x07);
    await first.read(14);
    const second = await host(running);
    await second.closed();
    first.send(0x05);
    await first.read(3);
    first.end();
    while (!events.includes('host gone')) await new Promise((resolve) => setTimeout(resolve, 1));
    const third = await host(running);
    third.send(0x07);
    expect((await third.read(14)).toString()).toBe('BITalino_v5.2\n');
    expect(events).toContain('refused a second host');
  });

  it('closes the line where a fault says so', async () => {
    const bitalino = virtualBitalino({
      source: virtualPersonSource({ seed: 1 }),
      faults: { disconnect: { everyS: 1, lengthS: 2 } },
    });
    const one = await host(await served({ bitalino }));
    one.send(0x05);
    expect((await one.read(10_000)).length).toBe(3000);
    await one.closed();
    expect(bitalino.ledger().map(({ kind, firstIndex }) => [kind, firstIndex])).toEqual([['disconnected', 1000]]);
  });

  it('refuses a port that is taken', async () => {
    const { port } = await served();
    const bitalino = virtualBitalino({ source: virtualPersonSource({ seed: 1 }) });
    await expect(serveVirtualBitalino({ bitalino, port })).rejects.toThrow(`Cannot listen on 127.0.0.1:${port}`);
  });
});
