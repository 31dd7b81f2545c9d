import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { serialLibrary } from './serial-port.ts';

/** A serial port that this computer shows. */
export interface ListedPort {
  readonly path: string;
  /** Who made it or what it is, where the system says. */
  readonly about?: string;
  /** False where this user may not open it. */
  readonly isAllowed: boolean;
}

/** The serial ports and, in words, why there may be fewer than expected. */
export interface PortList {
  readonly ports: readonly ListedPort[];
  readonly notes: readonly string[];
}

/** Where ports are looked for; a test looks elsewhere. */
export interface PortPlaces {
  readonly platform?: NodeJS.Platform;
  readonly devFolder?: string;
  /** Asks the operating system. */
  readonly list?: () => Promise<readonly { readonly path: string; readonly manufacturer?: string | undefined }[]>;
}

/** Ports that the library does not list, such as those of Bluetooth on Linux. */
const unlisted = /^(rfcomm\d+|ttyUSB\d+|ttyACM\d+|tty\.BITalino.*|cu\.BITalino.*)$/i;

/** The serial ports that can be seen here; Bluetooth ports of Linux too, which the operating system does not list. */
export async function listPorts({
  platform = process.platform,
  devFolder = '/dev',
  list = async () => (await serialLibrary()).SerialPort.list(),
}: PortPlaces = {}): Promise<PortList> {
  const notes: string[] = [];
  const found = new Map<string, string | undefined>();
  try {
    for (const { path, manufacturer } of await list()) found.set(path, manufacturer);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notes.push(
      /udevadm/.test(reason)
        ? 'The program udevadm is missing (package udev), so the system cannot be asked for its ports; /dev was looked through instead.'
        : `The system could not be asked for its ports: ${reason}`,
    );
  }
  if (platform !== 'win32') {
    const names = await readdir(devFolder).catch(() => []);
    for (const name of names.filter((each) => unlisted.test(each)).sort()) {
      const path = `${devFolder}/${name}`;
      if (!found.has(path)) found.set(path, name.startsWith('rfcomm') ? 'Bluetooth' : undefined);
    }
  }
  const ports: ListedPort[] = [];
  for (const [path, about] of found) {
    const isAllowed =
      platform === 'win32' ||
      (await access(path, constants.R_OK | constants.W_OK)
        .then(() => true)
        .catch(() => false));
    ports.push({ path, ...(about && { about }), isAllowed });
  }
  const refused = ports.filter(({ isAllowed }) => !isAllowed).map(({ path }) => path);
  if (refused.length > 0) {
    notes.push(
      `No permission to use ${refused.join(', ')}: sudo usermod -aG dialout ${userInfo().username}, then log in again.`,
    );
  }
  if (platform === 'linux' && !ports.some(({ path }) => path.includes('rfcomm'))) {
    notes.push(
      'No Bluetooth port is bound. Pair the device (bluetoothctl: scan on, pair MAC, PIN 1234), then: sudo rfcomm bind 0 MAC 1. It is then serial:/dev/rfcomm0.',
    );
  }
  if (platform === 'win32') notes.push('Bluetooth gives two COM ports to a BITalino; the outgoing one works.');
  if (platform === 'darwin' && !ports.some(({ path }) => /bitalino/i.test(path))) {
    notes.push(
      'No BITalino is paired: System Settings, Bluetooth, PIN 1234. It is then serial:/dev/tty.BITalino-XX-XX.',
    );
  }
  return { ports, notes };
}
