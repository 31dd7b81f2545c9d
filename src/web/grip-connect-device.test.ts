import { afterEach, describe, expect, it, vi } from 'vitest';
import { DeviceError, manualClock } from '#base';
import type { Acquisition, DeviceEvent } from '#device';
import { deviceFaults } from '../device/check-device.ts';
import { domException } from './check-fake-serial.ts';
import { gripDynamometers } from './grip-connect-catalogue.ts';
import { type GripLibraryDevice, type GripMeasurement, gripConnectDevice } from './grip-connect-device.ts';
import { GripTimes } from './grip-times.ts';

/** A device of the library that is not there. */
class FakeGrip implements GripLibraryDevice {
  readonly bluetooth = new EventTarget();
  readonly downloadPackets: { performance: { sampleIndex: number } }[] = [];
  refuse: Error | undefined;
  isConnected = false;
  isStreaming = false;
  nKept = 0;
  rate: number | undefined;
  private callback: (measurement: GripMeasurement) => void = () => undefined;

  async connect(onSuccess: () => void, onError: (error: Error) => void): Promise<void> {
    if (this.refuse) return onError(this.refuse);
    this.isConnected = true;
    onSuccess();
  }

  disconnect(): void {
    this.isConnected = false;
  }

  notify(callback: (measurement: GripMeasurement) => void): void {
    this.callback = callback;
  }

  async stream(): Promise<void> {
    this.isStreaming = true;
  }

  async stop(): Promise<void> {
    this.isStreaming = false;
  }

  async battery(): Promise<string> {
    return '3912';
  }

  async setSamplingRate(fs: number): Promise<void> {
    this.rate = fs;
  }

  say(forceN: number, sampleIndex: number, samplesPerPacket = 1): void {
    this.downloadPackets.push({ performance: { sampleIndex } });
    this.nKept = Math.max(this.nKept, this.downloadPackets.length);
    this.callback({ current: forceN, performance: { samplesPerPacket } });
  }
}

async function read(acquisition: Acquisition): Promise<DeviceEvent[]> {
  const events: DeviceEvent[] = [];
  for await (const event of acquisition.events) events.push(event);
  return events;
}

function forces(events: readonly DeviceEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'samples' ? [...event.values[0]] : []));
}

function setUp(id = 'progressor') {
  const fake = new FakeGrip();
  const clock = manualClock();
  return { fake, clock, device: gripConnectDevice(id, { clock, make: async () => fake }) };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('gripConnectDevice', () => {
  it('is a device as all are', async () => {
    const { fake, device, clock } = setUp();
    let us = 0;
    const pass = async () => {
      await clock.advance(0.0125);
      us += 12_500;
      if (fake.isStreaming) fake.say(50 + Math.sin(us / 1e6), us);
    };
    expect(await deviceFaults({ make: () => device, pass, nSamples: 100 })).toEqual([]);
  });

  it('delivers newtons at a constant rate from the times of the device', async () => {
    const { fake, device } = setUp();
    expect(await device.open()).toEqual({ model: 'Tindeq Progressor', batteryV: 3.912 });
    const acquisition = await device.acquire();
    expect(acquisition.format).toEqual({ channels: [{ name: 'force', unit: 'N', kind: 'force' }], fs: 80 });
    // 12.5 ms is one sample at 80 Hz; times jitter, force rises by 1 N in 12.5 ms.
    for (const us of [1_000_000, 1_011_000, 1_030_000, 1_037_500, 1_050_000]) fake.say((us - 1_000_000) / 12_500, us);
    await acquisition.stop();
    const found = forces(await read(acquisition));
    expect(found).toHaveLength(5);
    found.forEach((force, i) => {
      expect(force).toBeCloseTo(i, 9);
    });
    expect(fake.isStreaming).toBe(false);
    // What the library would keep without end is thrown away.
    expect(fake.nKept).toBe(1);
    await device.close();
    expect(fake.isConnected).toBe(false);
  });

  it('tells a pause as lost samples', async () => {
    const { fake, device } = setUp();
    await device.open();
    const acquisition = await device.acquire();
    for (const us of [0, 12_500, 1_012_500, 1_025_000]) fake.say(5, us);
    await acquisition.stop();
    expect(await read(acquisition)).toMatchObject([
      { kind: 'samples', firstIndex: 0 },
      { kind: 'samples', firstIndex: 1 },
      { kind: 'lost', firstIndex: 2, nSamples: 79, isEstimated: true },
      { kind: 'samples', firstIndex: 81 },
      { kind: 'samples', firstIndex: 82 },
    ]);
  });

  it('spreads a message over the time since the one before, where the device sends no times', async () => {
    const { fake, device, clock } = setUp('cts500');
    await device.open();
    const acquisition = await device.acquire();
    expect(fake.rate).toBe(80);
    for (let message = 0; message < 20; message++) {
      for (let i = 0; i < 4; i++) fake.say(message * 4 + i, 0, 4);
      await clock.advance(0.05);
    }
    await acquisition.stop();
    const found = forces(await read(acquisition));
    expect(found).toHaveLength(80);
    found.forEach((force, i) => {
      expect(force).toBeCloseTo(i, 6);
    });
  });

  it('takes its zero from a second of rest', async () => {
    const { fake, device, clock } = setUp();
    await device.open();
    await expect(device.tare()).rejects.toThrow(/does not acquire/);
    const acquisition = await device.acquire();
    const silent = device.tare();
    silent.catch(() => undefined);
    await clock.advance(1);
    await expect(silent).rejects.toThrow(/sent nothing for 1 s/);
    const tared = device.tare();
    fake.say(2, 0);
    fake.say(4, 12_500);
    await clock.advance(1);
    await tared;
    fake.say(13, 25_000);
    await acquisition.stop();
    expect(forces(await read(acquisition))).toEqual([2, 4, 10]);
  });

  it('ends when the device is gone', async () => {
    const { fake, device } = setUp();
    await device.open();
    const acquisition = await device.acquire();
    fake.say(1, 0);
    fake.bluetooth.dispatchEvent(new Event('gattserverdisconnected'));
    const events: DeviceEvent[] = [];
    const reading = (async () => {
      for await (const event of acquisition.events) events.push(event);
    })();
    await expect(reading).rejects.toThrow(/out of reach or switched off/);
    expect(events.map(({ kind }) => kind)).toEqual(['samples', 'link']);
    await expect(device.acquire()).rejects.toThrow(/not open/);
  });

  it('says in words what is wrong', async () => {
    expect(() => gripConnectDevice('other', { clock: manualClock() })).toThrow(
      /id must be one of progressor, force-board/,
    );
    const { fake, device } = setUp();
    fake.refuse = domException('NotFoundError', 'User cancelled.');
    await expect(device.open()).rejects.toThrow(/Tindeq Progressor: nothing was chosen \(User cancelled\.\)/);
    fake.refuse = undefined;
    await device.open();
    await expect(device.acquire({ fs: 1000 })).rejects.toThrow(/force at 80 Hz, not 1000 Hz/);
    await expect(device.acquire({ channels: ['A1'] })).rejects.toThrow(/not A1/);
  });

  it('does not wait for ever for a device to start', async () => {
    const { fake, device, clock } = setUp();
    await device.open();
    fake.stream = () => new Promise(() => undefined);
    const starting = device.acquire();
    starting.catch(() => undefined);
    await clock.advance(11);
    await expect(starting).rejects.toThrow(/does not start within 10 s/);
  });
});

describe('GripTimes', () => {
  it('goes on where the clock of a device starts anew', () => {
    const times = new GripTimes(80);
    const at = (deviceUs: number) => times.note(1, { deviceUs, arrivedS: 0, samplesPerPacket: 1 })[0].timeS;
    const before = at(2 ** 32 - 5000);
    expect(at(7500) - before).toBeCloseTo(0.0125, 9);
    // A value out of order is no new start.
    expect(at(7000) - before).toBeCloseTo(0.012, 9);
  });
});

/** The characteristics of a Progressor as Web Bluetooth shows them. */
class FakeCharacteristic extends EventTarget {
  readonly uuid: string;
  value: DataView | undefined;
  readonly written: number[][] = [];
  onWrite: (bytes: Uint8Array) => void = () => undefined;

  constructor(uuid: string) {
    super();
    this.uuid = uuid;
  }

  async startNotifications() {
    return this;
  }

  async stopNotifications() {
    return this;
  }

  async writeValue(bytes: Uint8Array): Promise<void> {
    this.written.push([...bytes]);
    this.onWrite(bytes);
  }

  notify(bytes: Uint8Array): void {
    this.value = new DataView(bytes.buffer);
    this.dispatchEvent(new Event('characteristicvaluechanged'));
  }
}

describe('the library behind it', () => {
  it('has a class for every dynamometer of the list, in Node too', async () => {
    const library: object = await import('@hangtime/grip-connect');
    for (const { className } of gripDynamometers) {
      const device = new (Reflect.get(library, className) as new () => GripLibraryDevice)();
      for (const method of ['connect', 'disconnect', 'notify'] as const) expect(typeof device[method]).toBe('function');
    }
  });

  it('reads the bytes of a Tindeq Progressor', async () => {
    const rx = new FakeCharacteristic('7e4e1702-1ea6-40c9-9dcc-13d34ffead57');
    const tx = new FakeCharacteristic('7e4e1703-1ea6-40c9-9dcc-13d34ffead57');
    const service = { uuid: '7e4e1701-1ea6-40c9-9dcc-13d34ffead57', getCharacteristics: async () => [rx, tx] };
    const gatt = {
      connected: false,
      async connect() {
        gatt.connected = true;
        return gatt;
      },
      disconnect() {
        gatt.connected = false;
      },
      getPrimaryServices: async () => [service],
    };
    const bluetooth = Object.assign(new EventTarget(), { gatt, name: 'Progressor_1' });
    vi.stubGlobal('navigator', { bluetooth: { requestDevice: async () => bluetooth } });
    tx.onWrite = ([opcode]) => {
      // 111 is 'o', the battery: answered with 3912 mV.
      if (opcode === 111) setTimeout(() => rx.notify(Uint8Array.of(0, 4, 0x48, 0x0f, 0, 0)), 0);
    };
    const log = vi.spyOn(console, 'log');
    const device = gripConnectDevice('progressor', { clock: manualClock() });
    expect(await device.open()).toMatchObject({ model: 'Tindeq Progressor', batteryV: 3.912 });
    const acquisition = await device.acquire();
    const message = new DataView(new ArrayBuffer(2 + 3 * 8));
    message.setUint8(0, 1);
    message.setUint8(1, 24);
    [10, 20, 30].forEach((kg, i) => {
      message.setFloat32(2 + i * 8, kg, true);
      message.setUint32(6 + i * 8, 500_000 + i * 12_500, true);
    });
    rx.notify(new Uint8Array(message.buffer));
    await acquisition.stop();
    const found = forces(await read(acquisition));
    expect(found).toHaveLength(3);
    found.forEach((force, i) => {
      expect(force).toBeCloseTo((i + 1) * 98.0665, 3);
    });
    expect(tx.written.map(([opcode]) => opcode)).toEqual(expect.arrayContaining([101, 102]));
    await device.close();
    expect(gatt.connected).toBe(false);
    await expect(device.acquire()).rejects.toThrow(DeviceError);
    // The library looks a second later whether somebody pulls, and would say so on the console.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(log).not.toHaveBeenCalled();
    log.mockRestore();
  });
});
