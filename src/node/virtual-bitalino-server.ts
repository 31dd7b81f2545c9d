import { createServer, type Socket } from 'node:net';
import { DeviceError, requirePositive } from '#base';
import type { VirtualBitalino } from '#device';
import { reasonOf } from './files.ts';

/** How a virtual BITalino is served. */
export interface ServeBitalinoOptions {
  readonly bitalino: VirtualBitalino;
  /** 0 takes any free port. */
  readonly port: number;
  /** @default '127.0.0.1': nobody else on the network */
  readonly host?: string;
  /** Times real time. @default 1 */
  readonly speed?: number;
  /** Called with what happens, in words. */
  readonly onEvent?: (text: string) => void;
}

/** A server that runs. */
export interface BitalinoServer {
  readonly host: string;
  readonly port: number;
  /** Hangs up and ends. */
  close(): Promise<void>;
}

/** Time between two looks at what the device sends (ms). */
const tickMs = 5;
/** Bytes that wait for a reader from which on the line counts as blocked: the device's ring fills, then frames are lost. */
const mostWaiting = 65_536;

/**
 * Serves a virtual BITalino over TCP, to one host at a time; the next may connect when the last one has gone.
 *
 * @throws DeviceError when the port cannot be had. @throws ArgumentError for a speed that is not positive.
 */
export async function serveVirtualBitalino(options: ServeBitalinoOptions): Promise<BitalinoServer> {
  const { bitalino, host = '127.0.0.1', speed = 1, onEvent = () => undefined } = options;
  requirePositive('speed', speed, 'serveVirtualBitalino');
  const startMs = performance.now();
  const nowS = (): number => ((performance.now() - startMs) / 1000) * speed;
  let client: Socket | null = null;
  let isAcquiring = false;
  const tick = (): void => {
    const bytes = bitalino.due(nowS(), { isBlocked: (client?.writableLength ?? 0) > mostWaiting });
    if (client && bytes.length > 0) client.write(bytes);
    if (isAcquiring !== bitalino.isAcquiring()) {
      isAcquiring = !isAcquiring;
      onEvent(isAcquiring ? 'acquiring' : 'idle');
    }
    if (client && !bitalino.isReachable(nowS())) {
      onEvent('line closed by a fault');
      client.end();
      client = null;
    }
  };
  const server = createServer({ noDelay: true }, (socket) => {
    // A host that vanishes is an event, no failure of the server.
    socket.on('error', () => socket.destroy());
    if (client || !bitalino.isReachable(nowS())) {
      onEvent(client ? 'refused a second host' : 'refused a host: the line is closed by a fault');
      socket.destroy();
      return;
    }
    client = socket;
    onEvent(`host ${socket.remoteAddress ?? ''} connected`);
    socket.on('data', (bytes) => {
      if (socket !== client) return;
      bitalino.receive(Uint8Array.from(bytes), nowS());
      tick();
    });
    socket.on('close', () => {
      if (socket !== client) return;
      client = null;
      bitalino.hangUp();
      isAcquiring = false;
      onEvent('host gone');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const where = `${host}:${options.port}`;
      const text = `Cannot listen on ${where}: ${reasonOf(error)}.`;
      reject(new DeviceError(text, 'Choose another port with --tcp.', { cause: error }));
    });
    server.listen(options.port, host, resolve);
  });
  const timer = setInterval(tick, tickMs);
  const address = server.address();
  return {
    host,
    port: typeof address === 'object' && address ? address.port : options.port,
    async close() {
      clearInterval(timer);
      const closed = new Promise((resolve) => server.close(resolve));
      client?.destroy();
      await closed;
    },
  };
}
