import type { Random } from '#base';
import type { VirtualParticipant } from './virtual-participant.ts';

/** Everything in a signal that the muscle did not make. */
export type NoiseLevels = Pick<VirtualParticipant, 'noiseMv' | 'mainsMv' | 'mainsHz' | 'motionMv' | 'ecgMv'>;

/** Motion is slow: it forgets itself within this time (s). */
const motionTauS = 0.2;
/** A heart beat's R wave, as a bell of this width (s), at intervals of this mean and scatter (s). */
const beat = { widthS: 0.012, everyS: 0.85, everySdS: 0.04 } as const;

/** The next samples [nSamples] of a noise (mV). */
export type NoiseStream = (nSamples: number) => Float64Array;

/** The sensor's white noise, mains hum, and motion of skin and cables, piece by piece; heart beats are not among them. */
export function noiseStream(random: Random, fs: number, levels: Omit<NoiseLevels, 'ecgMv'>): NoiseStream {
  const { noiseMv, mainsMv, mainsHz, motionMv } = levels;
  const phase = 2 * Math.PI * random.uniform();
  const decay = Math.exp(-1 / (motionTauS * fs));
  const fresh = motionMv * Math.sqrt(1 - decay * decay);
  let motion = motionMv * random.normal();
  let at = 0;
  return (nSamples) => {
    const out = new Float64Array(nSamples);
    for (let i = 0; i < nSamples; i++, at++) {
      motion = decay * motion + fresh * random.normal();
      const hum = Math.SQRT2 * mainsMv * Math.sin((2 * Math.PI * mainsHz * at) / fs + phase);
      out[i] = noiseMv * random.normal() + hum + motion;
    }
    return out;
  };
}

/**
 * What electrodes pick up besides the muscle (mV) [nSamples]: {@link noiseStream}, and heart beats where a level is given.
 */
export function electrodeNoise(random: Random, nSamples: number, fs: number, levels: NoiseLevels): Float64Array {
  const out = noiseStream(random, fs, levels)(nSamples);
  if (levels.ecgMv > 0) addHeartBeats(out, random, fs, levels.ecgMv);
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
