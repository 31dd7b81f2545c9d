import type { GuideNotice, Untimed } from './guide-notice.ts';
import type { AddedStep, GuideState } from './guide-state.ts';
import type { ProtocolStep } from './protocol-step.ts';

/** A state on its way to the next one, and what was told on the way. Arrays and objects in it are replaced, not changed. */
export type GuideDraft = { -readonly [Key in keyof GuideState]: GuideState[Key] } & { readonly notices: GuideNotice[] };

export function draftOf(state: GuideState): GuideDraft {
  return { ...state, notices: [] };
}

export function stateOf({ notices: _, ...state }: GuideDraft): GuideState {
  return state;
}

export function tell(draft: GuideDraft, notice: Untimed<GuideNotice>): void {
  draft.notices.push({ atS: draft.nSamples / draft.settings.fs, ...notice } as GuideNotice);
}

/** Breaks off what is being done. */
export function breakOff(draft: GuideDraft): void {
  const { doing } = draft;
  if (!doing) return;
  const { step, added } = doing;
  tell(draft, { kind: 'step-ended', step, ...(added && { added }), outcome: null, isBrokenOff: true });
  draft.doing = null;
}

/** A rest that the protocol does not name, before its step at `index`. */
export function addedRest(index: number, durationS: number): { step: ProtocolStep; added: AddedStep } {
  return { step: { index, kind: 'rest', durationS, isReference: false, rounds: [] }, added: 'rest' };
}
