import type { Issue } from '#base';
import { type CueWord, cueText, cueWord } from './cue-words.ts';
import { emgAloneCaution } from './emg-alone.ts';
import type { GuideEnd, GuidePhase, GuideState } from './guide-state.ts';
import { placeAfter, stepAt } from './protocol-place.ts';
import type { ProtocolStep, StepOutcome } from './protocol-step.ts';
import { type RatingScale, ratingScales } from './rating-scale.ts';
import { durationBehind } from './remaining-duration.ts';

/** An effort in its unit, and in % of the rested maximum where that is known. */
export interface SeenEffort {
  readonly value: number;
  readonly percent: number | null;
}

/** A maximal squeeze as a screen lists it. */
export interface SeenTrial {
  readonly isReference: boolean;
  readonly rounds: readonly number[];
  readonly effort: SeenEffort | null;
  readonly isAccepted: boolean;
  readonly isCounted: boolean;
  readonly words: string;
}

/** What comes next, as far as it is known: what a rule decides is taken as going on. */
export interface SeenNext {
  readonly word: CueWord;
  readonly text: string;
  readonly durationS: number;
}

/** All that a screen shows of a guided test. */
export interface GuideView {
  readonly phase: GuidePhase;
  readonly end: GuideEnd | null;
  readonly timeS: number;
  /** What to do now; null before the begin, in a pause of an effort, and at the end. */
  readonly cue: {
    readonly word: CueWord;
    readonly text: string;
    readonly leftS: number;
    readonly durationS: number;
    /** A step that the protocol does not name, or does not name again. */
    readonly isAdded: boolean;
  } | null;
  readonly next: SeenNext | null;
  readonly unit: 'N' | 'mV';
  readonly effort: SeenEffort | null;
  readonly target: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly percent: number;
  } | null;
  readonly isInBand: boolean | null;
  /** The rested maximum. */
  readonly reference: number | null;
  readonly rounds: readonly number[];
  readonly recording: NonNullable<ProtocolStep['recording']> | null;
  readonly trials: readonly SeenTrial[];
  readonly message: string;
  readonly ask: RatingScale | null;
  /** What is left of the test: at least where every rule ends early, at most where none does. */
  readonly left: { readonly atLeastS: number; readonly atMostS: number };
  /** Fall of the last maximal squeeze below the rested maximum (%); by EMG it is no loss of strength. */
  readonly lossPercent: number | null;
  /** What has to be said beside every number of a test by EMG alone. */
  readonly caution: string | null;
  readonly issues: readonly Issue[];
}

/** The outcome that a step would have if the test simply went on. */
function goingOn({ kind }: ProtocolStep, isEmg: boolean): StepOutcome {
  if (kind !== 'maximal') return {};
  return isEmg ? { mvcMv: 1e9 } : { mvcN: 1e9 };
}

function nextOf({ queue, doing, protocol, place, settings }: GuideState): SeenNext | null {
  const [queued] = queue;
  const own = stepAt(protocol, place);
  const isOwn = doing !== null && (doing.added === undefined || doing.added === 'again');
  const following =
    own && isOwn ? stepAt(protocol, placeAfter(protocol, place, own, goingOn(own, settings.effort === 'emg'))) : own;
  const step = queued?.step ?? following;
  if (!step) return null;
  return { word: cueWord(step, queued?.added), text: cueText(step, queued?.added), durationS: step.durationS };
}

function leftOf({ queue, doing, protocol, place, settings, phase }: GuideState): GuideView['left'] {
  if (phase === 'finished' || phase === 'asking') return { atLeastS: 0, atMostS: 0 };
  const own = stepAt(protocol, place);
  const doingS = doing ? Math.max(0, doing.step.durationS - doing.nSamples / settings.fs) : 0;
  const isOwn = doing !== null && (doing.added === undefined || doing.added === 'again');
  const queueS = queue.reduce((sum, { step }) => sum + step.durationS, 0);
  const behind = durationBehind(protocol, place);
  const ownS = isOwn ? 0 : (own?.durationS ?? 0);
  const mayFail = (step: ProtocolStep | null | undefined): boolean => step?.failure !== undefined;
  return {
    atLeastS: (mayFail(doing?.step) ? 0 : doingS) + queueS + (mayFail(own) ? 0 : ownS) + behind.shortestS,
    atMostS: doingS + queueS + ownS + behind.longestS,
  };
}

/** What a screen shows of a state; everything in one unit, N or mV. */
export function guideView(state: GuideState): GuideView {
  const { doing, settings, place, phase } = state;
  const reference = place.rested ?? null;
  const seen = (value: number): SeenEffort => ({
    value,
    percent: reference === null ? null : (100 * value) / reference,
  });
  const half = settings.bandPercent / 100;
  const goal = doing?.target;
  const target =
    goal === undefined
      ? null
      : { value: goal, low: (1 - half) * goal, high: (1 + half) * goal, percent: doing?.step.targetPercent ?? 0 };
  const last = state.trials.findLast(({ isCounted, isReference }) => isCounted && !isReference)?.trial;
  return {
    phase,
    end: state.end ?? null,
    timeS: state.nSamples / settings.fs,
    cue: doing && {
      word: cueWord(doing.step, doing.added),
      text: cueText(doing.step, doing.added),
      leftS: Math.max(0, doing.step.durationS - doing.nSamples / settings.fs),
      durationS: doing.step.durationS,
      isAdded: doing.added !== undefined,
    },
    next: nextOf(state),
    unit: settings.effort === 'emg' ? 'mV' : 'N',
    effort: state.effort === null ? null : seen(state.effort),
    target,
    isInBand: target && state.effort !== null ? state.effort >= target.low && state.effort <= target.high : null,
    reference,
    rounds: doing?.step.rounds ?? stepAt(state.protocol, place)?.rounds ?? [],
    recording: state.recording ?? null,
    trials: state.trials.map(({ trial, isReference, rounds, isCounted, words }) => ({
      isReference,
      rounds,
      effort: trial && seen(trial.value),
      isAccepted: trial?.isAccepted ?? false,
      isCounted,
      words,
    })),
    message: state.message,
    ask: state.ask && ratingScales[state.ask.scale],
    left: leftOf(state),
    lossPercent: last && reference !== null ? 100 * (1 - last.value / reference) : null,
    caution: settings.effort === 'emg' ? emgAloneCaution : null,
    issues: state.issues,
  };
}
