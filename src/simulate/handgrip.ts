import { ArgumentError, type Random, requireOneOf, seededRandom, sha256Hex } from '#base';
import { type Channel, calibrate, type Recording, type Segment } from '#recording';
import { drawTiming, type EffortTiming, effortShare, type HandgripTiming } from './handgrip-timing.ts';
import type { HandgripEffort, HandgripState, SimulatedParticipant } from './participant.ts';
import { drawnBetween } from './scatter.ts';
import { shapedNoise } from './shaped-noise.ts';
import { digitised, highestCount, sensorResponse, simulatedSensor, throughSensor } from './simulated-sensor.ts';
import { shapeWithMdf } from './spectrum-shape.ts';

/** What to simulate. */
export interface HandgripOptions {
  /** Decides noise and timing of this recording; who the person is stands in `participant`. */
  readonly seed: number;
  readonly participant: SimulatedParticipant;
  readonly state: HandgripState;
  /** Sampling rate (Hz). @default 1000 */
  readonly fs?: number;
}

/** What is true of a simulated recording, and what an analysis should find. */
export interface HandgripTruth {
  readonly state: HandgripState;
  /** Rest before the hold, the hold and the maximal squeeze; efforts with their ramps. */
  readonly segments: readonly Segment[];
  /** MDF within 20–450 Hz, behind the sensor, at the start and at the end of the hold (Hz). */
  readonly holdMdfHz: readonly [start: number, end: number];
  readonly mvcMdfHz: number;
  /** RMS of the efforts between their ramps (mV), behind the sensor's high-pass, without its noise. */
  readonly holdRmsMv: number;
  readonly mvcRmsMv: number;
}

/** A recording that nobody made, with what is true of it. */
export interface SimulatedRecording {
  readonly recording: Recording;
  readonly truth: HandgripTruth;
}

const channelName = 'EMG';
const states = ['fresh', 'fatigued'] as const;
/** Below it the spectrum is cut off and the sensor's filter warped, so that what is stated as true would not be. */
const leastRateHz = 1000;
const restRmsMv = [0.004, 0.006] as const;
/** The hum in every recording (mV RMS, drawn between two). */
export const mains = { frequencyHz: 50, rmsMv: [0.0003, 0.001] } as const;
const offsetCounts = [508, 512] as const;
/** How much the grip sways around its level, and how fast: people do not hold a force exactly. */
const sway = { share: 0.05, hz: [0.3, 0.9] } as const;

/** Adds the sEMG of one effort to a signal in mV: noise of the given spectrum, under the ramps and the sway. */
function addEffort(
  mv: Float64Array,
  fs: number,
  random: Random,
  effort: { timing: EffortTiming; rmsMv: number; mdfHz: readonly [start: number, end: number] },
): void {
  const { timing, rmsMv, mdfHz } = effort;
  const durationS = timing.endS - timing.startS;
  const [from, to] = mdfHz.map((value) => shapeWithMdf(value, sensorResponse));
  const between = (corner: 'lowHz' | 'highHz') => (timeS: number) =>
    from[corner] + ((to[corner] - from[corner]) * timeS) / durationS;
  const corners = { lowHz: between('lowHz'), highHz: between('highHz') };
  const noise = shapedNoise(random, fs, { durationS, ...corners, response: sensorResponse });
  const swayHz = drawnBetween(random, sway.hz);
  const phase = drawnBetween(random, [0, 2 * Math.PI]);
  const first = Math.round(timing.startS * fs);
  noise.forEach((value, i) => {
    const timeS = (first + i) / fs;
    const level = 1 + sway.share * Math.sin(2 * Math.PI * swayHz * timeS + phase);
    if (first + i < mv.length) mv[first + i] += value * rmsMv * level * effortShare(timing, timeS);
  });
}

/** The MDF at both ends of a hold of a given length, from its middle and its slope. */
export function holdMdf(
  { holdMdfHz, holdMdfSlopePercentPerS }: HandgripEffort,
  durationS: number,
): [start: number, end: number] {
  const change = (holdMdfSlopePercentPerS / 100) * durationS;
  const start = holdMdfHz / (1 + change / 2);
  return [start, start * (1 + change)];
}

function segmentsOf({ hold, mvc }: HandgripTiming): Segment[] {
  const segment = (kind: Segment['kind'], startS: number, endS: number) => ({
    kind,
    channel: channelName,
    startS,
    endS,
  });
  return [
    segment('rest', 0, hold.startS),
    segment('hold', hold.startS, hold.endS),
    segment('mvc', mvc.startS, mvc.endS),
  ];
}

/**
 * One recording of the handgrip test of a person who does not exist: 15 s still, a hold of 10 s at 70 %, 5 s to relax, a
 * maximal squeeze of 5 s, still again; through the high-pass and the 10 bits of a BITalino EMG sensor. The sEMG is Gaussian
 * noise with the spectrum of sEMG, not a model of motor units. Segments stand in the recording as events.
 *
 * It serves to test code against a known truth. It says nothing about the accuracy on people.
 *
 * @throws ArgumentError for a seed outside [0, 2^32), an unknown state or a rate below 1000 Hz.
 */
export function simulateHandgrip({ seed, participant, state, fs = 1000 }: HandgripOptions): SimulatedRecording {
  if (!(fs >= leastRateHz && fs < Number.POSITIVE_INFINITY)) {
    throw new ArgumentError(
      `fs must be at least ${leastRateHz} Hz, got ${fs} — in simulateHandgrip.`,
      `Simulate at ${leastRateHz} Hz or more: the truth is stated for a spectrum up to 450 Hz.`,
    );
  }
  requireOneOf('state', state, states, 'simulateHandgrip');
  const random = seededRandom(seed).fork(`${participant.id} ${state}`);
  const timing = drawTiming(random.fork('timing'));
  const person = participant.efforts[state];
  const mdfHz = holdMdf(person, timing.hold.endS - timing.hold.startS);

  const nSamples = Math.round(timing.durationS * fs);
  const sensorNoise = random.fork('sensor');
  const noiseMv = drawnBetween(sensorNoise, restRmsMv);
  const mainsMv = Math.SQRT2 * drawnBetween(sensorNoise, mains.rmsMv);
  const offset = drawnBetween(sensorNoise, offsetCounts);
  const turn = (2 * Math.PI * mains.frequencyHz) / fs;
  const mv = Float64Array.from(
    { length: nSamples },
    (_, i) => noiseMv * sensorNoise.normal() + mainsMv * Math.sin(turn * i),
  );
  addEffort(mv, fs, random.fork('hold'), { timing: timing.hold, rmsMv: person.holdRmsMv, mdfHz });
  addEffort(mv, fs, random.fork('mvc'), {
    timing: timing.mvc,
    rmsMv: person.mvcRmsMv,
    mdfHz: [person.mvcMdfHz, person.mvcMdfHz],
  });

  const counts = digitised(throughSensor(mv, fs), offset);
  const raw: Channel = {
    name: channelName,
    kind: 'emg',
    unit: 'count',
    fs,
    samples: counts,
    range: [0, highestCount],
    muscle: 'FDS',
    side: participant.side,
  };
  const segments = segmentsOf(timing);
  return {
    recording: {
      channels: [calibrate(raw, simulatedSensor.id)],
      events: segments.map(({ kind, startS, endS }) => ({ onsetS: startS, durationS: endS - startS, label: kind })),
      provenance: {
        file: `simulated-${participant.id}-${state}`,
        format: 'simulated',
        // There is no file: the counts stand for it.
        sha256: sha256Hex(new Uint8Array(Uint16Array.from(counts).buffer)),
        device: 'Simulated BITalino',
      },
      issues: [],
    },
    truth: {
      state,
      segments,
      holdMdfHz: mdfHz,
      mvcMdfHz: person.mvcMdfHz,
      holdRmsMv: person.holdRmsMv,
      mvcRmsMv: person.mvcRmsMv,
    },
  };
}
