import { DeviceError } from '#base';
import type { Transport, TransportEvents } from './transport.ts';

/** A device of {@link fakeOpenSignals}: what its header says. */
export interface FakeDevice {
  readonly id: string;
  readonly device: string;
  readonly analog: readonly string[];
  readonly fs: number;
  readonly resolution: readonly number[];
  readonly sensor?: readonly string[];
}

/** What goes wrong. */
export interface OpenSignalsFaults {
  /** Answers to commands, by their first word, in place of its own; undefined for none. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly isSilent?: boolean;
}

export interface FakeOpenSignals {
  /** Takes the text of a command; what is answered. */
  command(text: string): string;
  /** One message with the next rows, as it is sent while acquiring; `lost` are counted and not sent. */
  rows(nRows: number, lost?: number): string;
  readonly commands: readonly string[];
}

function isPlux({ device }: FakeDevice): boolean {
  return !device.startsWith('bitalino');
}

function columnsOf(device: FakeDevice): string[] {
  return isPlux(device) ? ['nSeq', 'DI', ...device.analog] : ['nSeq', 'I1', 'I2', 'O1', 'O2', ...device.analog];
}

/** Value of analog channel `i` in sample `k`. */
export function fakeValue(k: number, i: number): number {
  return (k * 7 + i * 101) % 1024;
}

/** What OpenSignals answers over its TCP/IP integration, as INTERFACES of PLUX tell it. */
export function fakeOpenSignals(
  devices: readonly FakeDevice[],
  { answers = {}, isSilent = false }: OpenSignalsFaults = {},
): FakeOpenSignals {
  const commands: string[] = [];
  const enabled = new Set<string>();
  let k = 0;
  const header = () =>
    Object.fromEntries(
      devices
        .filter(({ id }) => enabled.has(id))
        .map((device) => [
          device.id,
          {
            sensor: device.sensor ?? device.analog.map(() => 'RAW'),
            'device name': device.id,
            column: columnsOf(device),
            label: device.analog,
            device: device.device,
            'sampling rate': device.fs,
            resolution: isPlux(device) ? device.resolution : [4, 1, 1, 1, 1, ...device.resolution],
            'firmware version': 1282,
            comments: 'a } in "quotes" ä',
          },
        ]),
    );
  return {
    commands,
    command(text) {
      commands.push(text);
      const [word, id] = text.split(',') as [string, string?];
      if (isSilent) return '';
      if (word === 'enable') enabled.add(id ?? '');
      if (word in answers) return answers[word] === undefined ? '' : JSON.stringify(answers[word]);
      if (word === 'devices') {
        const returnData = Object.fromEntries(devices.map((one) => [one.id, { device: one.device }]));
        return JSON.stringify({ returnCode: 0, returnData });
      }
      if (word === 'start') {
        k = 0;
        return JSON.stringify({ returnCode: 0, returnData: header() });
      }
      return JSON.stringify({ returnCode: 0, returnData: 'OK' });
    },
    rows(nRows, lost = 0) {
      k += lost;
      const rows = (device: FakeDevice) =>
        Array.from({ length: nRows }, (_, i) => {
          const at = k + i;
          const values = device.analog.map((_, channel) => fakeValue(at, channel));
          return isPlux(device) ? [at + 13911, at % 2, ...values] : [(at + 1) % 16, at % 2, 0, 1, 0, ...values];
        });
      const text = JSON.stringify({
        returnData: Object.fromEntries(devices.filter(({ id }) => enabled.has(id)).map((one) => [one.id, rows(one)])),
      });
      k += nRows;
      return text;
    },
  };
}

/** A transport to a fake that answers at once, cut into pieces of `cut` bytes. */
export function fakeLine(
  server: FakeOpenSignals,
  { cut = Number.POSITIVE_INFINITY } = {},
): { transport: Transport; send(text: string): void; lose(reason: string): void; isOpen(): boolean } {
  let events: TransportEvents | undefined;
  const send = (text: string): void => {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += cut) events?.onBytes(bytes.slice(at, at + cut));
  };
  const lose = (reason: string): void => {
    const told = events;
    events = undefined;
    told?.onLost(reason);
  };
  const transport: Transport = {
    address: 'tcp:127.0.0.1:5555',
    async connect(listener) {
      events = listener;
      return {
        async send(bytes) {
          if (!events) throw new DeviceError('The line is closed.', 'Connect again.');
          const answer = server.command(new TextDecoder().decode(bytes));
          queueMicrotask(() => send(answer));
        },
        async close() {
          events = undefined;
        },
      };
    },
  };
  return { transport, send, lose, isOpen: () => events !== undefined };
}
