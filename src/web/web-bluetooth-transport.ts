import { CancelledError, DeviceError } from '#base';
import type { Transport, TransportEvents, TransportLine } from '#device';
import { browserRefusal } from './browser-refusal.ts';

/** A characteristic of Web Bluetooth, as far as it is used. */
export interface WebBluetoothCharacteristic {
  readonly value?: DataView | undefined;
  writeValueWithResponse(bytes: Uint8Array): Promise<void>;
  startNotifications(): Promise<unknown>;
  stopNotifications(): Promise<unknown>;
  addEventListener(type: 'characteristicvaluechanged', listener: () => void): void;
  removeEventListener(type: 'characteristicvaluechanged', listener: () => void): void;
}

/** A GATT server of Web Bluetooth, as far as it is used. */
export interface WebBluetoothServer {
  readonly connected: boolean;
  connect(): Promise<unknown>;
  disconnect(): void;
  getPrimaryService(id: string): Promise<{ getCharacteristic(id: string): Promise<WebBluetoothCharacteristic> }>;
}

/** A device of Web Bluetooth, as far as it is used. */
export interface WebBluetoothDevice {
  readonly gatt?: WebBluetoothServer | undefined;
  addEventListener(type: 'gattserverdisconnected', listener: () => void): void;
  removeEventListener(type: 'gattserverdisconnected', listener: () => void): void;
}

/** `navigator.bluetooth`, as far as it is used. */
export interface WebBluetooth {
  requestDevice(options: {
    filters: { services?: string[]; namePrefix?: string }[];
    optionalServices: string[];
  }): Promise<WebBluetoothDevice>;
}

/** What the Bluetooth Low Energy module of a BITalino offers (firmware script of its BT121). */
export const bitalinoBluetooth = {
  service: 'c566488a-0882-4e1b-a6d0-0b717e652234',
  commands: '4051eb11-bf0a-4c74-8730-a48f4193fcea',
  frames: '40fdba6b-672e-47c4-808a-e529adff3633',
} as const;

async function choose(bluetooth: WebBluetooth): Promise<WebBluetoothDevice> {
  const { service } = bitalinoBluetooth;
  try {
    return await bluetooth.requestDevice({
      filters: [{ services: [service] }, { namePrefix: 'BITalino' }, { namePrefix: 'BiTalino' }],
      optionalServices: [service],
    });
  } catch (cause) {
    throw browserRefusal(cause, 'No Bluetooth device');
  }
}

/**
 * A BITalino with Bluetooth Low Energy in a browser. Its module listens only to acknowledged writes; all it says comes as
 * notifications of at most 20 bytes, cut anywhere, which are one stream of bytes. The first `connect` asks the person for
 * the device and so needs a click; later ones use the same device.
 *
 * Pass `navigator.bluetooth`; undefined where the browser has none, which `connect` then says.
 */
export function webBluetoothTransport(bluetooth: WebBluetooth | undefined): Transport {
  let chosen: WebBluetoothDevice | undefined;
  return {
    address: 'web-bluetooth',
    async connect(events, signal) {
      if (!bluetooth) {
        throw new DeviceError(
          'This browser has no Web Bluetooth.',
          'Use Chrome or Edge, over https or localhost; or connect by Bluetooth Classic with `myofade record`.',
        );
      }
      chosen ??= await choose(bluetooth);
      const { gatt } = chosen;
      if (!gatt)
        throw new DeviceError('The device offers no services.', 'Choose a BITalino with Bluetooth Low Energy.');
      const stopIfAborted = (): void => {
        if (signal?.aborted) throw new CancelledError('Connecting by Bluetooth');
      };
      try {
        stopIfAborted();
        await gatt.connect();
        stopIfAborted();
        const service = await gatt.getPrimaryService(bitalinoBluetooth.service);
        const commands = await service.getCharacteristic(bitalinoBluetooth.commands);
        const frames = await service.getCharacteristic(bitalinoBluetooth.frames);
        const line = openLine(chosen, gatt, { commands, frames }, events);
        await frames.startNotifications();
        stopIfAborted();
        return line;
      } catch (cause) {
        gatt.disconnect();
        throw cause instanceof CancelledError ? cause : browserRefusal(cause, 'The Bluetooth device');
      }
    },
  };
}

function openLine(
  device: WebBluetoothDevice,
  gatt: WebBluetoothServer,
  { commands, frames }: Readonly<Record<'commands' | 'frames', WebBluetoothCharacteristic>>,
  events: TransportEvents,
): TransportLine {
  let isOpen = true;
  let sending: Promise<void> = Promise.resolve();
  const notified = (): void => {
    const { value } = frames;
    if (!isOpen || !value) return;
    events.onBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice());
  };
  const end = (): void => {
    isOpen = false;
    frames.removeEventListener('characteristicvaluechanged', notified);
    device.removeEventListener('gattserverdisconnected', gone);
  };
  const gone = (): void => {
    if (!isOpen) return;
    end();
    events.onLost('The Bluetooth device is out of reach or switched off.');
  };
  frames.addEventListener('characteristicvaluechanged', notified);
  device.addEventListener('gattserverdisconnected', gone);
  return {
    send(bytes) {
      // A second write before the first is acknowledged is refused by the browser.
      const sent = sending.then(async () => {
        if (!isOpen) throw new DeviceError('The Bluetooth line is closed.', 'Connect again.');
        try {
          await commands.writeValueWithResponse(bytes);
        } catch (cause) {
          throw browserRefusal(cause, 'The Bluetooth device takes no bytes');
        }
      });
      sending = sent.catch(() => undefined);
      return sent;
    },
    async close() {
      if (!isOpen) return;
      end();
      await frames.stopNotifications().catch(() => undefined);
      gatt.disconnect();
    },
  };
}
