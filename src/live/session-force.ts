import { MyofadeError } from '#base';
import { beyondLoads, type ForceSensorCalibration, nToCounts, type RecordedChannel, retare } from '#recording';
import { recentList } from './session-trace.ts';

/** The load cell of a test: its zero is taken anew from the rest before the begin, and it is told what it cannot know. */
export interface SessionForce {
  /** How long the handle is watched before the test begins (s). */
  readonly restS: number;
  /** Samples before the begin, in the device's unit. */
  rest(values: Float64Array): void;
  /** Takes the zero from the last seconds of rest; what keeps it from that, or is worth knowing, in words. */
  tare(): string | null;
  /** How far the zero lies from the calibration's (N): to be taken off what is followed with the latter. */
  readonly zeroN: number;
  /** The channel with the zero of this test. */
  recorded(channel: RecordedChannel): RecordedChannel;
  /** Force that came (N). */
  seen(forceN: Float64Array): void;
  /** What is doubtful about the largest force, in words. */
  doubt(): string | null;
}

const restS = 2;

/** @param name the device's name of the channel. */
export function sessionForce(name: string, fs: number, calibration: ForceSensorCalibration | undefined): SessionForce {
  const rest = recentList<number>(Math.round(restS * fs));
  let own = calibration;
  let largestN = 0;
  return {
    restS: calibration ? restS : 0,
    rest(values) {
      if (calibration) for (const value of values) rest.add(value);
    },
    tare() {
      const counts = rest.items;
      if (!calibration || counts.length < restS * fs) return null;
      try {
        const { calibration: retared, issues } = retare(calibration, Float64Array.from(counts), name);
        own = retared;
        return issues[0]?.message ?? null;
      } catch (error) {
        if (!(error instanceof MyofadeError)) throw error;
        // Which function says so is nobody's business here.
        return `${error.message.replace(/ — in \w+\.$/, '.')} The zero of the calibration is used. ${error.fix}`;
      }
    },
    get zeroN() {
      return own?.retared?.movedN ?? 0;
    },
    recorded(channel) {
      const { values } = channel;
      return own && values.unit === 'count' ? { ...channel, values: { ...values, calibration: own } } : channel;
    },
    seen(forceN) {
      for (const value of forceN) largestN = Math.max(largestN, value);
    },
    doubt() {
      if (!own) return null;
      const samples = Float64Array.of(largestN);
      const channel = { name, kind: 'force', unit: 'N', fs, samples, forceSensor: own } as const;
      const rail = 2 ** own.bits - 1;
      if (nToCounts(samples, own)[0] >= rail - 1) {
        return `${name} reached ${largestN.toFixed(0)} N, the end of what its input can show: the true force may have been larger.`;
      }
      return beyondLoads(channel, name)[0]?.message ?? null;
    },
  };
}
