import { connect as connectTo, type Socket } from 'node:net';
import { ArgumentError, CancelledError, DeviceError, stopIfCancelled } from '#base';
import type { Transport, TransportEvents, TransportLine } from '#device';

const connectMs = 5000;
/** The operating system asks after so long a silence whether the other side is still there. */
const keepAliveMs = 2000;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the other side broke the connection',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ENOTFOUND: 'no host has that name',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  EPIPE: 'the other side closed the connection',
  ETIMEDOUT: 'the host does not answer',
};

/** An error of the operating system in words. */
function reasonOf(error: NodeJS.ErrnoException): string {
  return (error.code && reasons[error.code]) || error.message || String(error.code);
}

/**
 * A device that listens at `host:port`: a BITalino with a Wi-Fi board, or a virtual one.
 *
 * @throws ArgumentError for a port that is none.
 */
export function tcpTransport(host: string, port: number): Transport {
  if (!(Number.isInteger(port) && port >= 1 && port <= 65_535) || host === '') {
    throw new ArgumentError(
      `host and port must name a place such as 192.168.4.1:8001, got '${host}:${port}' — in tcpTransport.`,
      'Pass a host and a port from 1 to 65535.',
    );
  }
  const address = `tcp:${host}:${port}`;
  return { address, connect: (events, signal) => openLine(address, host, port, events, signal) };
}

async function openLine(
  address: string,
  host: string,
  port: number,
  events: TransportEvents,
  signal?: AbortSignal,
): Promise<TransportLine> {
  stopIfCancelled(signal, 'Connecting');
  const socket = connectTo({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs });
  await opened(socket, address, signal);
  let isClosed = false;
  let reason = 'the other side closed the connection';
  socket.on('data', (bytes) => events.onBytes(Uint8Array.from(bytes)));
  socket.on('error', (error) => {
    reason = reasonOf(error);
  });
  // The other side will not send any more: to us it is gone.
  socket.on('end', () => socket.destroy());
  socket.on('close', () => {
    if (isClosed) return;
    isClosed = true;
    events.onLost(reason);
  });
  return {
    async send(bytes) {
      if (isClosed || !socket.writable) {
        throw new DeviceError(`${address} is gone: ${reason}.`, 'Connect again.');
      }
      await new Promise<void>((resolve, reject) => {
        socket.write(bytes, (error) => {
          if (!error) resolve();
          else reject(new DeviceError(`${address} is gone: ${reasonOf(error)}.`, 'Connect again.', { cause: error }));
        });
      });
    },
    async close() {
      isClosed = true;
      socket.destroy();
    },
  };
}

function opened(socket: Socket, address: string, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      socket.removeAllListeners();
      if (!error) {
        resolve();
        return;
      }
      // Nobody is left to hear of further errors.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const cancel = (): void => settle(new CancelledError('Connecting'));
    const refuse = (reason: string, cause?: unknown): void =>
      settle(
        new DeviceError(
          `Cannot connect to ${address}: ${reason}.`,
          'Check host and port, that the device is on, and that this computer is in its network.',
          { cause },
        ),
      );
    const timer = setTimeout(() => refuse(`no answer within ${connectMs / 1000} s`), connectMs);
    signal?.addEventListener('abort', cancel, { once: true });
    socket.once('connect', () => settle());
    socket.once('error', (error) => refuse(reasonOf(error), error));
  });
}
