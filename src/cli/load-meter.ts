import { ArgumentError, type Clock, DeviceError } from '#base';
import type { Acquisition, Device } from '#device';
import type { KnownLoad } from '#recording';
import { mean, standardDeviation } from '#signal';

/** What a channel shows under a load. */
export type ShownLoad = Omit<KnownLoad, 'force'>;

/** Reads one channel of a device under one load after another. */
export interface LoadMeter {
  /** Bits of the ADC in the channel. */
  readonly bits: number;
  /** Tells a virtual person what to pull with (N); false where nobody can be told. */
  pull(forceN: number): boolean;
  /**
   * Mean and noise of the channel from now on, after what swings has settled.
   *
   * @throws DeviceError when the device sends too little, or is gone.
   */
  measure(): Promise<ShownLoad>;
  close(): Promise<void>;
}

/** Seconds that a hung mass swings, that a virtual person takes to reach a force, and that are averaged. */
const [swingS, reachS, averageS] = [0.5, 3, 2];
/** Seconds to wait for them beyond their length. */
const patienceS = 5;

interface Collecting {
  skip: number;
  readonly values: number[];
  readonly nWanted: number;
  readonly done: (values: readonly number[]) => void;
}

async function follow({ events }: Acquisition, collecting: () => Collecting | undefined): Promise<void> {
  for await (const event of events) {
    const now = collecting();
    if (event.kind !== 'samples' || !now) continue;
    for (const value of event.values[0] ?? []) {
      if (now.skip > 0) now.skip--;
      else if (now.values.length < now.nWanted) now.values.push(value);
    }
    if (now.values.length >= now.nWanted) now.done(now.values);
  }
}

/**
 * Opens a device and reads one of its channels.
 *
 * @throws ArgumentError for a channel that is not in counts. @throws DeviceError when the device cannot be used.
 */
export async function loadMeter(device: Device, channel: string, clock: Clock): Promise<LoadMeter> {
  try {
    await device.open();
    return await meterOf(device, await device.acquire({ channels: [channel] }), clock);
  } catch (error) {
    await device.close();
    throw error;
  }
}

async function meterOf(device: Device, acquisition: Acquisition, clock: Clock): Promise<LoadMeter> {
  const { fs, channels } = acquisition.format;
  const [{ name, unit, bits }] = channels;
  if (unit !== 'count' || bits === undefined) {
    throw new ArgumentError(
      `Channel ${name} of ${device.address} is in ${unit === 'count' ? 'counts of unknown resolution' : unit} — in calibrate-force.`,
      unit === 'count' ? 'Set its resolution in OpenSignals.' : 'Choose the analog channel of the load cell.',
    );
  }
  let collecting: Collecting | undefined;
  let settleS = swingS;
  let failure: unknown;
  let hasEnded = false;
  const following = follow(acquisition, () => collecting).then(
    () => {
      hasEnded = true;
    },
    (error) => {
      failure = error;
    },
  );
  return {
    bits,
    pull(forceN) {
      if (!acquisition.cue) return false;
      settleS = reachS;
      acquisition.cue(forceN > 0 ? { kind: 'target', forceN } : { kind: 'rest' });
      return true;
    },
    async measure() {
      const waited = new AbortController();
      const nWanted = Math.max(2, Math.round(averageS * fs));
      const collected = new Promise<readonly number[]>((done) => {
        collecting = { skip: Math.round(settleS * fs), values: [], nWanted, done };
      });
      const late = clock.sleep(settleS + averageS + patienceS, waited.signal).catch(() => undefined);
      const values = await Promise.race([collected, late, following]);
      waited.abort();
      collecting = undefined;
      if (values) return { counts: mean(values), sdCounts: standardDeviation(values) };
      if (failure) throw failure;
      throw new DeviceError(
        `${device.address} ${hasEnded ? 'has no more samples' : 'sent too few samples'} for a mean of ${averageS} s.`,
        hasEnded ? 'Choose a device that measures now.' : 'Check the device and its radio link, and begin again.',
      );
    },
    async close() {
      await acquisition.stop().catch(() => undefined);
      await following;
      await device.close();
    },
  };
}
