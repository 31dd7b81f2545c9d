import { type Random, seededRandom, sha256Hex } from '#base';
import { type Channel, calibrate, type Recording } from '#recording';
import { mains } from './handgrip.ts';
import type { HandgripEffort, SimulatedParticipant } from './participant.ts';
import { drawnBetween } from './scatter.ts';
import { shapedNoise } from './shaped-noise.ts';
import { digitised, highestCount, sensorResponse, simulatedSensor, throughSensor } from './simulated-sensor.ts';
import { possibleMdfHz, shapeWithMdf } from './spectrum-shape.ts';
import type { TaskSimulator, TaskStep, TaskTruth } from './task-simulator.ts';

/** Where such a person stands: how long the test has lasted (s), and the share of strength that is lost. */
export interface NoiseState {
  readonly timeS: number;
  readonly loss: number;
}

/** Who does the tasks. */
export interface NoisePerson {
  readonly participant: SimulatedParticipant;
  readonly seed: number;
  readonly mvcN: number;
  /** How much faster than usual the person tires. */
  readonly fatigability: number;
  /** How recordings differ from each other besides fatigue: logarithms of factors on amplitude and MDF (SD). */
  readonly lnGain: number;
  readonly lnMdf: number;
}

type Effort = TaskTruth['contractions'][number] & { readonly share: number; readonly loss: number };

const fs = 1000;
const tickS = 0.1;
/** Loss that the fatigued state of a participant stands for, and the force of its hold. */
const fatiguedLoss = 0.3;
const holdShare = 0.7;
/** Loss per second at full force, and time constant of recovery at rest (s). */
const lossPerS = 0.01;
const recoveryS = 120;
const reactionS = [0.2, 0.3] as const;
const rampS = 0.3;
const restMv = 0.005;

/** Force, fatigue and efforts of a task in steps of a tenth of a second. Effort follows its cue after a reaction time. */
function forceOf(steps: readonly TaskStep[], from: NoiseState, { mvcN, fatigability }: NoisePerson, random: Random) {
  const forceN: number[] = [];
  const mvcLoss: number[] = [];
  const cues: { startS: number; endS: number }[] = [];
  const efforts: Effort[] = [];
  let loss = from.loss;
  for (const step of steps) {
    const startS = forceN.length * tickS;
    const reacts = Math.round(drawnBetween(random, reactionS) / tickS);
    const n = Math.round(step.durationS / tickS);
    const lossBefore = loss;
    let bestN = 0;
    for (let i = 0; i < n; i++) {
      const wanted = step.kind === 'rest' || i < reacts ? 0 : step.kind === 'maximal' ? 1 : step.targetShare;
      const share = Math.min(wanted, 1 - loss);
      forceN.push(share * mvcN);
      mvcLoss.push(loss);
      bestN = Math.max(bestN, share * mvcN);
      loss += tickS * (share > 0 ? lossPerS * fatigability * share * share * (1 - loss) : -loss / recoveryS);
    }
    const endS = forceN.length * tickS;
    cues.push({ startS, endS });
    if (step.kind === 'rest' || n <= reacts) continue;
    const kind = step.kind === 'maximal' ? 'mvc' : 'hold';
    const share = step.kind === 'maximal' ? 1 : step.targetShare;
    efforts.push({ kind, startS: startS + reacts * tickS, endS, bestN, share, loss: lossBefore });
  }
  return { forceN, mvcLoss, cues, efforts, state: { timeS: from.timeS + forceN.length * tickS, loss } };
}

/** What an effort's sEMG is: RMS (mV) and MDF (Hz) at seconds from its start. */
function emgOf({ kind, share, loss, startS, endS }: Effort, { participant }: NoisePerson, gain: number, warm: number) {
  const { fresh, fatigued } = participant.efforts;
  const x = Math.min(1.3, loss / fatiguedLoss);
  const between = (of: (effort: HandgripEffort) => number): number => of(fresh) * (of(fatigued) / of(fresh)) ** x;
  const slope = fresh.holdMdfSlopePercentPerS + x * (fatigued.holdMdfSlopePercentPerS - fresh.holdMdfSlopePercentPerS);
  const middleS = Math.min(5, (endS - startS) / 2);
  const [rms, mdf] =
    kind === 'mvc'
      ? [between((effort) => effort.mvcRmsMv), between((effort) => effort.mvcMdfHz)]
      : [between((effort) => effort.holdRmsMv) * (share / holdShare), between((effort) => effort.holdMdfHz)];
  const [lowest, highest] = possibleMdfHz;
  return {
    rmsMv: gain * rms,
    mdfHz: (timeS: number): number => {
      const change = kind === 'mvc' ? 0 : (slope / 100) * (Math.min(timeS, 20) - middleS);
      return Math.min(highest, Math.max(lowest, warm * mdf * (1 + change)));
    },
  };
}

const ramp = (timeS: number): number => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, timeS / rampS)))) / 2;

function recordingOf(efforts: readonly Effort[], durationS: number, person: NoisePerson, random: Random, file: string) {
  const gain = Math.exp(person.lnGain * random.normal());
  const warm = Math.exp(person.lnMdf * random.normal());
  const mainsMv = Math.SQRT2 * drawnBetween(random, mains.rmsMv);
  const turn = (2 * Math.PI * mains.frequencyHz) / fs;
  const mv = Float64Array.from(
    { length: Math.round(durationS * fs) },
    (_, i) => restMv * random.normal() + mainsMv * Math.sin(turn * i),
  );
  const rows: [timeS: number, mdfHz: number, rmsMv: number][] = [];
  efforts.forEach((effort, i) => {
    const lengthS = effort.endS - effort.startS;
    const { rmsMv, mdfHz } = emgOf(effort, person, gain, warm);
    const [from, to] = [0, lengthS].map((timeS) => shapeWithMdf(mdfHz(timeS), sensorResponse));
    const corner = (name: 'lowHz' | 'highHz') => (timeS: number) =>
      from[name] + ((to[name] - from[name]) * Math.min(timeS, 20)) / Math.min(20, lengthS);
    const shape = { lowHz: corner('lowHz'), highHz: corner('highHz'), response: sensorResponse };
    const noise = shapedNoise(random.fork(`effort ${i}`), fs, { durationS: lengthS, ...shape });
    const first = Math.round(effort.startS * fs);
    noise.forEach((value, k) => {
      mv[first + k] += rmsMv * value * ramp(k / fs) * ramp(lengthS - k / fs);
    });
    for (let timeS = 0.5; timeS < lengthS; timeS += 0.5) rows.push([effort.startS + timeS, mdfHz(timeS), rmsMv]);
  });
  const counts = digitised(throughSensor(mv, fs), 510);
  const raw: Channel = {
    name: 'EMG',
    kind: 'emg',
    unit: 'count',
    fs,
    samples: counts,
    range: [0, highestCount],
    muscle: 'FDS',
    side: person.participant.side,
  };
  const restS = efforts[0]?.startS ?? durationS;
  const recording: Recording = {
    channels: [calibrate(raw, simulatedSensor.id)],
    events: [
      ...(restS > 0 ? [{ onsetS: 0, durationS: restS, label: 'rest' }] : []),
      ...efforts.map(({ kind, startS, endS }) => ({ onsetS: startS, durationS: endS - startS, label: kind })),
    ],
    provenance: {
      file,
      format: 'simulated',
      sha256: sha256Hex(new Uint8Array(Uint16Array.from(counts).buffer)),
      device: 'Simulated BITalino',
    },
    issues: [],
  };
  const column = (i: number) => Float64Array.from(rows, (row) => row[i]);
  return { recording, emg: { timesS: column(0), mdfHz: column(1), rmsMv: column(2) } };
}

/**
 * Tasks of a person whose sEMG is Gaussian noise between the two states of a {@link SimulatedParticipant}: strength is lost
 * with the square of force and comes back at rest. Simple on purpose; no motor units. SIMULATED.
 */
export function noiseTasks(person: NoisePerson): TaskSimulator<NoiseState> {
  return ({ steps, state = { timeS: 0, loss: 0 }, file }) => {
    const random = seededRandom(person.seed).fork(`${person.participant.id} at ${state.timeS.toFixed(1)} s`);
    const { forceN, mvcLoss, cues, efforts, state: after } = forceOf(steps, state, person, random.fork('behaviour'));
    const recorded = steps.some(({ record }) => record)
      ? recordingOf(efforts, forceN.length * tickS, person, random.fork('recording'), file)
      : null;
    return {
      recording: recorded?.recording ?? null,
      truth: {
        timesS: Float64Array.from(forceN, (_, k) => k / 10),
        forceN: Float64Array.from(forceN),
        mvcLoss: Float64Array.from(mvcLoss),
        contractions: efforts,
        steps: cues,
        emg: recorded?.emg ?? null,
      },
      state: after,
    };
  };
}
