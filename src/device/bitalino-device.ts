import { ArgumentError, type Clock, DeviceError } from '#base';
import { BitalinoAcquisition } from './bitalino-acquisition.ts';
import { type BitalinoRate, bitalinoRates } from './bitalino-commands.ts';
import { bitsOfSlot } from './bitalino-frame.ts';
import { BitalinoLine } from './bitalino-line.ts';
import { batteryPercent, batteryVolts, decodeState } from './bitalino-state.ts';
import { type BitalinoFirmware, decodeVersion } from './bitalino-version.ts';
import type { AcquireOptions, Acquisition, Device, DeviceFacts } from './device.ts';
import type { Transport } from './transport.ts';

/** What a BITalino needs. */
export interface BitalinoOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Let the board send the test signal of its firmware instead of what it measures. @default false */
  readonly isSimulated?: boolean;
  /** Whether the outputs tell cues: for a virtual board, whose person follows them. @default false */
  readonly tellsCues?: boolean;
  /** How long an acquisition tries to come back after the line broke (s). @default 60 */
  readonly patienceS?: number;
}

const versionS = 3;
const stateS = 2;
const channelNames = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'];

/** Connects, quiets the board and asks who it is. */
async function greet(
  { transport, clock }: BitalinoOptions,
  signal?: AbortSignal,
): Promise<{ line: BitalinoLine; firmware: BitalinoFirmware }> {
  const line = await BitalinoLine.connect(transport, clock, signal);
  try {
    const ask = () => line.ask('version', versionS, decodeVersion, signal);
    const reply = (await ask()) ?? (await ask());
    if (!reply) {
      throw new DeviceError(
        `${transport.address} does not say its version within ${versionS} s: it is no BITalino, or it is busy.`,
        'See that the address is the one of the BITalino (on Windows the outgoing port), switch it off and on, and connect again.',
      );
    }
    line.isRevolution = reply.firmware.isRevolution;
    return { line, firmware: reply.firmware };
  } catch (error) {
    await line.close();
    throw error;
  }
}

/** The numbers of the inputs that were asked for, rising. */
function inputsOf(names: readonly string[]): number[] {
  const unknown = names.find((name) => !channelNames.includes(name));
  if (unknown !== undefined || names.length === 0 || new Set(names).size < names.length) {
    throw new ArgumentError(
      `channels must be some of ${channelNames.join(', ')}, each once; got '${names.join(', ')}' — in acquire.`,
      'Name the analog inputs of the BITalino, such as A1.',
    );
  }
  return channelNames.flatMap((name, i) => (names.includes(name) ? [i + 1] : []));
}

function requireRate(fs: number): BitalinoRate {
  const rate = bitalinoRates.find((each) => each === fs);
  if (rate !== undefined) return rate;
  throw new ArgumentError(
    `fs must be one of ${bitalinoRates.join(', ')} Hz, got ${fs} — in acquire.`,
    'A BITalino has no other sampling rate; sEMG needs 1000 Hz.',
  );
}

/** The same acquisition without cues: whatever hangs at the outputs of a real board stays as it is. */
function silent(acquisition: BitalinoAcquisition): Acquisition {
  return {
    format: acquisition.format,
    events: acquisition.events,
    stop: () => acquisition.stop(),
    setOutputs: (outputs) => acquisition.setOutputs(outputs),
  };
}

class BitalinoDevice implements Device {
  readonly address: string;
  private readonly options: BitalinoOptions;
  private line: BitalinoLine | undefined;
  private firmware: BitalinoFirmware | undefined;
  private facts: DeviceFacts | undefined;
  private acquisition: BitalinoAcquisition | undefined;

  constructor(options: BitalinoOptions) {
    this.options = options;
    this.address = options.transport.address;
  }

  async open(signal?: AbortSignal): Promise<DeviceFacts> {
    if (this.facts && (this.acquisition || this.line?.isOpen)) return this.facts;
    await this.close();
    const { line, firmware } = await greet(this.options, signal);
    this.line = line;
    this.firmware = firmware;
    const counts = await this.battery(line, firmware, signal);
    this.facts = {
      model: firmware.isRevolution ? 'BITalino (r)evolution' : 'BITalino',
      firmware: firmware.version,
      ...(counts !== undefined && { batteryV: batteryVolts(counts), batteryPercent: batteryPercent(counts) }),
      ...(this.options.isSimulated && { simulated: true as const }),
    };
    return this.facts;
  }

  /** Counts of the battery; nothing where the board cannot tell them or twice did not. */
  private async battery(
    line: BitalinoLine,
    { stateBytes }: BitalinoFirmware,
    signal?: AbortSignal,
  ): Promise<number | undefined> {
    if (stateBytes === 0) return undefined;
    const find = (bytes: Uint8Array) =>
      bytes.length >= stateBytes ? decodeState(bytes.subarray(0, stateBytes)) : undefined;
    const state = (await line.ask('state', stateS, find, signal)) ?? (await line.ask('state', stateS, find, signal));
    return state?.battery;
  }

  async acquire({ channels: names = channelNames, fs = 1000 }: AcquireOptions = {}): Promise<Acquisition> {
    const channels = inputsOf(names);
    const rate = requireRate(fs);
    const { line, address, firmware } = this;
    if (this.acquisition || !line?.isOpen || !firmware) {
      throw new DeviceError(
        `${address} ${this.acquisition ? 'is acquiring already' : 'is not open'}.`,
        this.acquisition ? 'Stop that acquisition first.' : 'Open the device first.',
      );
    }
    const acquisition = new BitalinoAcquisition(
      {
        address,
        clock: this.options.clock,
        format: {
          channels: channels.map((input, slot) => ({ name: `A${input}`, unit: 'count', bits: bitsOfSlot(slot) })),
          fs: rate,
        },
        channels,
        isSimulated: this.options.isSimulated ?? false,
        patienceS: this.options.patienceS ?? 60,
        reconnect: (signal) => this.reconnect(firmware, signal),
        onEnd: (left) => {
          this.line = left;
          this.acquisition = undefined;
        },
      },
      line,
    );
    this.acquisition = acquisition;
    try {
      await acquisition.start();
    } catch (error) {
      await acquisition.stop();
      throw error;
    }
    return this.options.tellsCues ? acquisition : silent(acquisition);
  }

  private async reconnect(before: BitalinoFirmware, signal: AbortSignal): Promise<BitalinoLine> {
    const { line, firmware } = await greet(this.options, signal);
    if (firmware.version === before.version) return line;
    await line.close();
    throw new DeviceError(
      `${this.address} is now a device of firmware ${firmware.version}, and was ${before.version}.`,
      'Connect the device that was there before.',
    );
  }

  async close(): Promise<void> {
    await this.acquisition?.stop();
    const { line } = this;
    this.line = undefined;
    await line?.close();
  }
}

/**
 * A BITalino, original or (r)evolution, over a line of bytes: inputs A1 to A6 in counts at 1, 10, 100 or 1000 Hz, channels
 * in rising order, the first four of them with 10 bits and the rest with 6. When the line breaks it comes back by itself
 * and tells the gap as lost.
 */
export function bitalinoDevice(options: BitalinoOptions): Device {
  return new BitalinoDevice(options);
}
