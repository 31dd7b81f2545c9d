import type { Random } from '#base';
import type { VirtualParticipant } from './virtual-participant.ts';

/** Everything in a signal that the muscle did not make. */
export type NoiseLevels = Pick<VirtualParticipant, 'noiseMv' | 'mainsMv' | 'mainsHz' | 'motionMv' | 'ecgMv'>;

/** Motion is slow: it forgets itself within this time (s). */
const motionTauS = 0.2;
/** A heart beat's R wave, as a bell of this width (s), at intervals of this mean and scatter (s). */
const beat = { widthS: 0.012, everyS: 0.85, everySdS: 0.04 } as const;

/**
 * What electrodes pick up besides the muscle (mV) [nSamples]: the sensor's white noise, mains hum, motion of skin and
 * cables, and heart beats where a level is given.
 */
export function electrodeNoise(random: Random, nSamples: number, fs: number, levels: NoiseLevels): Float64Array {
  const { noiseMv, mainsMv, mainsHz, motionMv, ecgMv } = levels;
  const phase = 2 * Math.PI * random.uniform();
  const decay = Math.exp(-1 / (motionTauS * fs));
  const fresh = motionMv * Math.sqrt(1 - decay * decay);
  let motion = motionMv * random.normal();
  const out = new Float64Array(nSamples);
  for (let i = 0; i < nSamples; i++) {
    motion = decay * motion + fresh * random.normal();
    const hum = Math.SQRT2 * mainsMv * Math.sin((2 * Math.PI * mainsHz * i) / fs + phase);
    out[i] = noiseMv * random.normal() + hum + motion;
  }
  if (ecgMv > 0) addHeartBeats(out, random, fs, ecgMv);
  return out;
}

function addHeartBeats(out: Float64Array, random: Random, fs: number, ecgMv: number): void {
  const reach = 5 * beat.widthS;
  for (let atS = beat.everyS * random.uniform(); atS < out.length / fs + reach; ) {
    const first = Math.max(0, Math.ceil((atS - reach) * fs));
    for (let i = first; i < Math.min(out.length, (atS + reach) * fs); i++) {
      out[i] += ecgMv * Math.exp(-0.5 * ((i / fs - atS) / beat.widthS) ** 2);
    }
    atS += Math.max(0.4, beat.everyS + beat.everySdS * random.normal());
  }
}
