import { ArgumentError, MyofadeError } from '#base';
import type { Acquisition, Device, DeviceEvent, DeviceFormat } from './device.ts';

/** How a device is put to the test. */
export interface DeviceTrial {
  /** A device that was never opened. */
  readonly make: () => Device;
  /** Lets time pass where a clock is moved by hand, or waits a moment. */
  readonly pass: () => Promise<void>;
  /** Samples to take before it is stopped. */
  readonly nSamples: number;
  /** A rate that the device has not. */
  readonly badFs?: number;
}

/** Waits for work while time passes. */
async function whilePassing<T>(work: Promise<T>, pass: () => Promise<void>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  for (let turn = 0; !isOver && turn < 100_000; turn++) await pass();
  if (!isOver) throw new Error('The device did not finish.');
  return over;
}

/** What went wrong in a call, or nothing. */
async function errorOf(work: () => Promise<unknown>, pass: () => Promise<void>): Promise<unknown> {
  try {
    await whilePassing(work(), pass);
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * What is wrong with the events of an acquisition, in words: every sample once, in order, in the shape of the format. For
 * every kind of device, also in the tests of what records them.
 */
export function eventFaults(events: readonly DeviceEvent[], { channels }: DeviceFormat): string[] {
  const faults: string[] = [];
  let next = 0;
  let arrivedS = Number.NEGATIVE_INFINITY;
  events.forEach((event, i) => {
    const say = (isFault: boolean, what: string) => isFault && faults.push(`event ${i}: ${what}`);
    if (event.kind === 'link') {
      say(event.atIndex !== next, `the link was ${event.state} at ${event.atIndex}, the next sample is ${next}`);
      say(event.message === '', 'says nothing');
      return;
    }
    say(event.firstIndex !== next, `begins at sample ${event.firstIndex}, the next is ${next}`);
    if (event.kind === 'lost') {
      say(!(Number.isInteger(event.nSamples) && event.nSamples > 0), `tells ${event.nSamples} lost samples`);
      next = event.firstIndex + event.nSamples;
      return;
    }
    const { values, digital } = event;
    const n = values[0]?.length ?? 0;
    say(values.length !== channels.length, `has ${values.length} channels of ${channels.length}`);
    say(n === 0, 'is empty');
    say(
      values.some((channel) => channel.length !== n),
      'has channels of different lengths',
    );
    say(digital !== undefined && digital.length !== n, `has ${digital?.length} digital samples of ${n}`);
    say(event.arrivedS < arrivedS, 'arrived before the one before');
    values.forEach((channel, c) => {
      const bits = channels[c]?.bits;
      const isOut = (value: number) =>
        !Number.isFinite(value) || (bits !== undefined && (value < 0 || value >= 2 ** bits));
      const at = channel.findIndex(isOut);
      say(at >= 0, `channel ${channels[c]?.name} holds ${channel[at]}`);
    });
    arrivedS = event.arrivedS;
    next = event.firstIndex + n;
  });
  return faults;
}

/** Reads events until so many samples came, stops, and reads what is left. */
async function take(acquisition: Acquisition, { nSamples, pass }: DeviceTrial): Promise<DeviceEvent[]> {
  const events: DeviceEvent[] = [];
  let n = 0;
  let stopped: Promise<void> | undefined;
  const reading = (async () => {
    for await (const event of acquisition.events) {
      events.push(event);
      if (event.kind === 'samples') n += event.values[0]?.length ?? 0;
      if (n >= nSamples) stopped ??= acquisition.stop();
    }
  })();
  await whilePassing(reading, pass);
  await whilePassing(stopped ?? acquisition.stop(), pass);
  return events;
}

/** What every device must hold; the faults of this one in words, none where it is good. */
export async function deviceFaults(trial: DeviceTrial): Promise<string[]> {
  const { make, pass, nSamples, badFs = 12_345 } = trial;
  const faults: string[] = [];
  const say = (isFault: boolean, what: string) => isFault && faults.push(what);
  const device = make();
  const before = await errorOf(() => device.acquire(), pass);
  say(!(before instanceof MyofadeError), `acquiring before opening gives ${String(before)}`);
  const facts = await whilePassing(device.open(), pass);
  say(facts.model === '', 'has no model');
  const channel = await errorOf(() => device.acquire({ channels: ['no such channel'] }), pass);
  say(!(channel instanceof ArgumentError), `an unknown channel gives ${String(channel)}`);
  const rate = await errorOf(() => device.acquire({ fs: badFs }), pass);
  say(!(rate instanceof ArgumentError), `an unknown rate gives ${String(rate)}`);
  for (const round of ['first', 'second']) {
    const acquisition = await whilePassing(device.acquire(), pass);
    const { format } = acquisition;
    say(!(format.fs > 0), `fs is ${format.fs}`);
    say(format.channels.length === 0, 'has no channels');
    const events = await take(acquisition, trial);
    const came = events.reduce(
      (sum, event) => sum + (event.kind === 'samples' ? (event.values[0]?.length ?? 0) : 0),
      0,
    );
    say(came < nSamples, `the ${round} time only ${came} samples came`);
    faults.push(...eventFaults(events, format).map((fault) => `the ${round} time, ${fault}`));
    say((await errorOf(() => acquisition.stop(), pass)) !== undefined, 'cannot be stopped twice');
  }
  const one = (await whilePassing(device.acquire(), pass)).format.channels[0]?.name as string;
  await whilePassing(device.close(), pass);
  say((await errorOf(() => device.close(), pass)) !== undefined, 'cannot be closed twice');
  await whilePassing(device.open(), pass);
  const alone = await whilePassing(device.acquire({ channels: [one] }), pass);
  say(alone.format.channels.length !== 1, `one channel was asked for, ${alone.format.channels.length} came`);
  const events = await take(alone, trial);
  faults.push(...eventFaults(events, alone.format).map((fault) => `alone, ${fault}`));
  await whilePassing(device.close(), pass);
  return faults;
}
