import { requireWhole, seededRandom } from '#base';
import type { Channel, Segment } from '#recording';
import { drawn } from './scatter.ts';
import { shapedNoise } from './shaped-noise.ts';
import { shapeWithMdf } from './spectrum-shape.ts';

/** One stretch of a simulated force task. */
export interface ForceTaskPart {
  /** The effort between its ramps, in seconds from the start. */
  readonly segment: Segment;
  readonly phase: 'calibration' | 'rested' | 'tiring' | 'tired';
  /** Force in % of the rested maximum. */
  readonly percentMvc: number;
}

/** EMG and force of a person who does not exist, tired by a hold, with what is true of them. SIMULATED. */
export interface SimulatedForceTask {
  readonly id: string;
  readonly emg: Channel;
  readonly force: Channel;
  readonly parts: readonly ForceTaskPart[];
  readonly truth: {
    readonly mvcN: number;
    /** Delay from EMG to force (s). */
    readonly delayS: number;
    /** RMS of the EMG at the rested maximum (mV), without noise. */
    readonly mvcRmsMv: number;
    readonly restedMdfHz: number;
    /** b of `RMS / RMS_max = F^b` while rested. */
    readonly exponent: number;
    /** Share by which RMS has risen, and MDF fallen, at the same force when the hold ends. */
    readonly rmsRise: number;
    readonly mdfFall: number;
  };
}

/** How people differ (mean, SD). RMS at the same force rises by half and MDF falls by a fifth, as in a hold at 40 %. */
const people = {
  mvcN: [370, 100],
  lnMvcRmsMv: [Math.log(0.25), 0.35],
  mdfHz: [78, 9],
  exponent: [1.15, 0.12],
  rmsRise: [0.52, 0.15],
  mdfFall: [0.22, 0.05],
} as const;

/** Phase, level (%) and length (s) of each effort, in order. */
const plan = [
  ...[25, 50, 100].map((level) => ['calibration', level, 4] as const),
  ...[40, 75].map((level) => ['rested', level, 4] as const),
  ['tiring', 40, 60] as const,
  ...[25, 50].map((level) => ['tired', level, 4] as const),
] as const;
const pauseS = 2;
const rampS = 0.5;
const delayS = 0.1;
const noiseMv = 0.0045;

/** Smooth from 0 to 1 over the ramp. */
const ramp = (timeS: number): number => 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, timeS / rampS)));

function partsOf(): ForceTaskPart[] {
  let atS = pauseS;
  return plan.map(([phase, percentMvc, lengthS]) => {
    const startS = atS + rampS;
    atS = startS + lengthS + rampS + pauseS;
    const kind = percentMvc === 100 ? ('mvc' as const) : ('hold' as const);
    return { phase, percentMvc, segment: { kind, channel: 'EMG', startS, endS: startS + lengthS } };
  });
}

/**
 * A task with known force: 25, 50 and 100 % to calibrate and 40 and 75 % while rested, a hold of 60 s at 40 % during which
 * fatigue grows evenly, then 25 and 50 % while tired. Fatigue raises the RMS and lowers the MDF at the same force; how much
 * of each scatters independently between people. Deliberately simple: Gaussian noise of sEMG's spectrum, a force that is
 * held exactly, no recovery in the pauses, no motor units. SIMULATED: it shows what a method does where this holds.
 *
 * @param index number of the person, from 0.
 * @throws ArgumentError for a seed outside [0, 2^32) or an index that is no whole number.
 */
export function simulateForceTask({ seed, index }: { seed: number; index: number }): SimulatedForceTask {
  requireWhole('index', index, 0, 'simulateForceTask');
  const fs = 1000;
  const random = seededRandom(seed).fork(`force task ${index}`);
  const truth = {
    mvcN: drawn(random, people.mvcN),
    delayS,
    mvcRmsMv: Math.exp(drawn(random, people.lnMvcRmsMv)),
    restedMdfHz: drawn(random, people.mdfHz),
    exponent: drawn(random, people.exponent),
    rmsRise: drawn(random, people.rmsRise),
    mdfFall: drawn(random, people.mdfFall),
  };
  const parts = partsOf();
  const durationS = parts[parts.length - 1].segment.endS + rampS + pauseS;
  const hold = parts.find(({ phase }) => phase === 'tiring') as ForceTaskPart;
  const { startS, endS } = hold.segment;
  const fatigueAt = (timeS: number): number => Math.min(1, Math.max(0, (timeS - startS) / (endS - startS)));
  const levelAt = (timeS: number): number => {
    const part = parts.find(({ segment }) => timeS < segment.endS + rampS);
    if (!part) return 0;
    const { segment, percentMvc } = part;
    return (percentMvc / 100) * ramp(timeS - segment.startS + rampS) * (1 - ramp(timeS - segment.endS));
  };
  const [from, to] = [truth.restedMdfHz, truth.restedMdfHz * (1 - truth.mdfFall)].map((mdfHz) => shapeWithMdf(mdfHz));
  const between = (corner: 'lowHz' | 'highHz') => (timeS: number) =>
    from[corner] + (to[corner] - from[corner]) * fatigueAt(timeS);
  const corners = { lowHz: between('lowHz'), highHz: between('highHz') };
  const noise = shapedNoise(random.fork('emg'), fs, { durationS, ...corners });
  const sensor = random.fork('sensor');
  const emg = noise.map((value, i) => {
    const timeS = i / fs;
    const rms = truth.mvcRmsMv * levelAt(timeS) ** truth.exponent * (1 + truth.rmsRise * fatigueAt(timeS));
    return rms * value + noiseMv * sensor.normal();
  });
  const force = Float64Array.from({ length: noise.length }, (_, i) => truth.mvcN * levelAt(i / fs - delayS));
  return {
    id: `S${String(index + 1).padStart(2, '0')}`,
    emg: { name: 'EMG', kind: 'emg', unit: 'mV', fs, samples: emg },
    force: { name: 'Force', kind: 'force', unit: 'N', fs, samples: force },
    parts,
    truth,
  };
}
