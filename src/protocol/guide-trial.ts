import { judgeMvc, type Mvc } from '#fatigue';
import { coachWords } from './coach-words.ts';
import { earlyReferences } from './emg-alone.ts';
import { addedRest, type GuideDraft, tell } from './guide-draft.ts';
import { finish } from './guide-end.ts';
import type { GuideDoing, GuideTrial } from './guide-state.ts';
import { answerStep, endAdded } from './guide-steps.ts';
import { type JudgedSqueeze, judgeSqueeze } from './squeeze.ts';

/** Tries of a squeeze that arrive as nothing before the test gives up. */
const mostEmptyTries = 3;

function trialsOf({ trials }: GuideDraft, is: (trial: GuideTrial) => boolean): GuideTrial[] {
  return trials.filter((trial) => trial.isCounted && is(trial));
}

/** How the trials of the rested maximum agree, this one included; undefined for none that has a value. */
function agreement(draft: GuideDraft, last: JudgedSqueeze): Mvc | undefined {
  const { fewestReferenceTrials, mostReferenceTrials, withinPercent } = draft.settings;
  const earlier = trialsOf(draft, ({ isReference }) => isReference).flatMap(({ trial }) => trial ?? []);
  const trials = last.trial ? [...earlier, last.trial] : earlier;
  if (trials.length === 0) return undefined;
  const fewestTrials = Math.max(2, fewestReferenceTrials);
  const mostTrials = Math.max(fewestTrials, mostReferenceTrials);
  return judgeMvc(trials, { file: 'test', withinPercent, fewestTrials, mostTrials });
}

/** Whether a squeeze is taken again, and by what agreement. */
function decide(draft: GuideDraft, { step }: GuideDoing, last: JudgedSqueeze): { isTakenAgain: boolean; mvc?: Mvc } {
  if (!step.isReference) return { isTakenAgain: last.trial === null };
  const { fewestReferenceTrials, mostReferenceTrials } = draft.settings;
  const early = earlyReferences(draft.protocol);
  const isExtended = early < fewestReferenceTrials && draft.place.nReferences + 1 === early;
  const taken = trialsOf(draft, ({ isReference }) => isReference).length + 1;
  if (isExtended) {
    const mvc = agreement(draft, last);
    return { isTakenAgain: mvc === undefined || mvc.verdict === 'another trial', ...(mvc && { mvc }) };
  }
  return { isTakenAgain: last.trial === null || (!last.trial.isAccepted && taken < mostReferenceTrials) };
}

/** The value of a step by its trials: the best that was accepted, or the best of all where none was. */
function bestOf(draft: GuideDraft, stepIndex: number): number | undefined {
  const own = trialsOf(draft, (one) => one.stepIndex === stepIndex).flatMap(({ trial }) => trial ?? []);
  const accepted = own.filter(({ isAccepted }) => isAccepted);
  const values = (accepted.length > 0 ? accepted : own).map(({ value }) => value);
  return values.length > 0 ? Math.max(...values) : undefined;
}

/** Judges the maximal squeeze that is over: it counts, or is taken again after a rest. */
export function endSqueeze(draft: GuideDraft, doing: GuideDoing): void {
  const { fs, effort, trialRestS, leadInS } = draft.settings;
  const { step } = doing;
  const endS = draft.nSamples / fs;
  const values = doing.squeeze ?? [];
  const last = judgeSqueeze({ values, fs, effort, startS: endS - values.length / fs });
  const { isTakenAgain, mvc } = decide(draft, doing, last);
  const { isReference, rounds, index: stepIndex } = step;
  const words = coachWords(last, { isTakenAgain, isReference, ...(mvc && { mvc }) });
  const trial: GuideTrial = { stepIndex, isReference, rounds, endS, trial: last.trial, words, isCounted: true };
  draft.trials = [...draft.trials, trial];
  draft.message = words;
  draft.issues = [...draft.issues, ...(last.trial?.issues ?? [])];
  tell(draft, { kind: 'trial-judged', trial });
  const own = trialsOf(draft, (one) => one.stepIndex === stepIndex);
  const recent = own.slice(-mostEmptyTries);
  const best = bestOf(draft, stepIndex);
  if (isTakenAgain && recent.length === mostEmptyTries && recent.every((one) => one.trial === null)) {
    finish(draft, 'no-signal');
  } else if (isTakenAgain || best === undefined) {
    draft.isAgain = true;
    draft.queue = [addedRest(stepIndex, isReference ? trialRestS : leadInS)];
    endAdded(draft, doing);
  } else {
    // The last squeeze alone is what a tired hand can do now; a rested maximum is the best of its trials.
    const value = isReference ? best : (last.trial?.value ?? best);
    if (mvc?.verdict === 'unrepeatable') draft.issues = [...draft.issues, ...mvc.issues.slice(-1)];
    answerStep(draft, doing, effort === 'emg' ? { mvcMv: value } : { mvcN: value }, mvc?.reason);
  }
}
