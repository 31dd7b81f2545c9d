import { ArgumentError } from '#base';
import type { StrengthEstimate } from './strength.ts';
import { mvcLossPercent } from './strength-decline.ts';

/** Limits of the label, in % of the rested maximum lost. */
export interface LabelRule {
  /** Fatigued from this loss on. @default 20 */
  readonly fatiguedFrom: number;
  /** Fresh below this loss. @default 10 */
  readonly freshBelow: number;
}

/**
 * The usual rule. There is no consensus: a loss below 10 % lies within the noise of one session, 15–20 % is the usual
 * cut, and some studies ask for 30 %.
 */
export const usualLabelRule: LabelRule = { fatiguedFrom: 20, freshBelow: 10 };

/** A state by measured strength. The loss stands beside it: a cut may move, a measurement does not. */
export interface LabelledLoss {
  /** `grey` lies between the limits: leave it out or weigh it by its loss. */
  readonly state: 'fresh' | 'grey' | 'fatigued';
  readonly lossPercent: number;
  /** The rule in words. */
  readonly rule: string;
}

/**
 * Fresh, grey or fatigued by the measured loss of maximal strength.
 *
 * @throws ArgumentError for a loss that is not finite or limits that do not rise.
 * @example
 * labelOfLoss(25).state; // 'fatigued'
 */
export function labelOfLoss(lossPercent: number, rule: Partial<LabelRule> = {}): LabelledLoss {
  const { fatiguedFrom, freshBelow } = { ...usualLabelRule, ...rule };
  if (!(freshBelow <= fatiguedFrom && Number.isFinite(fatiguedFrom) && Number.isFinite(freshBelow))) {
    throw new ArgumentError(
      `freshBelow must not lie above fatiguedFrom, got ${freshBelow} and ${fatiguedFrom} — in labelOfLoss.`,
      'Pass limits such as 10 and 20 %.',
    );
  }
  if (!Number.isFinite(lossPercent)) {
    throw new ArgumentError(
      `lossPercent must be a finite number, got ${lossPercent} — in labelOfLoss.`,
      'Measure the maximum before and after.',
    );
  }
  const state = lossPercent >= fatiguedFrom ? 'fatigued' : lossPercent < freshBelow ? 'fresh' : 'grey';
  const words = `fatigued from ${fatiguedFrom} % loss of the rested maximum, fresh below ${freshBelow} %, grey between`;
  return { state, lossPercent, rule: words };
}

/** What is known of strength: forces measured rested and now, or only what sEMG suggests. */
export type StrengthReading =
  | { readonly source: 'force'; readonly restedMvc: number; readonly mvc: number }
  | { readonly source: 'emg'; readonly estimate: StrengthEstimate };

/** Strength now, and the label where a force was measured. */
export type StrengthState =
  | (LabelledLoss & { readonly source: 'force'; readonly percentMvc: number })
  | {
      readonly source: 'emg';
      readonly state: 'unknown';
      /** EMG-derived, no unit of force. */
      readonly percentMvcEmg: number;
      readonly rule: string;
    };

/** Why a number from sEMG gives no label. */
export const emgIsNoStrength =
  'No force was measured. This %MVC is derived from sEMG: it takes amplitude as proportional to force, and fatigue breaks just that (at the same force a tired muscle gives more EMG, and a tired maximum loses more force than EMG). It is no measurement of strength and sets no label.';

/**
 * The state of a muscle by its strength: a label from measured forces alone; an EMG-derived %MVC is shown with the reason
 * why it is none.
 *
 * @throws ArgumentError for forces that {@link mvcLossPercent} or limits that {@link labelOfLoss} refuses.
 */
export function strengthState(reading: StrengthReading, rule: Partial<LabelRule> = {}): StrengthState {
  if (reading.source === 'emg') {
    const { percentMvcEmg } = reading.estimate;
    return { source: 'emg', state: 'unknown', percentMvcEmg, rule: emgIsNoStrength };
  }
  const loss = mvcLossPercent(reading);
  return { source: 'force', percentMvc: 100 - loss, ...labelOfLoss(loss, rule) };
}
