import { ArgumentError, CancelledError, type Clock, DeviceError, MyofadeError } from '#base';
import { bitalinoSlotBits, isBitalino, isEmgName, type OpenSignalsDevice, openSignalsEntry } from '#recording';
import type { AcquireOptions, Acquisition, Device, DeviceChannel, DeviceFacts, DeviceFormat } from './device.ts';
import { EventQueue } from './event-queue.ts';
import { OpenSignalsLine } from './opensignals-line.ts';
import { devicesIn, hasRows, headerIn, type ListedDevice, rowsIn } from './opensignals-replies.ts';
import { OpenSignalsRows } from './opensignals-rows.ts';
import type { Transport } from './transport.ts';

/** How {@link openSignalsStream} finds its device. */
export interface OpenSignalsOptions {
  readonly clock: Clock;
  /** MAC address or name of the device, where OpenSignals knows several. */
  readonly mac?: string;
}

/** Seconds to wait: for a reply, for a reply that may not come, for a device to start, and for rows. */
export const openSignalsWaits = { replyS: 5, mayReplyS: 2, startS: 20, quietS: 5, goneS: 30 } as const;

const models: Readonly<Record<string, string>> = {
  bitalino: 'BITalino',
  bitalino_rev: 'BITalino (r)evolution',
};

const switchOn =
  'Start OpenSignals, switch on TCP/IP in its settings under Integration (port 5555), and check the address.';

interface Running {
  readonly device: OpenSignalsDevice;
  readonly rows: OpenSignalsRows;
  readonly queue: EventQueue;
  readonly watch: AbortController;
  lastS: number;
  isQuiet: boolean;
}

function choose(listed: readonly ListedDevice[], mac: string | undefined): ListedDevice {
  const names = listed.map(({ id }) => id).join(', ');
  if (listed.length === 0) {
    throw new DeviceError(
      'OpenSignals knows no device.',
      'Switch the device on, find it in the device manager of OpenSignals, and choose its channels there.',
    );
  }
  const found = listed.find(({ id }) => id.toLowerCase() === mac?.toLowerCase());
  if (found) return found;
  if (mac !== undefined) {
    throw new DeviceError(`OpenSignals knows no device ${mac}, only ${names}.`, 'Choose one of these in the address.');
  }
  if (listed.length === 1) return listed[0] as ListedDevice;
  throw new DeviceError(
    `OpenSignals knows several devices: ${names}.`,
    `Add the one to use to the address, such as opensignals:HOST:PORT/${listed[0]?.id}.`,
  );
}

/** Analog columns that are wanted, by their places. */
function analogPlaces({ columns, nAnalog }: OpenSignalsDevice, wanted: readonly string[] | undefined): number[] {
  const first = columns.length - nAnalog;
  const names = columns.slice(first);
  const unknown = wanted?.find((name) => !names.includes(name));
  if (unknown !== undefined || names.length === 0) {
    throw new ArgumentError(
      `OpenSignals acquires ${names.length === 0 ? 'no analog channel' : names.join(', ')}, not ${unknown ?? 'any'} — in acquire.`,
      'Switch the channel on in the device settings of OpenSignals, or name one that is on.',
    );
  }
  return names.flatMap((name, i) => (wanted === undefined || wanted.includes(name) ? [first + i] : []));
}

function formatOf(device: OpenSignalsDevice, places: readonly number[]): DeviceFormat {
  const first = device.columns.length - device.nAnalog;
  const channels = places.map((place): DeviceChannel => {
    const i = place - first;
    const isEmg = isEmgName(device.sensors[i] ?? '');
    const bits = device.bits[i] ?? (isBitalino(device) ? bitalinoSlotBits[i] : undefined);
    const kind = isEmg && { kind: 'emg' as const };
    const name = device.columns[place] as string;
    if (device.isConverted) return { name, unit: isEmg ? 'mV' : 'other', ...kind };
    return { name, unit: 'count', ...(bits !== undefined && { bits }), ...kind };
  });
  return { channels, fs: device.fs };
}

function entryOf(id: string, fields: unknown): OpenSignalsDevice {
  try {
    return openSignalsEntry(id, fields, { file: 'the stream of OpenSignals', where: 'its header' });
  } catch (cause) {
    throw new DeviceError(
      cause instanceof MyofadeError ? cause.message : String(cause),
      'Check the device settings of OpenSignals, and start again.',
      { cause },
    );
  }
}

/**
 * A device behind OpenSignals (r)evolution, read over its TCP/IP integration. Channels and resolution are those that are
 * set in OpenSignals; so is the rate where none is asked for. A broken line ends the acquisition: OpenSignals starts a new
 * one instead of going on.
 */
export function openSignalsStream(transport: Transport, { clock, mac }: OpenSignalsOptions): Device {
  let line: OpenSignalsLine | undefined;
  let chosen: ListedDevice | undefined;
  let running: Running | undefined;

  function tell(message: unknown): boolean {
    if (!running) return false;
    const rows = rowsIn(message, running.device.id);
    if (rows === undefined) return hasRows(message);
    running.lastS = clock.nowS();
    if (running.isQuiet) {
      running.isQuiet = false;
      const atIndex = running.rows.nextIndex;
      running.queue.push({ kind: 'link', state: 'restored', atIndex, message: 'OpenSignals sends samples again.' });
    }
    running.queue.push(...running.rows.push(rows, running.lastS));
    return true;
  }

  function end(error?: DeviceError): void {
    const was = running;
    running = undefined;
    was?.watch.abort();
    if (error === undefined) was?.queue.end();
    if (!was || error === undefined) return;
    was.queue.push({ kind: 'link', state: 'lost', atIndex: was.rows.nextIndex, message: error.message });
    was.queue.fail(error);
  }

  /** Tells when no rows come any more. */
  async function watchRows(watched: Running): Promise<void> {
    const { watch, queue, rows } = watched;
    while (running === watched) {
      try {
        await clock.sleep(1, watch.signal);
      } catch {
        return;
      }
      const quietS = clock.nowS() - watched.lastS;
      const message = `OpenSignals sent no samples for ${quietS.toFixed(0)} s.`;
      if (quietS > openSignalsWaits.goneS) {
        end(new DeviceError(message, 'Check the device and its radio link in OpenSignals, then start again.'));
      } else if (quietS > openSignalsWaits.quietS && !watched.isQuiet) {
        watched.isQuiet = true;
        queue.push({ kind: 'link', state: 'lost', atIndex: rows.nextIndex, message });
      }
    }
  }

  async function stop(): Promise<void> {
    const was = running;
    if (!was || !line) return;
    try {
      await line.ask('stop', (message) => !hasRows(message) || undefined, openSignalsWaits.mayReplyS, 'optional');
    } finally {
      if (running === was) end();
    }
  }

  async function close(): Promise<void> {
    await stop().catch(() => undefined);
    const was = line;
    line = undefined;
    chosen = undefined;
    await was?.close();
  }

  async function open(signal?: AbortSignal): Promise<DeviceFacts> {
    await close();
    const opened = new OpenSignalsLine(clock, tell, (reason) => {
      line = undefined;
      end(new DeviceError(`The line to OpenSignals broke: ${reason}`, switchOn));
    });
    try {
      await opened.connect(transport, signal);
    } catch (cause) {
      if (!(cause instanceof DeviceError)) throw cause;
      throw new DeviceError(`OpenSignals does not answer at ${transport.address}: ${cause.message}`, switchOn, {
        cause,
      });
    }
    line = opened;
    const cancel = () => opened.cancel(new CancelledError('Connecting to OpenSignals'));
    signal?.addEventListener('abort', cancel);
    try {
      const listed = await opened.ask('devices', devicesIn, openSignalsWaits.replyS, switchOn);
      chosen = choose(listed as ListedDevice[], mac);
    } catch (error) {
      await close();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
    return { model: models[chosen.device ?? ''] ?? chosen.device ?? 'a device of OpenSignals' };
  }

  async function acquire({ channels, fs }: AcquireOptions = {}): Promise<Acquisition> {
    await stop();
    const asked = line;
    const id = chosen?.id;
    if (!asked || id === undefined) {
      throw new DeviceError(`OpenSignals at ${transport.address} is not open.`, 'Open the device before it acquires.');
    }
    const { mayReplyS, startS } = openSignalsWaits;
    const any = () => true;
    await asked.ask(`enable,${id}`, any, mayReplyS, 'optional');
    if (fs !== undefined) await asked.ask(`config,${id},samplingfreq,${fs}`, any, mayReplyS, 'optional');
    const begin = (message: unknown): Running | undefined => {
      const fields = headerIn(message, id);
      if (fields === undefined) return undefined;
      const device = entryOf(id, fields);
      const rows = new OpenSignalsRows(device, analogPlaces(device, channels));
      if (fs !== undefined && device.fs !== fs) {
        throw new ArgumentError(
          `OpenSignals acquires at ${device.fs} Hz, not at ${fs} — in acquire.`,
          'Set the rate in the device settings of OpenSignals, or ask for that one.',
        );
      }
      running = {
        device,
        rows,
        queue: new EventQueue(),
        watch: new AbortController(),
        lastS: clock.nowS(),
        isQuiet: false,
      };
      return running;
    };
    const noHeader = `Press stop in OpenSignals if it acquires already, check that device ${id} is on, and start again.`;
    let started: Running;
    try {
      started = (await asked.ask('start', begin, startS, noHeader)) as Running;
    } catch (error) {
      await asked.ask('stop', any, mayReplyS, 'optional').catch(() => undefined);
      throw error;
    }
    void watchRows(started);
    const places = analogPlaces(started.device, channels);
    const stopThis = async () => (running === started ? stop() : undefined);
    return { format: formatOf(started.device, places), events: started.queue, stop: stopThis };
  }

  return {
    address: transport.address.replace(/^tcp:/, 'opensignals:') + (mac === undefined ? '' : `/${mac}`),
    open,
    acquire,
    close,
  };
}
