import type { Sex } from '#fatigue';
import type { Scatter } from './scatter.ts';

/** What decides how hard it is to tell a tired muscle from a fresh one in a virtual participant's recordings. */
export interface Difficulty {
  /** How people differ; `ln…` is the logarithm of a factor or a level. */
  readonly people: {
    readonly lnFatigability: Scatter;
    /** Share of excitation lost when half of the force is. */
    readonly activationLoss: Scatter;
    /** At full slowing: share of conduction velocity lost, share by which the wave widens, share of amplitude lost. */
    readonly velocityLoss: Scatter;
    readonly widening: Scatter;
    readonly amplitudeLoss: Scatter;
    readonly fatMm: Readonly<Record<Sex, Scatter>>;
    readonly overlyingMm: Scatter;
    readonly velocityMmPerMs: Readonly<Record<Sex, Scatter>>;
    readonly electrodeMm: Scatter;
    readonly semiFibreMm: Scatter;
    /** RMS of the rested maximum between the electrodes (mV). */
    readonly lnMvcRmsMv: Scatter;
    readonly lnNoiseMv: Scatter;
    readonly lnMainsMv: Scatter;
    readonly intervalCv: Scatter;
    /** Share of the reachable excitation that the person spends on a maximum. */
    readonly effort: Scatter;
    /** Share of a target that the person really holds. */
    readonly aim: Scatter;
  };
  /** How one person differs from one recording, or one effort, to the next (SD). */
  readonly within: {
    /** Electrode shift before each recording (mm), and factor on its amplitude (ln). */
    readonly alongMm: number;
    readonly acrossMm: number;
    readonly lnGain: number;
    /** Share by which a maximum's effort, and a target's force, differ from one to the next. */
    readonly effort: number;
    readonly target: number;
    /** How much force sways around its level within an effort (share). */
    readonly sway: number;
  };
  /** What full warmth does: share by which conduction quickens, and factor on the amplitude (ln), by sweat and gel. */
  readonly warming: Scatter;
  readonly lnGainDrift: Scatter;
  /** The test: loss of strength at which its loop ends, and rest between loop and last recording (s), drawn evenly. */
  readonly stopLoss: readonly [least: number, most: number];
  readonly restBeforeLastS: readonly [least: number, most: number];
}

export type DifficultyName = 'textbook' | 'realistic';

/**
 * People of both difficulties. Orders of size from the literature where it gives them (fat, conduction velocity, losses of
 * velocity and amplitude in fatigue), otherwise choices: nothing here was measured on people.
 */
const people: Difficulty['people'] = {
  lnFatigability: [0, 0.3],
  activationLoss: [0.35, 0.1],
  velocityLoss: [0.3, 0.06],
  widening: [0.25, 0.07],
  amplitudeLoss: [0.32, 0.1],
  fatMm: { male: [2.5, 0.8], female: [4, 1] },
  overlyingMm: [5, 1.6],
  velocityMmPerMs: { male: [3.9, 0.35], female: [3.75, 0.35] },
  electrodeMm: [19, 3],
  semiFibreMm: [34, 2],
  lnMvcRmsMv: [Math.log(0.255), 0.3],
  lnNoiseMv: [Math.log(0.0045), 0.35],
  lnMainsMv: [Math.log(0.0015), 0.8],
  intervalCv: [0.2, 0.03],
  effort: [1, 0],
  aim: [1, 0],
};

/**
 * `textbook`: everything is done as asked and nothing but the muscle changes, so that fatigue is plain to see; for tests and
 * teaching. `realistic`: the same muscles in people who try unevenly under electrodes that move, fitted so that a cohort in
 * the protocol `handgrip-fatigue` comes near to 26 real people in the same test; docs/simulation.md shows how near.
 */
export const difficulties: Readonly<Record<DifficultyName, Difficulty>> = {
  textbook: {
    people,
    within: { alongMm: 0, acrossMm: 0, lnGain: 0, effort: 0, target: 0, sway: 0.01 },
    warming: [0, 0],
    lnGainDrift: [0, 0],
    stopLoss: [0.3, 0.3],
    restBeforeLastS: [5, 5],
  },
  realistic: {
    people: {
      ...people,
      // Real people differ more in MNF (SD 15 Hz) than the anatomy above lets them: wider velocities and depths, and a
      // lower mean velocity for the mean MNF of 92 Hz.
      velocityMmPerMs: { male: [3.6, 0.6], female: [3.45, 0.6] },
      overlyingMm: [6, 2.2],
      // Level and spread of the real maxima (80 ± 35 counts).
      lnMvcRmsMv: [-1.22, 0.4],
      // Few people reach all of their muscle when asked once.
      effort: [0.9, 0.05],
      // Without force feedback people hold less than they are asked: a rested hold has 0.70 of the maximum's RMS.
      aim: [0.88, 0.06],
    },
    within: {
      // A grip is never the same twice: skin slides over the muscle, and other fingers pull. This spreads the change of
      // MNF from recording to recording, which in real people is twice what estimation alone explains.
      alongMm: 3.3,
      acrossMm: 3.7,
      lnGain: 0.1,
      // Spread of ln(RMS hold / RMS maximum) from recording to recording: both its parts are efforts of a moment.
      effort: 0.1,
      target: 0.14,
      sway: 0.03,
    },
    // Work warms muscle and skin, which quickens conduction by some per cent per degree and so hides part of the slowing.
    warming: [0.06, 0.05],
    // Sweat and gel take from the amplitude of every later recording, of hold and maximum alike.
    lnGainDrift: [-0.09, 0.1],
    // The rule of the real test; uneven efforts end the loop sooner or later than the muscle would.
    stopLoss: [0.3, 0.3],
    // Between the loop and the last recording somebody has to start it; how long it took is not known.
    restBeforeLastS: [10, 60],
  },
};
