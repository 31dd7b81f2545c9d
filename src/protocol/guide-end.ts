import { breakOff, type GuideDraft, tell } from './guide-draft.ts';
import type { GuideEnd } from './guide-state.ts';
import { type AskMoment, ratingScales } from './rating-scale.ts';

/** Closes the question that is open, with what was said or with nothing. */
export function closeAsk(draft: GuideDraft, value: number | null): void {
  const { ask } = draft;
  if (!ask) return;
  const rating = {
    scale: ask.scale,
    value,
    atS: draft.nSamples / draft.settings.fs,
    stepIndex: ask.stepIndex,
  };
  draft.ratings = [...draft.ratings, rating];
  draft.ask = null;
  tell(draft, { kind: 'answered', rating });
}

/** Opens a question, in place of one that nobody answered. Nothing waits for it but the end. */
export function openAsk(draft: GuideDraft, moment: AskMoment, stepIndex: number): boolean {
  const { asks } = draft.protocol;
  if (!asks?.after.includes(moment)) return false;
  closeAsk(draft, null);
  draft.ask = { scale: asks.scale, stepIndex, sinceSample: draft.nSamples };
  tell(draft, { kind: 'ask', scale: ratingScales[asks.scale] });
  return true;
}

export function closeRecording(draft: GuideDraft, isComplete: boolean): void {
  const { recording } = draft;
  if (!recording) return;
  draft.recording = null;
  tell(draft, { kind: 'recording-closed', ...recording, isComplete });
}

/** Ends the test for good. */
export function finish(draft: GuideDraft, end: GuideEnd): void {
  breakOff(draft);
  closeRecording(draft, false);
  closeAsk(draft, null);
  draft.queue = [];
  draft.phase = 'finished';
  draft.end = end;
  tell(draft, { kind: 'finished', why: end });
}

/** Why a test whose steps are all done is over. */
export function naturalEnd({ place, outcomes }: Pick<GuideDraft, 'place' | 'outcomes'>): GuideEnd {
  if (place.nRunOut > 0) return 'time-out';
  return place.nMet > 0 || outcomes.some(({ heldS }) => heldS !== undefined) ? 'rule-met' : 'protocol-over';
}
