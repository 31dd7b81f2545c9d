import { ArgumentError, CancelledError, type Clock, DeviceError, requirePositive, seededRandom } from '#base';
import type { AcquireOptions, Acquisition, Device, DeviceEvent } from './device.ts';
import { type SampleSource, sourceAtRate } from './sample-source.ts';

/** What a virtual device is made of. */
export interface VirtualDeviceOptions {
  readonly source: SampleSource;
  readonly clock: Clock;
  /** Times real time; `Infinity` is as fast as it is read, without waiting for the clock. @default 1 */
  readonly speed?: number;
  /** @default 'virtual' */
  readonly address?: string;
  /** Share of blocks of 20 ms that get lost, by chance from `seed`. @default none */
  readonly dropped?: { readonly share: number; readonly seed: number };
}

/** Length of a block (s). */
const blockS = 0.02;

function chosenPlaces(source: SampleSource, names: readonly string[] | undefined): number[] {
  const known = source.channels.map(({ name }) => name);
  if (names?.length === 0) {
    throw new ArgumentError('channels must name at least one channel, got none.', `Choose of ${known.join(', ')}.`);
  }
  const places = (names ?? known).map((name) => {
    const place = known.indexOf(name);
    if (place >= 0) return place;
    throw new ArgumentError(`There is no channel '${name}' — in acquire.`, `Choose of ${known.join(', ')}.`);
  });
  return [...new Set(places)].sort((a, b) => a - b);
}

function requireRate(source: SampleSource, fs: number): void {
  if (fs > 0 && Number.isInteger(source.fs / fs)) return;
  throw new ArgumentError(
    `fs must divide ${source.fs} Hz, got ${fs} — in acquire.`,
    `Choose ${source.fs} Hz, or a whole part of it.`,
  );
}

/**
 * A device in front of a source: a virtual person, or a recording that is played. Blocks come at `speed` times real time by
 * the clock, or as fast as they are read. A late reader loses nothing. Each acquisition begins a recording anew, while a
 * person goes on as tired as they are; between two acquisitions no time passes for them.
 *
 * @throws ArgumentError for a speed that is not positive, or a share outside [0, 1].
 */
export function virtualDevice(options: VirtualDeviceOptions): Device {
  const { source, clock, speed = 1, address = 'virtual', dropped = { share: 0, seed: 1 } } = options;
  if (speed !== Number.POSITIVE_INFINITY) requirePositive('speed', speed, 'virtualDevice');
  if (!(dropped.share >= 0 && dropped.share <= 1)) {
    throw new ArgumentError(`share must lie in 0–1, got ${dropped.share} — in virtualDevice.`, 'Pass such as 0.01.');
  }
  const random = seededRandom(dropped.seed).fork('dropped blocks');
  let isOpen = false;
  let running: Acquisition | null = null;
  return {
    address,
    async open() {
      isOpen = true;
      return source.facts;
    },
    async acquire({ channels: names, fs = names === undefined ? source.fs : undefined }: AcquireOptions = {}) {
      if (!isOpen) throw new DeviceError(`${address} is not open.`, 'Open the device before it acquires.');
      const places = chosenPlaces(source, names);
      const rate = fs ?? source.fs;
      requireRate(source, rate);
      await running?.stop();
      source.rewind?.();
      const paced = { source: sourceAtRate(source, rate), places, clock, speed };
      running = acquisition(paced, () => dropped.share > 0 && random.uniform() < dropped.share);
      return running;
    },
    async close() {
      isOpen = false;
      await running?.stop();
      running = null;
    },
  };
}

interface Paced {
  readonly source: SampleSource;
  readonly places: readonly number[];
  readonly clock: Clock;
  readonly speed: number;
}

function acquisition({ source, places, clock, speed }: Paced, isDropped: () => boolean): Acquisition {
  const { fs } = source;
  const stopped = new AbortController();
  const nBlock = Math.max(1, Math.round(blockS * fs));
  let digital = 0;
  async function* events(): AsyncGenerator<DeviceEvent> {
    const startS = clock.nowS();
    for (let firstIndex = 0; !stopped.signal.aborted; firstIndex += nBlock) {
      const dueS = startS + (firstIndex + nBlock) / fs / speed;
      const waitS = dueS - clock.nowS();
      if (speed !== Number.POSITIVE_INFINITY && waitS > 0 && !(await slept(clock, waitS, stopped.signal))) return;
      const values = source.next(nBlock);
      const nSamples = values[0]?.length ?? 0;
      if (nSamples === 0) return;
      if (isDropped()) {
        yield { kind: 'lost', firstIndex, nSamples, cause: 'dropped', isEstimated: false };
        continue;
      }
      const arrivedS = speed === Number.POSITIVE_INFINITY ? startS + (firstIndex + nSamples) / fs : clock.nowS();
      yield {
        kind: 'samples',
        firstIndex,
        values: places.map((place) => values[place]),
        digital: new Uint8Array(nSamples).fill(digital),
        arrivedS,
      };
    }
  }
  return {
    format: { channels: places.map((place) => source.channels[place]), fs },
    events: events(),
    async stop() {
      stopped.abort();
    },
    async setOutputs({ o1, o2 }) {
      digital = (o1 ? 2 : 0) | (o2 ? 1 : 0);
    },
    ...(source.cue && { cue: source.cue }),
  };
}

/** False where the wait was ended. */
async function slept(clock: Clock, durationS: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(durationS, signal);
    return true;
  } catch (error) {
    if (error instanceof CancelledError) return false;
    throw error;
  }
}
