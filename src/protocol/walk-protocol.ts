import { ArgumentError, requirePositive } from '#base';
import type { Protocol } from './protocol.ts';
import { firstPlace, type ProtocolPlace, placeAfter, stepAt } from './protocol-place.ts';
import type { ProtocolStep, StepDone, StepOutcome } from './protocol-step.ts';

function requireOutcome(step: ProtocolStep, { mvcN, mvcMv, heldS }: StepOutcome): void {
  if (mvcN !== undefined) requirePositive('mvcN', mvcN, 'walkProtocol');
  if (mvcMv !== undefined) requirePositive('mvcMv', mvcMv, 'walkProtocol');
  if (mvcN !== undefined && mvcMv !== undefined) {
    throw new ArgumentError(
      `A squeeze is judged by its force or by its EMG, got mvcN and mvcMv for step ${step.index} — in walkProtocol.`,
      'Pass mvcN alone where a force was measured.',
    );
  }
  if (mvcN === undefined && mvcMv === undefined && step.isReference) {
    throw new ArgumentError(
      `mvcN must be the force of a rested maximum, got nothing for step ${step.index} — in walkProtocol.`,
      'Answer a step with isReference by { mvcN } in newtons, or { mvcMv } where only EMG was measured: targets are shares of it.',
    );
  }
  if (heldS !== undefined && !(heldS >= 0 && heldS <= step.durationS)) {
    throw new ArgumentError(
      `heldS must lie within the ${step.durationS} s of step ${step.index}, got ${heldS} — in walkProtocol.`,
      'Pass the seconds until the hold failed, and nothing where it did not.',
    );
  }
}

/** Newtons and millivolts are never compared. */
function requireOneMeasure(outcomes: readonly StepOutcome[]): void {
  const forceAt = outcomes.findIndex(({ mvcN }) => mvcN !== undefined);
  const emgAt = outcomes.findIndex(({ mvcMv }) => mvcMv !== undefined);
  if (forceAt < 0 || emgAt < 0) return;
  throw new ArgumentError(
    `The squeezes of a test must all be forces or all be EMG, got mvcN for step ${forceAt} and mvcMv for step ${emgAt} — in walkProtocol.`,
    'Answer all maximal steps by mvcN, or all of them by mvcMv.',
  );
}

/** The place after outcomes of all steps so far. */
export function placeOf(protocol: Protocol, outcomes: readonly StepOutcome[]): ProtocolPlace {
  let place = firstPlace(protocol);
  for (const outcome of outcomes) place = stepDone(protocol, place, outcome).place;
  requireOneMeasure(outcomes);
  return place;
}

/** One step on, checked. */
export function stepDone(
  protocol: Protocol,
  place: ProtocolPlace,
  outcome: StepOutcome,
): { readonly place: ProtocolPlace; readonly done: StepDone } {
  const step = stepAt(protocol, place);
  if (!step) {
    throw new ArgumentError(
      `outcomes must be at most one per step, got ${place.nDone + 1} of a test that ended before — in nextStep.`,
      'Pass the outcomes of this protocol only.',
    );
  }
  requireOutcome(step, outcome);
  return { place: placeAfter(protocol, place, step, outcome), done: { step, outcome } };
}

/**
 * The step to do next, given what came of all steps before it; null when the test is over. Protocol and outcomes are
 * plain data, so a test that was interrupted goes on from what was stored.
 *
 * @throws ArgumentError for an outcome that its step cannot have, more outcomes than steps, forces mixed with EMG, or a rule whose squeeze has no value.
 */
export function nextStep(protocol: Protocol, outcomes: readonly StepOutcome[]): ProtocolStep | null {
  return stepAt(protocol, placeOf(protocol, outcomes));
}

/**
 * All steps of a test from its beginning to its end, each answered as it comes: what a simulation does.
 *
 * @throws ArgumentError as {@link nextStep} does.
 */
export function unrollProtocol(protocol: Protocol, answer: (step: ProtocolStep) => StepOutcome): readonly StepDone[] {
  const all: StepDone[] = [];
  let place = firstPlace(protocol);
  for (let step = stepAt(protocol, place); step; step = stepAt(protocol, place)) {
    const next = stepDone(protocol, place, answer(step));
    all.push(next.done);
    place = next.place;
  }
  requireOneMeasure(all.map(({ outcome }) => outcome));
  return all;
}
