import { seededRandom } from '#base';
import { type Channel, countsToMv, mvToCounts, type Recording } from '#recording';
import { digitised, simulatedSensor, throughSensor } from './simulated-sensor.ts';

/** When a fault is there: `[startS, endS)`, in seconds from the start of the recording. */
export interface FaultTime {
  readonly startS: number;
  readonly endS: number;
}

/** Puts a fault into a recording of simulated people, between these times and nowhere else. */
export type FaultMaker = (recording: Recording, time: FaultTime) => Recording;

/** The recording with another signal in its sEMG channel, as the same converter would have stored it. */
function stored(recording: Recording, change: (emg: Channel) => Float64Array): Recording {
  const [zero] = mvToCounts([0], simulatedSensor);
  const channels = recording.channels.map((channel) =>
    channel.kind === 'emg'
      ? { ...channel, samples: countsToMv(digitised(change(channel), zero), simulatedSensor) }
      : channel,
  );
  return { ...recording, channels };
}

const isIn = ({ startS, endS }: FaultTime, i: number, fs: number): boolean => i >= startS * fs && i < endS * fs;

/** A change of the samples themselves, behind the sensor. */
function changed(change: (mv: number, i: number, fs: number) => number): FaultMaker {
  return (recording, time) =>
    stored(recording, ({ samples, fs }) => samples.map((mv, i) => (isIn(time, i, fs) ? change(mv, i, fs) : mv)));
}

/** A voltage at the electrodes, which reaches the samples through the sensor's high-pass. */
function added(voltage: (timeS: number) => number): FaultMaker {
  return (recording, time) =>
    stored(recording, ({ samples, fs }) => {
      const there = samples.map((_, i) => (isIn(time, i, fs) ? voltage(i / fs - time.startS) : 0));
      const seen = throughSensor(there, fs);
      return samples.map((mv, i) => mv + seen[i]);
    });
}

const wave = (hz: number, timeS: number): number => Math.sin(2 * Math.PI * hz * timeS);

/** Too much gain: what passes the ends of the range is cut off. */
export const clipping = (gain: number): FaultMaker => changed((mv) => gain * mv);

/** Mains with its third and fifth harmonic, of this RMS in all (mV). */
export function mainsHum(rmsMv: number, hz = 50): FaultMaker {
  const sizes = [0.85, 0.45, 0.27];
  const scale = (Math.SQRT2 * rmsMv) / Math.hypot(...sizes);
  return added((timeS) => sizes.reduce((sum, size, k) => sum + scale * size * wave((2 * k + 1) * hz, timeS), 0));
}

/** White noise of this RMS (mV) in front of the sensor. */
export function whiteNoise(rmsMv: number, seed = 8): FaultMaker {
  const random = seededRandom(seed);
  return added(() => rmsMv * random.normal());
}

/** Cables that swing at 4 Hz, of this peak (mV), in front of the sensor's high-pass. */
export const motion = (peakMv: number): FaultMaker => added((timeS) => peakMv * wave(4, timeS));

/** The last value stands still. */
export const standstill: FaultMaker = (recording, time) =>
  stored(recording, ({ samples, fs }) => {
    const last = samples[Math.round(time.startS * fs)];
    return samples.map((mv, i) => (isIn(time, i, fs) ? last : mv));
  });

/** A loose contact: a jump of this height (mV) for 2 ms in the middle of each second. */
export const spikes = (heightMv: number): FaultMaker =>
  added((timeS) => (Math.abs((timeS % 1) - 0.5) <= 0.001 ? heightMv : 0));

/** An electrode that has come off: noise of this RMS (mV), and nothing of the muscle. */
export function lostContact(noiseMv: number): FaultMaker {
  const random = seededRandom(9);
  return changed(() => noiseMv * random.normal());
}

/** Samples that never arrived; what follows stands that much too early. */
export const lostSamples: FaultMaker = (recording, { startS, endS }) => ({
  ...recording,
  channels: recording.channels.map((channel) => {
    const [first, end] = [Math.round(startS * channel.fs), Math.round(endS * channel.fs)];
    const samples = new Float64Array(channel.samples.length - (end - first));
    samples.set(channel.samples.subarray(0, first));
    samples.set(channel.samples.subarray(end), first);
    return { ...channel, samples, gapsAt: [first] };
  }),
});

/** The first seconds of a recording are missing: whoever started it was late. */
export function lateStart(recording: Recording, lateS: number): Recording {
  return {
    ...recording,
    channels: recording.channels.map((channel) => ({
      ...channel,
      samples: channel.samples.slice(Math.round(lateS * channel.fs)),
    })),
    events: [],
  };
}
