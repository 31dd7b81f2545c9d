import { requireOneOf, requirePositive, requireWhole } from '#base';
import { emgAloneCaution, protocolForEmg } from './emg-alone.ts';
import { obey } from './guide-commands.ts';
import { draftOf, type GuideDraft, stateOf, tell } from './guide-draft.ts';
import { finish, naturalEnd } from './guide-end.ts';
import type { GuideInput, GuideNotice } from './guide-notice.ts';
import type { GuideDoing, GuideOptions, GuideSettings, GuideState } from './guide-state.ts';
import { answerStep, endAdded } from './guide-steps.ts';
import { endSqueeze } from './guide-trial.ts';
import { type HoldRule, hasFailed, heldS, holdAfter } from './hold-watch.ts';
import type { Protocol } from './protocol.ts';
import type { ProtocolStep } from './protocol-step.ts';
import { placeOf } from './walk-protocol.ts';

const practiceStep = (kind: 'rest' | 'target', durationS: number, index: number) => ({
  step: { index, kind, durationS, isReference: false, rounds: [] } satisfies ProtocolStep,
  added: 'practice' as const,
});

/**
 * A guided test before its first step, in phase `ready`. Everything in the state is plain data; an interrupted test goes
 * on from its stored outcomes, at the step that was broken off.
 *
 * @throws ArgumentError for settings out of bounds, outcomes that are not of this protocol, or EMG alone where a protocol
 * needs a force.
 */
export function startGuide(protocol: Protocol, options: GuideOptions): GuideState {
  const { outcomes = [], ...given } = options;
  const settings: GuideSettings = {
    effort: 'force',
    fewestReferenceTrials: 2,
    mostReferenceTrials: 5,
    withinPercent: 5,
    trialRestS: 60,
    leadInS: 5,
    bandPercent: 5,
    practise: false,
    answerWithinS: 60,
    mostRoundsByEmg: 15,
    ...given,
  };
  requireOneOf('effort', settings.effort, ['force', 'emg'], 'startGuide');
  for (const key of ['fs', 'withinPercent', 'trialRestS', 'leadInS', 'bandPercent', 'answerWithinS'] as const) {
    requirePositive(key, settings[key], 'startGuide');
  }
  // Half a second, the window of a maximum, needs two samples.
  requireWhole('fs', Math.floor(settings.fs), 4, 'startGuide');
  requireWhole('fewestReferenceTrials', settings.fewestReferenceTrials, 1, 'startGuide');
  requireWhole('mostReferenceTrials', settings.mostReferenceTrials, settings.fewestReferenceTrials, 'startGuide');
  requireWhole('mostRoundsByEmg', settings.mostRoundsByEmg, 1, 'startGuide');
  const done =
    settings.effort === 'emg' ? protocolForEmg(protocol, { mostRounds: settings.mostRoundsByEmg }) : protocol;
  const place = placeOf(done, outcomes);
  const isFresh = outcomes.length === 0;
  return {
    protocol: done,
    settings,
    phase: 'ready',
    nSamples: 0,
    place,
    outcomes,
    doing: null,
    queue:
      settings.practise && isFresh
        ? [
            practiceStep('target', 3, 0),
            practiceStep('rest', 5, 0),
            practiceStep('target', 3, 0),
            practiceStep('rest', 15, 0),
          ]
        : [],
    isAgain: !isFresh,
    recording: null,
    trials: [],
    ratings: [],
    ask: null,
    effort: null,
    message: settings.effort === 'emg' ? emgAloneCaution : '',
    issues: [],
  };
}

function ruleOf({ settings }: GuideDraft, { step, target = 0 }: GuideDoing): HoldRule {
  const { fs, bandPercent } = settings;
  return { fs, bandPercent, target, ...(step.failure && { failure: step.failure }) };
}

/** Ends a step whose time is over, or whose hold has failed. */
function endStep(draft: GuideDraft, doing: GuideDoing): void {
  const { step, added, hold } = doing;
  if (step.kind === 'maximal') endSqueeze(draft, doing);
  else if (added && added !== 'again') endAdded(draft, doing);
  else if (!hold) answerStep(draft, doing, {});
  else {
    const held = heldS(hold, ruleOf(draft, doing));
    answerStep(draft, doing, {
      ...(held !== undefined && { heldS: Math.min(step.durationS, held) }),
      inBandPercent: hold.nJudged > 0 ? (100 * hold.nInBand) / hold.nJudged : 0,
    });
  }
}

/** One sample of what is being done. */
function goOn(draft: GuideDraft, doing: GuideDoing, value: number): void {
  const isLost = Number.isNaN(value);
  const hold = doing.hold && holdAfter(doing.hold, value, ruleOf(draft, doing));
  // Only this call knows the list: `advanceGuide` copied it.
  (doing.squeeze as (number | null)[] | undefined)?.push(isLost ? null : value);
  const now = {
    ...doing,
    nSamples: doing.nSamples + 1,
    nLost: doing.nLost + (isLost ? 1 : 0),
    ...(hold && { hold }),
  };
  draft.doing = now;
  const isOver = now.nSamples >= Math.round(now.step.durationS * draft.settings.fs);
  if (isOver || (hold && hasFailed(hold, ruleOf(draft, now)))) endStep(draft, now);
}

function takeSamples(draft: GuideDraft, values: Float64Array): void {
  const { fs, answerWithinS } = draft.settings;
  if (draft.doing?.squeeze) draft.doing = { ...draft.doing, squeeze: [...draft.doing.squeeze] };
  for (const sample of values) {
    if (draft.phase === 'finished') return;
    const value = Number.isFinite(sample) ? sample : Number.NaN;
    draft.nSamples++;
    draft.effort = Number.isNaN(value) ? null : value;
    if (draft.phase === 'running' && draft.doing) goOn(draft, draft.doing, value);
    else if (draft.phase === 'asking' && draft.ask && draft.nSamples - draft.ask.sinceSample >= answerWithinS * fs) {
      finish(draft, naturalEnd(draft));
    }
  }
}

/**
 * A guided test after some samples or a command. Pure: the state handed in stays as it was. A test that is finished stays
 * as it is.
 */
export function advanceGuide(
  state: GuideState,
  input: GuideInput,
): { readonly state: GuideState; readonly notices: readonly GuideNotice[] } {
  const draft = draftOf(state);
  if (state.phase === 'finished') {
    if (input.kind === 'effort') return { state, notices: [] };
    tell(draft, { kind: 'refused', command: input.kind, reason: 'The test is over.' });
    return { state, notices: draft.notices };
  }
  if (input.kind === 'effort') takeSamples(draft, input.values);
  else {
    if (input.kind === 'begin' && state.phase === 'ready' && state.settings.effort === 'emg') {
      tell(draft, { kind: 'caution', message: emgAloneCaution });
    }
    obey(draft, input);
  }
  return { state: stateOf(draft), notices: draft.notices };
}
