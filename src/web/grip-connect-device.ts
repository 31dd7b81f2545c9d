import { ArgumentError, CancelledError, type Clock, DeviceError, requireOneOf } from '#base';
import { type AcquireOptions, type Acquisition, type Device, EventQueue, SteadyRate } from '#device';
import { browserRefusal } from './browser-refusal.ts';
import { type GripDynamometer, gripDynamometers } from './grip-connect-catalogue.ts';
import { GripTimes } from './grip-times.ts';

/** A message of the library, as far as it is used. */
export interface GripMeasurement {
  /** In N, as it was asked for. */
  readonly current: number;
  readonly performance?: {
    readonly packetIndex?: number;
    readonly samplesPerPacket?: number;
  };
}

/** A device of `@hangtime/grip-connect`, as far as it is used. */
export interface GripLibraryDevice {
  readonly bluetooth?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined;
  connect(onSuccess: () => void, onError: (error: Error) => void): Promise<void>;
  disconnect(): void;
  notify(callback: (measurement: GripMeasurement) => void, unit: 'n'): void;
  active?(callback: (isActive: boolean) => void): void;
  stream?(): Promise<void>;
  stop?(): Promise<void>;
  battery?(): Promise<string | undefined>;
  firmware?(): Promise<string | undefined>;
  setSamplingRate?(fs: number): Promise<void>;
  /** What it keeps for its own export, and would keep without end. */
  readonly downloadPackets?: { readonly performance?: { readonly sampleIndex?: number } }[];
}

/** How {@link gripConnectDevice} connects. */
export interface GripConnectOptions {
  readonly clock: Clock;
  /** Makes the library's device. @default the class of `@hangtime/grip-connect`, loaded when first needed */
  readonly make?: (dynamometer: GripDynamometer) => Promise<GripLibraryDevice>;
}

/** A dynamometer, whose zero can be taken while it acquires. */
export interface GripConnectDevice extends Device {
  /**
   * Takes the zero: the mean of the next second, without a hand on the handle, is taken off from then on.
   *
   * @throws DeviceError when it does not acquire or sends nothing.
   */
  tare(): Promise<void>;
}

/** Apart further than this (s), two values have a gap between them. */
const longestGapS = 0.5;
const tareS = 1;
const startS = 10;

async function fromLibrary({ className }: GripDynamometer): Promise<GripLibraryDevice> {
  const library: object = await import('@hangtime/grip-connect');
  const Class = Reflect.get(library, className) as new () => GripLibraryDevice;
  return new Class();
}

function batteryOf(text: string | undefined, { battery }: GripDynamometer) {
  const value = Number.parseFloat(text ?? '');
  if (!Number.isFinite(value) || battery === undefined) return {};
  if (battery === 'percent') return { batteryPercent: value };
  return { batteryV: battery === 'mV' ? value / 1000 : value };
}

/**
 * A dynamometer with Bluetooth Low Energy in a browser, through `@hangtime/grip-connect`: one channel `force` in newtons at
 * the constant rate of {@link gripDynamometers}, resampled from the times its values came with. A broken line ends the
 * acquisition.
 *
 * `open` asks the person for the device and so needs a click.
 *
 * @throws ArgumentError for an unknown id.
 */
export function gripConnectDevice(id: string, { clock, make = fromLibrary }: GripConnectOptions): GripConnectDevice {
  const ids = gripDynamometers.map((one) => one.id);
  requireOneOf('id', id, ids, 'gripConnectDevice');
  const dynamometer = gripDynamometers.find((one) => one.id === id) as GripDynamometer;
  const { name, fs } = dynamometer;
  let library: GripLibraryDevice | undefined;
  let running: { queue: EventQueue; steady: SteadyRate; times: GripTimes } | undefined;
  let zeroN = 0;
  let taring: number[] | undefined;

  function end(error?: DeviceError): void {
    const was = running;
    running = undefined;
    if (error === undefined) was?.queue.end();
    if (!was || error === undefined) return;
    was.queue.push({ kind: 'link', state: 'lost', atIndex: was.steady.nextIndex, message: error.message });
    was.queue.fail(error);
  }

  function take(measurement: GripMeasurement): void {
    const packets = library?.downloadPackets;
    const deviceUs = dynamometer.times === 'device' ? packets?.at(-1)?.performance?.sampleIndex : undefined;
    if (packets) packets.length = 0;
    if (!running || !Number.isFinite(measurement.current)) return;
    const { queue, steady, times } = running;
    taring?.push(measurement.current);
    const { samplesPerPacket = 1 } = measurement.performance ?? {};
    const arrivedS = clock.nowS();
    for (const { timeS, value } of times.note(measurement.current, { deviceUs, arrivedS, samplesPerPacket })) {
      queue.push(...steady.push(timeS, value - zeroN, arrivedS));
    }
  }

  const gone = (): void => {
    library = undefined;
    end(new DeviceError(`The ${name} is out of reach or switched off.`, 'Switch it on, come near, and connect again.'));
  };

  async function within<T>(call: Promise<T>, waitS: number, what: string): Promise<T> {
    const done = new AbortController();
    const late = clock.sleep(waitS, done.signal).then(
      () => {
        throw new DeviceError(
          `The ${name} does not ${what} within ${waitS} s.`,
          'Switch it off and on, and connect again.',
        );
      },
      () => call,
    );
    late.catch(() => undefined);
    try {
      return await Promise.race([call, late]);
    } finally {
      done.abort();
    }
  }

  async function stop(): Promise<void> {
    const was = library;
    if (!running) return;
    end();
    await within(was?.stop?.() ?? Promise.resolve(), startS, 'stop').catch(() => undefined);
  }

  async function close(): Promise<void> {
    await stop();
    const was = library;
    library = undefined;
    was?.bluetooth?.removeEventListener('gattserverdisconnected', gone);
    was?.disconnect();
  }

  return {
    address: `grip:${id}`,
    async open(signal) {
      await close();
      const made = await make(dynamometer);
      let refusal: DeviceError | undefined;
      let isConnected = false;
      await made.connect(
        () => {
          isConnected = true;
        },
        (cause) => {
          refusal = browserRefusal(cause, name);
        },
      );
      if (refusal) throw refusal;
      if (!isConnected)
        throw new DeviceError(`The ${name} did not connect.`, 'Switch it on, come near, and try again.');
      if (signal?.aborted) {
        made.disconnect();
        throw new CancelledError(`Connecting to the ${name}`);
      }
      library = made;
      made.notify(take, 'n');
      // Its own one writes to the console.
      made.active?.(() => undefined);
      made.bluetooth?.addEventListener('gattserverdisconnected', gone);
      // What a device does not tell is no fault of its force.
      const battery = await made.battery?.().catch(() => undefined);
      const firmware = await made.firmware?.().catch(() => undefined);
      return { model: name, ...(firmware && { firmware }), ...batteryOf(battery, dynamometer) };
    },
    async acquire(options: AcquireOptions = {}): Promise<Acquisition> {
      await stop();
      if (!library) throw new DeviceError(`The ${name} is not open.`, 'Open the device before it acquires.');
      const unknown = options.channels?.find((channel) => channel !== 'force');
      if (unknown !== undefined || (options.fs ?? fs) !== fs) {
        throw new ArgumentError(
          `The ${name} has the channel force at ${fs} Hz, not ${unknown ?? `${options.fs} Hz`} — in acquire.`,
          'Ask for that channel and rate.',
        );
      }
      const started = {
        queue: new EventQueue(),
        steady: new SteadyRate(fs, longestGapS),
        times: new GripTimes(fs),
      };
      running = started;
      try {
        if (library.setSamplingRate) await within(library.setSamplingRate(fs), startS, 'take its rate');
        if (library.stream) await within(library.stream(), startS, 'start');
      } catch (cause) {
        end();
        throw cause instanceof DeviceError ? cause : browserRefusal(cause, name);
      }
      const format = { channels: [{ name: 'force', unit: 'N' as const, kind: 'force' as const }], fs };
      return { format, events: started.queue, stop: async () => (running === started ? stop() : undefined) };
    },
    async tare() {
      if (!running) throw new DeviceError(`The ${name} does not acquire.`, 'Take its zero while it acquires.');
      taring = [];
      await clock.sleep(tareS);
      const values = taring;
      taring = undefined;
      if (values.length === 0) {
        throw new DeviceError(
          `The ${name} sent nothing for ${tareS} s.`,
          'Wake it by a short pull, and take its zero again.',
        );
      }
      zeroN = values.reduce((sum, value) => sum + value, 0) / values.length;
    },
    close,
  };
}
