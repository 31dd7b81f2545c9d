import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Transport } from '#device';

/** Connects a stream of bytes, such as a socket, to a board for tests. */
export async function wire(stream: Duplex, board: Transport): Promise<void> {
  const line = await board.connect({
    onBytes: (bytes) => stream.writable && stream.write(bytes),
    onLost: () => stream.destroy(),
  });
  stream.on('data', (bytes: Uint8Array) => {
    for (const byte of bytes) line.send(Uint8Array.of(byte)).catch(() => undefined);
  });
  stream.on('error', () => undefined);
  stream.on('close', () => line.close());
}

/** A board that listens on a port of this computer. */
export async function servedBoard(board: Transport): Promise<{ port: number; server: Server; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    void wire(socket, board);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server, sockets };
}
