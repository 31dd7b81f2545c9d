import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bitalinoDevice, type DeviceEvent } from '#device';
import { testBoard } from '../device/check-bitalino-board.ts';
import { eventFaults } from '../device/check-device.ts';
import { servedBoard } from './check-served-board.ts';
import { listPorts } from './list-ports.ts';
import { serialTransport } from './serial-transport.ts';
import { systemClock } from './system-clock.ts';

const hasSocat = spawnSync('socat', ['-V']).status === 0;
if (!hasSocat) process.stderr.write('Skipped: a serial port over a pty, socat is not installed.\n');

const clock = systemClock();
const folder = mkdtempSync(join(tmpdir(), 'myofade-serial-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const nobody = { onBytes: () => undefined, onLost: () => undefined };

describe('serialTransport', () => {
  it.skipIf(process.platform === 'win32')('says what is missing', async () => {
    const opening = (path: string) =>
      serialTransport(path)
        .connect(nobody)
        .catch(({ message, fix }) => `${message} ${fix}`);
    expect(await opening('/dev/rfcomm97')).toBe(
      'Cannot open serial:/dev/rfcomm97: there is no such port. Bind it: sudo rfcomm bind 97 MAC 1, with the address that the device carries (XX:XX:XX:XX:XX:XX).',
    );
    expect(await opening(join(folder, 'none'))).toContain('there is no such port. Connect or pair the device');
  });

  it.skipIf(!hasSocat)('carries a BITalino, and says when the port is gone', async () => {
    const board = testBoard(clock);
    const { port, server, sockets } = await servedBoard(board);
    const path = join(folder, 'pty');
    const socat: ChildProcess = spawn('socat', [`pty,raw,echo=0,link=${path}`, `tcp:127.0.0.1:${port}`]);
    try {
      while (sockets.size === 0) await clock.sleep(0.02);
      const device = bitalinoDevice({ transport: serialTransport(path), clock, patienceS: 0.2 });
      expect(await device.open()).toMatchObject({ model: 'BITalino (r)evolution', firmware: '5.2' });
      const acquisition = await device.acquire();
      const events: DeviceEvent[] = [];
      let n = 0;
      const reading = (async () => {
        for await (const event of acquisition.events) {
          events.push(event);
          if (event.kind === 'samples') n += event.values[0]?.length ?? 0;
          if (n >= 1000 && !socat.killed) socat.kill('SIGKILL');
        }
      })();
      await expect(reading).rejects.toThrow(`serial:${path} did not come back within 0.2 s`);
      expect(eventFaults(events, acquisition.format)).toEqual([]);
      expect(events.filter(({ kind }) => kind === 'lost')).toEqual([]);
      expect(events.at(-1)).toMatchObject({ kind: 'link', state: 'lost' });
      await device.close();
    } finally {
      board.isAcquiring = false;
      socat.kill('SIGKILL');
      for (const socket of sockets) socket.destroy();
      server.close();
    }
  });
});

describe('listPorts', () => {
  it('adds Bluetooth ports that the system does not list, and says why it sees no more', async () => {
    for (const name of ['rfcomm0', 'ttyUSB3', 'tty0']) writeFileSync(join(folder, name), '');
    const list = async () => {
      throw new Error('spawn udevadm ENOENT');
    };
    const { ports, notes } = await listPorts({ platform: 'linux', devFolder: folder, list });
    expect(ports).toEqual([
      { path: `${folder}/rfcomm0`, about: 'Bluetooth', isAllowed: true },
      { path: `${folder}/ttyUSB3`, isAllowed: true },
    ]);
    expect(notes).toEqual([expect.stringContaining('udevadm is missing')]);
    const none = await listPorts({ platform: 'linux', devFolder: join(folder, 'nothing'), list: async () => [] });
    expect(none).toEqual({ ports: [], notes: [expect.stringContaining('sudo rfcomm bind 0 MAC 1')] });
    const gone = [{ path: join(folder, 'gone'), manufacturer: 'FTDI' }];
    const refused = await listPorts({ platform: 'linux', devFolder: folder, list: async () => gone });
    expect(refused.ports[0]).toEqual({ path: join(folder, 'gone'), about: 'FTDI', isAllowed: false });
    expect(refused.notes[0]).toContain('usermod -aG dialout');
  });
});
