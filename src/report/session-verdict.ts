import { usualLabelRule } from '#fatigue';
import type {
  ReasonCode,
  SessionClassifier,
  SessionQuality,
  SessionStrength,
  SessionVerdict,
  SignalChange,
} from './session-parts.ts';

/** Holds whose mean forces differ by more (%) do not compare. */
const unequalPercent = 10;
/** From this share of left-out windows on the signal is poor. */
const poorShare = 0.25;

/** What a verdict is made from. */
export interface VerdictParts {
  readonly simulated: boolean;
  readonly strength: SessionStrength | null;
  readonly changes: readonly SignalChange[];
  readonly classifier: SessionClassifier | null;
  readonly quality: Pick<SessionQuality, 'windows' | 'excluded' | 'grave'>;
}

/** Whether the holds before and after were squeezed with the same force; true where nobody knows. */
export function areHoldsEqual(strength: SessionStrength | null): boolean {
  if (!strength?.holdForces) return true;
  const { fresh, fatigued } = strength.holdForces;
  return Math.abs(100 * (fatigued / fresh - 1)) <= unequalPercent;
}

function lossReason({ loss }: SessionStrength): ReasonCode {
  if (!loss) return 'no-task';
  if (!loss.certainty) return 'loss-no-interval';
  const [low, high] = loss.certainty.interval;
  const { fatiguedFrom, freshBelow } = usualLabelRule;
  const isSure = {
    fatigued: low >= fatiguedFrom,
    fresh: high < freshBelow,
    grey: low >= freshBelow && high < fatiguedFrom,
  };
  return isSure[loss.state] ? 'loss-sure' : 'loss-unsure';
}

function signalReason({ strength, changes }: VerdictParts, isTired: boolean): ReasonCode {
  // What force moves is no witness of fatigue.
  if (!areHoldsEqual(strength)) return 'unequal-holds';
  const mdf = changes.find(({ id, segment }) => id === 'MDF' && segment === 'hold');
  if (!mdf) return 'signal-missing';
  const [low, high] = mdf.interval;
  if (high < 0) return isTired ? 'signal-agrees' : 'signal-contradicts';
  if (low > 0) return isTired ? 'signal-contradicts' : 'signal-agrees';
  return isTired ? 'signal-silent' : 'signal-agrees';
}

function modelReason({ simulated, classifier }: VerdictParts, isTired: boolean): ReasonCode {
  const last = classifier?.judgements.findLast(
    ({ state, probability }) => state === 'fatigued' && probability !== null,
  );
  if (!classifier || !last) return 'model-missing';
  // A model of people who do not exist is no witness against or for somebody who does.
  if (classifier.model.isOfSimulated && !simulated) return 'model-of-simulated';
  if (last.verdict === 'undecided') return 'model-undecided';
  return (last.verdict === 'fatigued') === isTired ? 'model-agrees' : 'model-contradicts';
}

/**
 * The word of a session and how surely it is said. The word comes from measured strength alone, by the label's rule.
 * `good`: the interval of the loss lies on one side of the limits, and signal or model agree while neither contradicts.
 * `moderate`: the loss is sure and one of them contradicts or none agrees; or the loss is not sure and both agree.
 * `poor`: all else. Much poor signal takes one step away; holds of unequal force take the signal's word away.
 */
export function sessionVerdict(parts: VerdictParts): SessionVerdict {
  const { strength, quality } = parts;
  const none = (reason: ReasonCode): SessionVerdict => ({ word: 'not told', certainty: null, reasons: [reason] });
  if (!strength) return none('no-force');
  if (strength.rested.value === null) return none('no-rested');
  if (!strength.loss) return none('no-task');
  const { state } = strength.loss;
  const isTired = state === 'fatigued';
  const [loss, signal, model] = [lossReason(strength), signalReason(parts, isTired), modelReason(parts, isTired)];
  const witnesses = [signal, model];
  const nFor = witnesses.filter((reason) => reason.endsWith('-agrees')).length;
  const isAgainst = witnesses.some((reason) => reason.endsWith('-contradicts'));
  const steps = loss === 'loss-sure' ? (nFor > 0 && !isAgainst ? 2 : 1) : nFor === 2 ? 1 : 0;
  const isPoor = quality.windows > 0 && quality.excluded / quality.windows >= poorShare;
  return {
    word: state,
    certainty: (['poor', 'moderate', 'good'] as const)[Math.max(0, steps - (isPoor ? 1 : 0))],
    reasons: [loss, signal, model, ...(isPoor ? (['poor-quality'] as const) : [])],
  };
}
