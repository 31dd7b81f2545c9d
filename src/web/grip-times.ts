/** A value with its time. */
export interface TimedValue {
  readonly timeS: number;
  readonly value: number;
}

/** When a value came. */
export interface GripArrival {
  /** The device's own clock (µs, 32 bits), where it has one. */
  readonly deviceUs: number | undefined;
  /** By the host's clock. */
  readonly arrivedS: number;
  /** Values that come in one message. */
  readonly samplesPerPacket: number;
}

const wrapUs = 2 ** 32;
/** Messages further apart are not spread over the time between them. */
const longestSpreadS = 0.5;

/**
 * Gives values of a Bluetooth dynamometer their times: the device's own where it sends them (its clock of 32 bits starts
 * anew every 71.6 minutes), or else those of their messages, over which the values of one message are spread evenly. The
 * latter jitter by some hundredths of a second, as messages do.
 */
export class GripTimes {
  private readonly fs: number;
  private wraps = 0;
  private lastUs = 0;
  private lastArrivedS: number | undefined;
  private packet: number[] = [];

  constructor(fs: number) {
    this.fs = fs;
  }

  /** Takes a value; those whose times are known by now. */
  note(value: number, { deviceUs, arrivedS, samplesPerPacket }: GripArrival): TimedValue[] {
    if (deviceUs !== undefined) {
      if (deviceUs < this.lastUs - wrapUs / 2) this.wraps++;
      this.lastUs = deviceUs;
      return [{ timeS: (this.wraps * wrapUs + deviceUs) / 1e6, value }];
    }
    this.packet.push(value);
    if (this.packet.length < samplesPerPacket) return [];
    const values = this.packet;
    this.packet = [];
    const sinceS = arrivedS - (this.lastArrivedS ?? Number.NEGATIVE_INFINITY);
    this.lastArrivedS = arrivedS;
    const stepS = sinceS <= longestSpreadS ? sinceS / values.length : 1 / this.fs;
    return values.map((one, i) => ({ timeS: arrivedS - (values.length - 1 - i) * stepS, value: one }));
  }
}
