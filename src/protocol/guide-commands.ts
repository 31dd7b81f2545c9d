import { addedRest, breakOff, type GuideDraft, tell } from './guide-draft.ts';
import { closeAsk, finish, naturalEnd } from './guide-end.ts';
import type { GuideCommand } from './guide-notice.ts';
import type { GuideDoing } from './guide-state.ts';
import { answerStep, beginNext, endAdded } from './guide-steps.ts';
import { firstPlace } from './protocol-place.ts';
import type { ProtocolStep } from './protocol-step.ts';
import { isRating, ratingScales } from './rating-scale.ts';
import { placeOf, stepDone } from './walk-protocol.ts';

/** Why a command makes no sense now; undefined where it was done. */
type Refusal = string | undefined;

/** Does what was broken off again, after a rest. */
function queueAgain(draft: GuideDraft, { step, added }: GuideDoing, restS: number): void {
  const rest = addedRest(step.index, restS);
  if (added === 'practice') draft.queue = [rest, { step, added }, ...draft.queue];
  else {
    draft.queue = [rest];
    draft.isAgain = true;
  }
}

function pause(draft: GuideDraft): Refusal {
  if (draft.phase !== 'running') return 'Nothing is running.';
  draft.phase = 'paused';
  const { doing } = draft;
  // A rest goes on where it was; an effort that was let go of is done again.
  if (doing && doing.step.kind !== 'rest') {
    breakOff(draft);
    queueAgain(draft, doing, draft.settings.leadInS);
  }
  tell(draft, { kind: 'paused' });
  return undefined;
}

function resume(draft: GuideDraft): Refusal {
  if (draft.phase !== 'paused') return 'The test is not paused.';
  draft.phase = 'running';
  tell(draft, { kind: 'resumed' });
  if (!draft.doing) beginNext(draft);
  return undefined;
}

/** The protocol's maximal step that was done last, where nothing but rest followed it. */
function lastSqueeze({ protocol, outcomes }: GuideDraft): ProtocolStep | undefined {
  const steps: ProtocolStep[] = [];
  let place = firstPlace(protocol);
  for (const outcome of outcomes) {
    const next = stepDone(protocol, place, outcome);
    steps.push(next.done.step);
    place = next.place;
  }
  const last = steps.findLast(({ kind }) => kind !== 'rest');
  return last?.kind === 'maximal' ? last : undefined;
}

/** The last trial of a step no longer counts. */
function uncount(draft: GuideDraft, stepIndex: number): void {
  const at = draft.trials.findLastIndex((one) => one.stepIndex === stepIndex && one.isCounted);
  draft.trials = draft.trials.map((one, i) => (i === at ? { ...one, isCounted: false } : one));
}

function repeat(draft: GuideDraft): Refusal {
  const { doing, settings } = draft;
  if (draft.phase !== 'running' || !doing) return 'Nothing is running that could be repeated.';
  const { step, added } = doing;
  breakOff(draft);
  if (step.kind !== 'rest') {
    queueAgain(draft, doing, step.isReference ? settings.trialRestS : settings.leadInS);
  } else if (added === 'rest') {
    // A squeeze is about to be taken again anyhow: the last one then does not count.
    if (draft.isAgain) uncount(draft, step.index);
    draft.queue = [{ step, added }, ...draft.queue];
  } else if (added === 'practice') draft.queue = [{ step, added }, ...draft.queue];
  else {
    const squeeze = lastSqueeze(draft);
    if (squeeze && squeeze.recording?.name === draft.recording?.name) {
      uncount(draft, squeeze.index);
      draft.outcomes = draft.outcomes.slice(0, squeeze.index);
      draft.place = placeOf(draft.protocol, draft.outcomes);
      draft.queue = [addedRest(squeeze.index, squeeze.isReference ? settings.trialRestS : settings.leadInS)];
    }
    draft.isAgain = true;
  }
  beginNext(draft);
  return undefined;
}

function skip(draft: GuideDraft): Refusal {
  const { doing } = draft;
  if (draft.phase !== 'running' || doing?.step.kind !== 'rest') return 'Only a rest can be cut short.';
  if (doing.added && doing.added !== 'again') endAdded(draft, doing);
  else answerStep(draft, doing, { isCutShort: true });
  return undefined;
}

function answer(draft: GuideDraft, value: number | null): Refusal {
  const { ask } = draft;
  if (!ask) return 'Nothing was asked.';
  if (value !== null && !isRating(ask.scale, value)) {
    const { name, lowest, highest, step } = ratingScales[ask.scale];
    return `${name} goes from ${lowest} to ${highest} in steps of ${step}, got ${value}.`;
  }
  closeAsk(draft, value);
  if (draft.phase === 'asking') finish(draft, naturalEnd(draft));
  return undefined;
}

function begin(draft: GuideDraft): Refusal {
  if (draft.phase !== 'ready') return 'The test has begun already.';
  draft.phase = 'running';
  beginNext(draft);
  return undefined;
}

/** Does a command, or tells why not. */
export function obey(draft: GuideDraft, command: GuideCommand): void {
  const refusal = ((): Refusal => {
    switch (command.kind) {
      case 'begin':
        return begin(draft);
      case 'pause':
        return pause(draft);
      case 'resume':
        return resume(draft);
      case 'repeat':
        return repeat(draft);
      case 'skip':
        return skip(draft);
      case 'answer':
        return answer(draft, command.value);
      case 'abort':
        finish(draft, 'aborted');
        return undefined;
      case 'pain':
        draft.message = 'Stop. Let go. Nothing more is done.';
        finish(draft, 'pain');
        return undefined;
    }
  })();
  if (refusal !== undefined) tell(draft, { kind: 'refused', command: command.kind, reason: refusal });
}
