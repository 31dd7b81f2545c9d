import { ArgumentError } from '#base';
import type { DeviceFormat } from '#device';
import { convertForce, countsToMv, countsToN, type ForceLine, type TransferFunction, type Unit } from '#recording';

/** A channel of the device that is followed, and how its values become mV or N. */
export type LiveChannel =
  | {
      readonly kind: 'emg';
      /** As the device calls it. */
      readonly name: string;
      /** Of a channel in counts: its sensor. A channel in mV has none. */
      readonly transfer?: TransferFunction;
    }
  | {
      readonly kind: 'force';
      readonly name: string;
      /** Of a channel in counts: what its calibration says. A channel in N, kgf or lbf has none. */
      readonly line?: ForceLine;
    };

/** A channel with its place in what the device delivers. */
export type PlacedChannel = LiveChannel & { readonly place: number; readonly unit: Unit };

/** Ends of what a sensor can show (mV). */
export function rangeOf(transfer: TransferFunction): readonly [lo: number, hi: number] {
  const [lo, hi] = countsToMv([0, 2 ** transfer.bits - 1], transfer);
  return [lo, hi];
}

/**
 * Finds the channels in the device's format.
 *
 * @throws ArgumentError for a channel that the device has not, one twice, or one in counts without sensor or calibration.
 */
export function placedChannels(channels: readonly LiveChannel[], format: DeviceFormat): PlacedChannel[] {
  const names = format.channels.map(({ name }) => name);
  return channels.map((channel, i) => {
    const place = names.indexOf(channel.name);
    if (place < 0 || channels.findIndex(({ name }) => name === channel.name) !== i) {
      throw new ArgumentError(
        `channels must each be one of ${names.join(', ')}, and once; got '${channel.name}' — in liveAnalysis.`,
        'Choose channels that the device delivers.',
      );
    }
    const { unit } = format.channels[place];
    const has = channel.kind === 'emg' ? channel.transfer !== undefined : channel.line !== undefined;
    const isOwn = channel.kind === 'emg' ? unit === 'mV' : unit === 'N' || unit === 'kgf' || unit === 'lbf';
    if (!(has ? unit === 'count' : isOwn)) {
      const what = channel.kind === 'emg' ? 'sensor' : 'calibration';
      throw new ArgumentError(
        `The ${channel.kind} channel ${channel.name} comes in ${unit}, and ${has ? 'a' : 'no'} ${what} is given — in liveAnalysis.`,
        `Give the ${what} of a channel in counts, and none for one in ${channel.kind === 'emg' ? 'mV' : 'a unit of force'}.`,
      );
    }
    return { ...channel, place, unit };
  });
}

/** Values as they came [n], in mV or N. */
export function inOwnUnit(channel: PlacedChannel, values: Float64Array): Float64Array {
  if (channel.kind === 'emg') return channel.transfer ? countsToMv(values, channel.transfer) : values;
  if (channel.line) return countsToN(values, channel.line);
  const { unit } = channel;
  return unit === 'kgf' || unit === 'lbf' ? values.map((value) => convertForce(value, unit, 'N')) : values;
}
