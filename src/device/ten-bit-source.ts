import { countsToMv, type Sensor, sensors } from '#recording';
import type { DeviceChannel } from './device.ts';
import type { SampleSource } from './sample-source.ts';
import { loadCellCounts } from './virtual-load-cell.ts';

const bits = 10;
const most = 2 ** bits - 1;
const bitalinoEmg = sensors.find(({ id }) => id === 'bitalino-emg') as Sensor;
const whole = (value: number): number => Math.min(most, Math.max(0, Math.round(value)));

/** How a channel's values become 10-bit counts. */
function conversion({ unit, bits: own }: DeviceChannel): (values: Float64Array) => Float64Array {
  if (unit === 'count' && own !== undefined) {
    // The upper bits are kept, as a smaller ADC would.
    const factor = 2 ** (bits - own);
    return (values) => values.map((value) => Math.min(most, Math.max(0, Math.floor(value * factor))));
  }
  if (unit === 'mV') {
    const [zero, one] = countsToMv([0, 1], bitalinoEmg);
    return (values) => values.map((value) => whole((value - zero) / (one - zero)));
  }
  if (unit === 'N') return loadCellCounts;
  return (values) => values.map(whole);
}

/**
 * A source in counts of 10 bits, as a BITalino digitises it: counts of wider ADCs lose their lower bits; mV pass the
 * (r)evolution's EMG sensor and N the virtual load cell; anything else is rounded and clipped.
 */
export function tenBitSource(source: SampleSource): SampleSource {
  const converted = source.channels.map(conversion);
  return {
    ...source,
    channels: source.channels.map((channel) => ({ ...channel, unit: 'count', bits })),
    next: (nSamples) => source.next(nSamples).map((values, c) => converted[c](values)),
  };
}
