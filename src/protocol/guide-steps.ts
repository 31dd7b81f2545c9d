import { cueText } from './cue-words.ts';
import { type GuideDraft, tell } from './guide-draft.ts';
import { closeRecording, finish, naturalEnd, openAsk } from './guide-end.ts';
import type { GuideDoing } from './guide-state.ts';
import { noHold } from './hold-watch.ts';
import { isLastEffortOfRound, type ProtocolPlace, stepAt } from './protocol-place.ts';
import type { ProtocolStep, StepOutcome } from './protocol-step.ts';
import { stepDone } from './walk-protocol.ts';

function moveToRecording(draft: GuideDraft, recording: ProtocolStep['recording']): void {
  if (recording?.name === draft.recording?.name) return;
  closeRecording(draft, true);
  if (!recording) return;
  draft.recording = recording;
  tell(draft, { kind: 'recording-opened', ...recording });
}

function begin(draft: GuideDraft, { step, added }: Pick<GuideDoing, 'step' | 'added'>): void {
  const { rested } = draft.place;
  const target =
    step.kind === 'target' && rested !== undefined && step.targetPercent !== undefined
      ? (step.targetPercent / 100) * rested
      : undefined;
  draft.doing = {
    step,
    ...(added && { added }),
    nSamples: 0,
    nLost: 0,
    ...(target !== undefined && { target, hold: noHold }),
    ...(step.kind === 'maximal' && { squeeze: [] }),
  };
  tell(draft, {
    kind: 'step-started',
    step,
    ...(added && { added }),
    ...(target !== undefined && { target }),
    cue: cueText(step, added),
  });
}

/** Begins what is to be done now: an added step, the protocol's own, or the end. */
export function beginNext(draft: GuideDraft): void {
  const [first, ...others] = draft.queue;
  if (first) {
    draft.queue = others;
    begin(draft, first);
    return;
  }
  const step = stepAt(draft.protocol, draft.place);
  if (step) {
    moveToRecording(draft, step.recording);
    begin(draft, { step, ...(draft.isAgain && { added: 'again' }) });
    return;
  }
  draft.doing = null;
  closeRecording(draft, true);
  if (openAsk(draft, 'end', draft.outcomes.length - 1)) draft.phase = 'asking';
  else finish(draft, naturalEnd(draft));
}

/** Ends what was done without an answer to the protocol, and goes on. */
export function endAdded(draft: GuideDraft, doing: GuideDoing): void {
  const { step, added } = doing;
  tell(draft, { kind: 'step-ended', step, ...(added && { added }), outcome: null, isBrokenOff: false });
  draft.doing = null;
  beginNext(draft);
}

function askAfter(draft: GuideDraft, place: ProtocolPlace, step: ProtocolStep): void {
  const { protocol } = draft;
  const isSqueeze = step.kind === 'maximal' && !step.isReference;
  if (isSqueeze && openAsk(draft, 'maximal', step.index)) return;
  const round = step.rounds[step.rounds.length - 1];
  const isAsked = isLastEffortOfRound(protocol, place) && round % (protocol.asks?.everyRounds ?? 1) === 0;
  if (isAsked) openAsk(draft, 'round', step.index);
}

/** Answers the protocol's step that was done, and goes on. */
export function answerStep(draft: GuideDraft, doing: GuideDoing, outcome: StepOutcome, reason = ''): void {
  const { step, added } = doing;
  const { protocol, place, settings } = draft;
  tell(draft, { kind: 'step-ended', step, ...(added && { added }), outcome, isBrokenOff: false });
  draft.place = stepDone(protocol, place, outcome).place;
  draft.outcomes = [...draft.outcomes, outcome];
  draft.doing = null;
  draft.isAgain = false;
  const { rested } = draft.place;
  if (rested !== undefined && rested !== place.rested) {
    tell(draft, { kind: 'reference', value: rested, unit: settings.effort === 'emg' ? 'mV' : 'N', reason });
  }
  if (step.kind !== 'rest') askAfter(draft, place, step);
  beginNext(draft);
}
