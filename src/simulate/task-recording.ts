import { type Random, sha256Hex, type WorkContext } from '#base';
import { type Channel, calibrate, type Recording, type RecordingEvent } from '#recording';
import { electrodeNoise } from './electrode-noise.ts';
import type { Muap } from './muap.ts';
import { digitised, highestCount, simulatedSensor, throughSensor } from './simulated-sensor.ts';
import { type FiringCourse, surfaceEmg } from './surface-emg.ts';
import type { TrueContraction } from './task-truth.ts';
import type { VirtualParticipant } from './virtual-participant.ts';

/** What a recording is made of besides the participant. */
export interface TaskRecordingOptions {
  readonly participant: VirtualParticipant;
  readonly random: Random;
  readonly fs: number;
  readonly muaps: readonly Muap[];
  readonly firing: FiringCourse;
  /** Force (N) at a time of the task (s); left out where force is not recorded. */
  readonly forceAt?: (timeS: number) => number;
  readonly contractions: readonly TrueContraction[];
  /** What the recording is called. */
  readonly file: string;
}

const channelName = 'EMG';
/** Where the sensor's ADC stands without a voltage (counts). */
export const offsetCounts = { middle: 510, sd: 1 } as const;
/** Force follows the action potentials by this much (s). */
export const electromechanicalDelayS = 0.08;
/** Noise of the dynamometer (N, SD). */
export const forceNoiseN = 0.3;

/** Rest up to the first effort, and every effort, as events in seconds from the start of the recording. */
function eventsOf(contractions: readonly TrueContraction[], startS: number, endS: number): RecordingEvent[] {
  const inside = contractions.filter((one) => one.startS < endS && one.endS > startS);
  const event = (label: string, fromS: number, toS: number): RecordingEvent => {
    const onsetS = Math.max(0, fromS - startS);
    return { onsetS, durationS: Math.min(toS, endS) - startS - onsetS, label };
  };
  const restEndS = inside[0]?.startS ?? endS;
  const rest = restEndS > startS ? [event('rest', startS, restEndS)] : [];
  return [...rest, ...inside.map((one) => event(one.kind, one.startS, one.endS))];
}

/** The recording of what a participant did: sEMG through a BITalino EMG sensor, and force where it is asked for. */
export function recordTask(options: TaskRecordingOptions, context: WorkContext = {}): Recording {
  const { participant, random, fs, muaps, firing, forceAt, contractions, file } = options;
  const { edgesS } = firing;
  const [startS, endS] = [edgesS[0], edgesS[edgesS.length - 1]];
  const { intervalCv, side } = participant;
  const mv = surfaceEmg(muaps, firing, random.fork('spikes'), { fs, intervalCv }, context);
  const noise = electrodeNoise(random.fork('noise'), mv.length, fs, participant);
  const sensor = random.fork('sensor');
  const offset = offsetCounts.middle + offsetCounts.sd * sensor.normal();
  const counts = digitised(
    throughSensor(
      mv.map((value, i) => value + noise[i]),
      fs,
    ),
    offset,
  );
  const raw: Channel = {
    name: channelName,
    kind: 'emg',
    unit: 'count',
    fs,
    samples: counts,
    range: [0, highestCount],
    muscle: 'FDS',
    side,
  };
  const force = forceAt && {
    name: 'Force',
    kind: 'force' as const,
    unit: 'N' as const,
    fs,
    samples: Float64Array.from(
      { length: mv.length },
      (_, i) => forceAt(startS + i / fs - electromechanicalDelayS) + forceNoiseN * sensor.normal(),
    ),
    side,
  };
  return {
    channels: [calibrate(raw, simulatedSensor.id), ...(force ? [force] : [])],
    events: eventsOf(contractions, startS, endS),
    provenance: {
      file,
      format: 'simulated',
      // There is no file: the counts stand for it.
      sha256: sha256Hex(new Uint8Array(Uint16Array.from(counts).buffer)),
      device: 'Simulated BITalino',
    },
    issues: [],
  };
}
