import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { SerialPort } from 'serialport';
import { DeviceError, stopIfCancelled } from '#base';
import type { Transport, TransportEvents, TransportLine } from '#device';
import { serialLibrary } from './serial-port.ts';

/** Bluetooth ports ignore it; a board on USB needs it. */
const baudRate = 115_200;

/** A device at a serial port such as `/dev/rfcomm0`, `/dev/tty.BITalino-12-34` or `COM5`: 115200 baud, 8N1. */
export function serialTransport(path: string): Transport {
  const address = `serial:${path}`;
  return { address, connect: (events, signal) => openLine(address, path, events, signal) };
}

/** Why a port cannot be opened and what helps, as far as the file says it. */
async function refusal(path: string, reason: string): Promise<{ reason: string; fix: string }> {
  const isUnix = path.startsWith('/');
  const exists =
    isUnix &&
    (await stat(path)
      .then(() => true)
      .catch(() => false));
  if (isUnix && !exists) {
    const fix = path.includes('rfcomm')
      ? `Bind it: sudo rfcomm bind ${/\d*$/.exec(path)?.[0] || 0} MAC 1, with the address that the device carries (XX:XX:XX:XX:XX:XX).`
      : 'Connect or pair the device, and see the ports with: npm run -s myofade -- devices.';
    return { reason: 'there is no such port', fix };
  }
  const isAllowed =
    !isUnix ||
    (await access(path, constants.R_OK | constants.W_OK)
      .then(() => true)
      .catch(() => false));
  if (!isAllowed) {
    return {
      reason: 'no permission',
      fix: `Join the group of serial ports (sudo usermod -aG dialout ${userInfo().username}), then log in again.`,
    };
  }
  if (/lock|busy|access denied/i.test(reason)) {
    return { reason: 'another program uses it', fix: 'Close the other program that holds the port.' };
  }
  if (/file not found/i.test(reason)) {
    return { reason: 'there is no such port', fix: 'See the ports with: npm run -s myofade -- devices.' };
  }
  return {
    reason,
    fix: 'Switch the device on, bring it near, and pair it (PIN 1234); on Windows take the outgoing port.',
  };
}

async function openLine(
  address: string,
  path: string,
  events: TransportEvents,
  signal?: AbortSignal,
): Promise<TransportLine> {
  stopIfCancelled(signal, 'Connecting');
  const { SerialPort: Port } = await serialLibrary();
  const port: SerialPort = new Port({ path, baudRate, autoOpen: false });
  let isClosed = false;
  port.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (!error) {
        resolve();
        return;
      }
      refusal(path, error.message.replace(/^Error: */, '')).then(({ reason, fix }) =>
        reject(new DeviceError(`Cannot open ${address}: ${reason}.`, fix, { cause: error })),
      );
    });
  });
  const close = async (): Promise<void> => {
    isClosed = true;
    if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
  };
  if (signal?.aborted) await close();
  stopIfCancelled(signal, 'Connecting');
  port.on('data', (bytes: Uint8Array) => {
    if (!isClosed) events.onBytes(Uint8Array.from(bytes));
  });
  port.on('close', (error?: Error | null) => {
    if (isClosed) return;
    isClosed = true;
    events.onLost(error?.message ? `the port closed (${error.message})` : 'the port closed');
  });
  const gone = (cause?: unknown) => new DeviceError(`${address} is gone.`, 'Connect the device again.', { cause });
  return {
    async send(bytes) {
      if (isClosed) throw gone();
      await new Promise<void>((resolve, reject) => {
        port.write(bytes, (error) => {
          if (error) reject(gone(error));
        });
        port.drain((error) => (error ? reject(gone(error)) : resolve()));
      });
    },
    close,
  };
}
