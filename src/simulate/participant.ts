import { requireWhole, seededRandom } from '#base';
import { longestHoldS } from './handgrip-timing.ts';
import { drawn } from './scatter.ts';
import { possibleMdfHz } from './spectrum-shape.ts';

/** The states of a muscle that a recording can be simulated in. */
export type HandgripState = 'fresh' | 'fatigued';

/** What a simulated muscle gives in one state. */
export interface HandgripEffort {
  /** Mean RMS of the hold and of the maximal squeeze, behind the sensor (mV). */
  readonly holdRmsMv: number;
  readonly mvcRmsMv: number;
  /** MDF within 20–450 Hz in the middle of the hold (Hz), and its linear change (%/s of its value at the start). */
  readonly holdMdfHz: number;
  readonly holdMdfSlopePercentPerS: number;
  /** MDF of the maximal squeeze within 20–450 Hz (Hz). */
  readonly mvcMdfHz: number;
}

/** A person who does not exist. */
export interface SimulatedParticipant {
  /** `S01`, `S02`, … */
  readonly id: string;
  readonly side: 'left' | 'right';
  readonly efforts: Readonly<Record<HandgripState, HandgripEffort>>;
}

/**
 * How people differ, as mean and SD. Levels follow a handgrip study of 26 people at 70 % of the maximum (hold 180 µV, MDF
 * 75 ± 13 Hz, ln RMS ratio 0.36); the ratio scatters less than there and fatigue has a larger effect, so that a dozen
 * people suffice to see it, and yet no rule is right about everybody.
 */
const people = {
  lnHoldRmsMv: [Math.log(0.15), 0.35],
  mdfHz: [75, 13],
  lnMvcPerHold: [0.36, 0.08],
  mvcMdfFactor: [1, 0.04],
  freshSlope: [-0.4, 0.3],
  /** Electrodes and skin from one recording to the next, as a logarithm. */
  lnGain: [0, 0.08],
} as const;

const fatigue = {
  mdfChange: [-0.06, 0.04],
  slope: [-1.4, 0.4],
  lnMvcPerHoldChange: [-0.3, 0.2],
  /** What the squeeze's MDF does besides following the hold's. */
  mvcMdfChange: [0, 0.03],
} as const;

/** Share of the fall in the ratio that comes from a larger hold; the rest is a weaker squeeze. */
const fromTheHold = 0.4;

/**
 * The steepest fall (%/s) that keeps the end of even the longest hold a median that a spectrum can have. Each draw is
 * possible by itself; a low median, a large change and a steep fall together are not.
 */
function steepestFall(holdMdfHz: number): number {
  // The end lies at holdMdfHz (1 + c) / (1 + c / 2), for a change of c over the hold.
  const lowest = possibleMdfHz[0] / holdMdfHz;
  return (100 * (lowest - 1)) / (1 - lowest / 2) / longestHoldS;
}

/**
 * A participant with everything that is theirs, in both states: the same seed and index give the same person.
 *
 * @param index number of the person in the study, from 0.
 * @throws ArgumentError for a seed outside [0, 2^32) or an index that is no whole number.
 */
export function simulatedParticipant(seed: number, index: number): SimulatedParticipant {
  requireWhole('index', index, 0, 'simulatedParticipant');
  const random = seededRandom(seed).fork(`participant ${index}`);
  const lnHold = drawn(random, people.lnHoldRmsMv);
  const lnRatio = drawn(random, people.lnMvcPerHold);
  const mdfHz = drawn(random, people.mdfHz);
  const mvcMdfHz = mdfHz * drawn(random, people.mvcMdfFactor);
  const freshSlope = drawn(random, people.freshSlope);
  const lnRatioChange = drawn(random, fatigue.lnMvcPerHoldChange);
  const mdfFactor = 1 + drawn(random, fatigue.mdfChange);
  const fatiguedSlope = drawn(random, fatigue.slope);
  const mvcFactor = mdfFactor * (1 + drawn(random, fatigue.mvcMdfChange));
  const gain = () => Math.exp(drawn(random, people.lnGain));
  const [freshGain, fatiguedGain] = [gain(), gain()];
  return {
    id: `S${String(index + 1).padStart(2, '0')}`,
    side: random.uniform() < 0.5 ? 'left' : 'right',
    efforts: {
      fresh: {
        holdRmsMv: freshGain * Math.exp(lnHold),
        mvcRmsMv: freshGain * Math.exp(lnHold + lnRatio),
        holdMdfHz: mdfHz,
        holdMdfSlopePercentPerS: freshSlope,
        mvcMdfHz,
      },
      fatigued: {
        holdRmsMv: fatiguedGain * Math.exp(lnHold - fromTheHold * lnRatioChange),
        mvcRmsMv: fatiguedGain * Math.exp(lnHold + lnRatio + (1 - fromTheHold) * lnRatioChange),
        holdMdfHz: mdfHz * mdfFactor,
        holdMdfSlopePercentPerS: Math.max(fatiguedSlope, steepestFall(mdfHz * mdfFactor)),
        mvcMdfHz: Math.max(mvcMdfHz * mvcFactor, possibleMdfHz[0]),
      },
    },
  };
}
