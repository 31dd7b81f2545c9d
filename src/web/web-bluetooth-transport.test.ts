import { describe, expect, it } from 'vitest';
import { CancelledError, DeviceError, manualClock } from '#base';
import { bitalinoDevice } from '#device';
import { testBoard } from '../device/check-bitalino-board.ts';
import { deviceFaults } from '../device/check-device.ts';
import { domException } from './check-fake-serial.ts';
import { bitalinoBluetooth, type WebBluetooth, webBluetoothTransport } from './web-bluetooth-transport.ts';

class Characteristic extends EventTarget {
  value: DataView | undefined;
  readonly written: number[][] = [];
  isNotifying = false;
  isWriting = false;
  onWrite: (bytes: Uint8Array) => void = () => undefined;

  async writeValueWithResponse(bytes: Uint8Array): Promise<void> {
    if (this.isWriting) throw domException('NetworkError', 'GATT operation already in progress.');
    this.isWriting = true;
    await Promise.resolve();
    this.isWriting = false;
    this.written.push([...bytes]);
    this.onWrite(bytes);
  }

  async startNotifications(): Promise<void> {
    this.isNotifying = true;
  }

  async stopNotifications(): Promise<void> {
    this.isNotifying = false;
  }

  /** Notifies from the middle of a buffer that is then used again, as a browser may. */
  notify(...bytes: number[]): void {
    const buffer = Uint8Array.of(99, ...bytes, 99);
    this.value = new DataView(buffer.buffer, 1, bytes.length);
    this.dispatchEvent(new Event('characteristicvaluechanged'));
    buffer.fill(0);
  }
}

class FakeBluetooth extends EventTarget implements WebBluetooth {
  readonly commands = new Characteristic();
  readonly frames = new Characteristic();
  connected = false;
  refuseChoice: Error | undefined;
  refuseConnecting: Error | undefined;
  nChosen = 0;
  asked: unknown;

  get gatt() {
    return this;
  }

  async requestDevice(options: unknown) {
    if (this.refuseChoice) throw this.refuseChoice;
    this.asked = options;
    this.nChosen++;
    return this;
  }

  async connect(): Promise<void> {
    if (this.refuseConnecting) throw this.refuseConnecting;
    this.connected = true;
  }

  disconnect(): void {
    this.connected = false;
    this.dispatchEvent(new Event('gattserverdisconnected'));
  }

  async getPrimaryService(id: string) {
    if (id !== bitalinoBluetooth.service) throw domException('NotFoundError');
    return {
      getCharacteristic: async (one: string) => {
        if (one === bitalinoBluetooth.commands) return this.commands;
        if (one === bitalinoBluetooth.frames) return this.frames;
        throw domException('NotFoundError');
      },
    };
  }
}

function listener() {
  const bytes: number[] = [];
  const lost: string[] = [];
  return {
    bytes,
    lost,
    onBytes: (some: Uint8Array) => void bytes.push(...some),
    onLost: (reason: string) => void lost.push(reason),
  };
}

describe('webBluetoothTransport', () => {
  it('writes acknowledged, one after another, and hears notifications as one stream', async () => {
    const bluetooth = new FakeBluetooth();
    const transport = webBluetoothTransport(bluetooth);
    for (let round = 0; round < 2; round++) {
      const heard = listener();
      const line = await transport.connect(heard);
      expect(bluetooth.frames.isNotifying).toBe(true);
      await Promise.all([line.send(Uint8Array.of(0x07)), line.send(Uint8Array.of(0xfd))]);
      bluetooth.frames.notify(1, 2, 3);
      bluetooth.frames.notify(4);
      expect(heard.bytes).toEqual([1, 2, 3, 4]);
      await line.close();
      expect(bluetooth.connected).toBe(false);
      expect(heard.lost).toEqual([]);
      bluetooth.frames.notify(5);
      expect(heard.bytes).toHaveLength(4);
      await expect(line.send(Uint8Array.of(1))).rejects.toThrow(/line is closed/);
    }
    expect(bluetooth.commands.written).toEqual([[0x07], [0xfd], [0x07], [0xfd]]);
    expect(bluetooth.frames.written).toEqual([]);
    expect(bluetooth.nChosen).toBe(1);
    expect(bluetooth.asked).toMatchObject({ optionalServices: [bitalinoBluetooth.service] });
  });

  it('carries the driver of a BITalino in pieces of 20 bytes', async () => {
    const clock = manualClock();
    const make = () => {
      const bluetooth = new FakeBluetooth();
      const onBytes = (bytes: Uint8Array) => {
        for (let at = 0; at < bytes.length; at += 20) bluetooth.frames.notify(...bytes.subarray(at, at + 20));
      };
      const wired = testBoard(clock).connect({ onBytes, onLost: () => undefined });
      bluetooth.commands.onWrite = (bytes) => void wired.then((line) => line.send(bytes));
      return bitalinoDevice({ transport: webBluetoothTransport(bluetooth), clock });
    };
    expect(await deviceFaults({ make, pass: () => clock.advance(0.05), nSamples: 200, badFs: 500 })).toEqual([]);
  });

  it('tells once that the device is gone', async () => {
    const bluetooth = new FakeBluetooth();
    const heard = listener();
    const line = await webBluetoothTransport(bluetooth).connect(heard);
    bluetooth.disconnect();
    bluetooth.disconnect();
    expect(heard.lost).toEqual(['The Bluetooth device is out of reach or switched off.']);
    await expect(line.send(Uint8Array.of(1))).rejects.toThrow(DeviceError);
    await line.close();
  });

  it('says in words why there is no device', async () => {
    const refused = async (bluetooth: FakeBluetooth | undefined, signal?: AbortSignal) =>
      webBluetoothTransport(bluetooth)
        .connect(listener(), signal)
        .then(
          () => 'connected',
          (error: unknown) => (error instanceof DeviceError ? error.message : error),
        );
    expect(await refused(undefined)).toMatch(/no Web Bluetooth/);
    const bluetooth = new FakeBluetooth();
    bluetooth.refuseChoice = domException('NotFoundError', 'User cancelled the requestDevice() chooser.');
    expect(await refused(bluetooth)).toMatch(/nothing was chosen \(User cancelled/);
    bluetooth.refuseChoice = undefined;
    bluetooth.refuseConnecting = domException('NetworkError', 'Unsupported device.');
    expect(await refused(bluetooth)).toMatch(/cannot be opened \(Unsupported device\.\)/);
    bluetooth.refuseConnecting = undefined;
    const stopped = new AbortController();
    stopped.abort();
    expect(await refused(bluetooth, stopped.signal)).toBeInstanceOf(CancelledError);
    expect(bluetooth.connected).toBe(false);
  });
});
