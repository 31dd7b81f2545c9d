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
  /** Share by which conduction quickens as muscle and skin warm up in a session. */
  readonly warming: Scatter;
  /** The test: loss of strength at which its loop ends, and rest between loop and last recording (s), drawn evenly. */
  readonly stopLoss: readonly [least: number, most: number];
  readonly restBeforeLastS: readonly [least: number, most: number];
}

export type DifficultyName = 'textbook' | 'realistic';

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
};

/** The two difficulties. */
export const difficulties: Readonly<Record<DifficultyName, Difficulty>> = {
  textbook: {
    people,
    within: { alongMm: 0, acrossMm: 0, lnGain: 0, effort: 0, target: 0, sway: 0.01 },
    warming: [0, 0],
    stopLoss: [0.3, 0.3],
    restBeforeLastS: [5, 5],
  },
  realistic: {
    people: { ...people, effort: [0.93, 0.04] },
    within: { alongMm: 3, acrossMm: 3, lnGain: 0.1, effort: 0.04, target: 0.08, sway: 0.03 },
    warming: [0.02, 0.02],
    stopLoss: [0.1, 0.35],
    restBeforeLastS: [10, 60],
  },
};
