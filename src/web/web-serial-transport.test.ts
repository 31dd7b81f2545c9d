import { describe, expect, it } from 'vitest';
import { CancelledError, DeviceError, manualClock } from '#base';
import { bitalinoDevice } from '#device';
import { testBoard } from '../device/check-bitalino-board.ts';
import { deviceFaults } from '../device/check-device.ts';
import { domException, FakeSerial } from './check-fake-serial.ts';
import { webSerialTransport } from './web-serial-transport.ts';

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

const soon = () => new Promise((resolve) => setTimeout(resolve, 0));

async function rejected(call: Promise<unknown>): Promise<DeviceError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof DeviceError)) throw new Error(`Not refused as it should be: ${error}`);
  return error;
}

describe('webSerialTransport', () => {
  it('carries bytes both ways, and opens the chosen port again', async () => {
    const serial = new FakeSerial();
    const transport = webSerialTransport(serial);
    for (let round = 0; round < 2; round++) {
      const heard = listener();
      const line = await transport.connect(heard);
      await line.send(Uint8Array.of(7));
      const buffer = Uint8Array.of(1, 2);
      serial.say(buffer);
      serial.say(Uint8Array.of(3));
      await soon();
      expect(heard.bytes).toEqual([1, 2, 3]);
      await line.close();
      await line.close();
      expect(heard.lost).toEqual([]);
      expect(serial.isOpen).toBe(false);
      expect(serial.nListeners).toBe(0);
      await expect(line.send(Uint8Array.of(1))).rejects.toThrow(/port is closed/);
    }
    expect(serial.written).toEqual([[7], [7]]);
    expect(serial.nChosen).toBe(1);
  });

  it('goes on after noise on the line', async () => {
    const serial = new FakeSerial();
    const heard = listener();
    const line = await webSerialTransport(serial).connect(heard);
    serial.say(Uint8Array.of(1));
    await soon();
    serial.disturb();
    await soon();
    serial.say(Uint8Array.of(2));
    await soon();
    expect(heard.bytes).toEqual([1, 2]);
    await line.close();
    expect(heard.lost).toEqual([]);
  });

  it('tells once when the device is unplugged, and can be connected again', async () => {
    const serial = new FakeSerial();
    const heard = listener();
    const transport = webSerialTransport(serial);
    const line = await transport.connect(heard);
    serial.unplug();
    await soon();
    await soon();
    expect(heard.lost).toEqual(['The device was unplugged or switched off.']);
    await expect(line.send(Uint8Array.of(1))).rejects.toThrow(/port is closed/);
    await line.close();
    await (await transport.connect(listener())).close();
  });

  it('says in words why there is no port', async () => {
    expect((await rejected(webSerialTransport(undefined).connect(listener()))).message).toMatch(/no Web Serial/);
    for (const [name, about] of [
      ['NotFoundError', /No serial port: nothing was chosen/],
      ['SecurityError', /the page may not use it/],
      ['NotAllowedError', /permission was refused/],
    ] as const) {
      const serial = new FakeSerial();
      serial.refuseChoice = domException(name);
      expect((await rejected(webSerialTransport(serial).connect(listener()))).message).toMatch(about);
    }
    const busy = new FakeSerial();
    busy.refuseOpening = domException('NetworkError', 'Failed to open serial port.');
    const { message, fix } = await rejected(webSerialTransport(busy).connect(listener()));
    expect(message).toMatch(/cannot be opened \(Failed to open serial port\.\)/);
    expect(fix).toMatch(/Close other programs/);
  });

  it('can be cancelled', async () => {
    const serial = new FakeSerial();
    const stopped = new AbortController();
    stopped.abort();
    await expect(webSerialTransport(serial).connect(listener(), stopped.signal)).rejects.toThrow(CancelledError);
    expect(serial.isOpen).toBe(false);
  });

  it('carries the driver of a BITalino', async () => {
    const clock = manualClock();
    const make = () => {
      const serial = new FakeSerial();
      const board = testBoard(clock);
      const wired = board.connect({ onBytes: (bytes) => serial.say(bytes), onLost: () => undefined });
      serial.answer = (bytes) => {
        void wired.then((line) => line.send(bytes));
        return new Uint8Array();
      };
      return bitalinoDevice({ transport: webSerialTransport(serial), clock });
    };
    const pass = async () => {
      await clock.advance(0.05);
      await soon();
    };
    expect(await deviceFaults({ make, pass, nSamples: 200, badFs: 500 })).toEqual([]);
  });
});
