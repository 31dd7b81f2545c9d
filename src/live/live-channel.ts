import { ArgumentError } from '#base';
import type { DeviceFormat } from '#device';
import { countsToMv, type TransferFunction } from '#recording';
import type { ForceScale } from './force-monitor.ts';

/** A channel of the device that is followed, and how its values become mV or N. */
export type LiveChannel =
  | {
      readonly kind: 'emg';
      /** As the device calls it. */
      readonly name: string;
      /** Of a channel in counts: its sensor. A channel in mV has none. */
      readonly transfer?: TransferFunction;
    }
  | { readonly kind: 'force'; readonly name: string; readonly scale: ForceScale };

/** A channel with its place in what the device delivers. */
export type PlacedChannel = LiveChannel & { readonly place: number };

/** Ends of what a sensor can show (mV). */
export function rangeOf(transfer: TransferFunction): readonly [lo: number, hi: number] {
  const [lo, hi] = countsToMv([0, 2 ** transfer.bits - 1], transfer);
  return [lo, hi];
}

/**
 * Finds the channels in the device's format.
 *
 * @throws ArgumentError for a channel that the device has not, one twice, or an EMG channel in counts without a sensor.
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
    if (channel.kind === 'emg' && (unit === 'mV') === (channel.transfer !== undefined)) {
      throw new ArgumentError(
        `Channel ${channel.name} comes in ${unit}, ${channel.transfer ? 'and a sensor is given' : 'and no sensor is given'} — in liveAnalysis.`,
        'Give the transfer function of the sensor for a channel in counts, and none for one in mV.',
      );
    }
    return { ...channel, place };
  });
}
