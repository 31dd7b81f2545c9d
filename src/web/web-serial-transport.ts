import { CancelledError, DeviceError } from '#base';
import type { Transport, TransportEvents, TransportLine } from '#device';
import { browserRefusal } from './browser-refusal.ts';

/** A port of Web Serial, as far as it is used. */
export interface WebSerialPort {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
  addEventListener(type: 'disconnect', listener: () => void): void;
  removeEventListener(type: 'disconnect', listener: () => void): void;
}

/** `navigator.serial`, as far as it is used. */
export interface WebSerial {
  requestPort(options?: { allowedBluetoothServiceClassIds?: readonly string[] }): Promise<WebSerialPort>;
}

/** Serial Port Profile of Bluetooth Classic, which a paired BITalino offers. */
const serialPortProfile = '00001101-0000-1000-8000-00805f9b34fb';
/** Ignored by Bluetooth, needed by a board on a cable. */
const baudRate = 115200;

async function choose(serial: WebSerial): Promise<WebSerialPort> {
  try {
    return await serial.requestPort({ allowedBluetoothServiceClassIds: [serialPortProfile] });
  } catch (cause) {
    throw browserRefusal(cause, 'No serial port');
  }
}

/** Reads until the port is gone or closed; noise on the line that the browser can go on from is passed over. */
async function readAll(
  port: WebSerialPort,
  onBytes: (bytes: Uint8Array) => void,
  opened: (reader: ReadableStreamDefaultReader<Uint8Array>) => void,
): Promise<string> {
  let reason = 'The device closed the line.';
  while (port.readable) {
    const reader = port.readable.getReader();
    opened(reader);
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return reason;
        // The browser may use its buffer again.
        onBytes(value.slice());
      }
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    } finally {
      reader.releaseLock();
    }
  }
  return reason;
}

/**
 * A serial port in a browser: a cable, or a paired Bluetooth Classic device. The first `connect` asks the person for the
 * port and so needs a click; later ones use the same port.
 *
 * Pass `navigator.serial`; undefined where the browser has none, which `connect` then says.
 */
export function webSerialTransport(serial: WebSerial | undefined): Transport {
  let chosen: WebSerialPort | undefined;
  return {
    address: 'web-serial',
    async connect(events, signal) {
      if (!serial) {
        throw new DeviceError(
          'This browser has no Web Serial.',
          'Use Chrome or Edge on a computer, over https or localhost; or record with `myofade record`.',
        );
      }
      chosen ??= await choose(serial);
      if (signal?.aborted) throw new CancelledError('Opening the serial port');
      try {
        await chosen.open({ baudRate });
      } catch (cause) {
        throw browserRefusal(cause, 'The serial port');
      }
      const line = openLine(chosen, events);
      if (!signal?.aborted) return line;
      await line.close();
      throw new CancelledError('Opening the serial port');
    },
  };
}

function openLine(port: WebSerialPort, events: TransportEvents): TransportLine {
  let isOpen = true;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const writer = port.writable?.getWriter();
  const end = async (): Promise<void> => {
    port.removeEventListener('disconnect', unplugged);
    await reader?.cancel().catch(() => undefined);
    await reading;
    writer?.releaseLock();
    await port.close().catch(() => undefined);
  };
  let ending: Promise<void> | undefined;
  const lose = (reason: string): void => {
    if (!isOpen) return;
    isOpen = false;
    ending = end();
    events.onLost(reason);
  };
  const unplugged = (): void => lose('The device was unplugged or switched off.');
  const take = (bytes: Uint8Array): void => {
    if (isOpen) events.onBytes(bytes);
  };
  const reading = readAll(port, take, (opened) => {
    reader = opened;
  }).then((reason) => {
    // Not awaited: the end waits for the reading.
    queueMicrotask(() => lose(reason));
  });
  port.addEventListener('disconnect', unplugged);
  return {
    async send(bytes) {
      if (!isOpen || !writer) throw new DeviceError('The serial port is closed.', 'Connect again.');
      try {
        await writer.write(bytes);
      } catch (cause) {
        throw browserRefusal(cause, 'The serial port takes no bytes');
      }
    },
    async close() {
      isOpen = false;
      ending ??= end();
      await ending;
    },
  };
}
