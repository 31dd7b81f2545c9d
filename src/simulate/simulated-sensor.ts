import { countsToMv } from '#recording';
import { butterworth, restingState, sosfilt } from '#signal';

/** The sensor of simulated recordings, in the numbers of the sensor catalogue. */
export const simulatedSensor = { id: 'bitalino-emg', bits: 10, supplyV: 3.3, gain: 1009 } as const;

/** Highest count of its ADC. */
export const highestCount = 2 ** simulatedSensor.bits - 1;

/** Corner of its high-pass; the order is not documented, two is what such sensors are built with. */
const cornerHz = 25;
const order = 2;

/** Share of the power at `fHz` that the sensor lets pass. Its upper corner of 480 Hz lies where sEMG has ended. */
export function sensorResponse(fHz: number): number {
  return 1 / (1 + (cornerHz / fHz) ** (2 * order));
}

/** A voltage at the electrodes (mV) as the sensor hands it to the ADC (mV) [nSamples]. */
export function throughSensor(mv: Float64Array, fs: number): Float64Array {
  return sensorStream(fs)(mv);
}

/** The sensor in pieces of one signal: each call takes the next one (mV) and gives it filtered (mV). */
export function sensorStream(fs: number): (mv: Float64Array) => Float64Array {
  const sos = butterworth(fs, { order, type: 'highpass', cutoffHz: cornerHz });
  let state = restingState(sos);
  return (mv) => {
    const filtered = sosfilt(sos, mv, state);
    state = filtered.state;
    return filtered.y;
  };
}

/** What the ADC gives [nSamples]: whole counts within its range, `offset` where the voltage is 0. */
export function digitised(mv: Float64Array, offset: number): Float64Array {
  const [zero, one] = countsToMv([0, 1], simulatedSensor);
  return mv.map((value) => Math.min(highestCount, Math.max(0, Math.round(offset + value / (one - zero)))));
}
