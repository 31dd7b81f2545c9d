import { ArgumentError, requirePositive } from '#base';
import type { Protocol, ProtocolPart, Repeat } from './protocol.ts';
import type { ProtocolStep, StepDone, StepOutcome } from './protocol-step.ts';
import { isRuleMet } from './stop-rule.ts';

type Walk = Generator<ProtocolStep, void, StepOutcome>;

/** Where a walk stands. */
interface Place {
  readonly recording?: ProtocolStep['recording'];
  readonly rounds: readonly number[];
  /** All steps that were done: grows as the walk goes on. */
  readonly done: StepDone[];
}

function requireOutcome(step: ProtocolStep, { mvcN, heldS }: StepOutcome): void {
  if (mvcN !== undefined) requirePositive('mvcN', mvcN, 'walkProtocol');
  if (mvcN === undefined && step.isReference) {
    throw new ArgumentError(
      `mvcN must be the force of a rested maximum, got nothing for step ${step.index} — in walkProtocol.`,
      'Answer a step with isReference by { mvcN } in newtons: targets are shares of it.',
    );
  }
  if (heldS !== undefined && !(heldS >= 0 && heldS <= step.durationS)) {
    throw new ArgumentError(
      `heldS must lie within the ${step.durationS} s of step ${step.index}, got ${heldS} — in walkProtocol.`,
      'Pass the seconds until the hold failed, and nothing where it did not.',
    );
  }
}

function* walkStep(part: Exclude<ProtocolPart, Repeat>, place: Place): Walk {
  const { recording, rounds, done } = place;
  const { kind, durationS, cue } = part;
  const step: ProtocolStep = {
    index: done.length,
    kind,
    durationS,
    ...(part.kind === 'target' && { targetPercent: part.targetPercent }),
    ...(part.kind === 'target' && part.failure && { failure: part.failure }),
    isReference: part.kind === 'maximal' && part.isReference === true,
    ...(cue !== undefined && { cue }),
    ...(recording && { recording }),
    rounds,
  };
  const outcome = yield step;
  requireOutcome(step, outcome);
  done.push({ step, outcome });
}

function* walkRepeat({ times, until, steps }: Repeat, place: Place): Walk {
  const first = place.done.length;
  for (let round = 1; round <= times; round++) {
    const roundFirst = place.done.length;
    yield* walkParts(steps, { ...place, rounds: [...place.rounds, round] });
    if (until && isRuleMet(until, { all: place.done, repeatFirst: first, roundFirst })) return;
  }
}

function* walkParts(parts: Protocol['steps'], place: Place): Walk {
  for (const part of parts) {
    if (part.kind === 'repeat') yield* walkRepeat(part, place);
    else if (part.kind !== 'recording') yield* walkStep(part, place);
    else {
      const { name, state } = part;
      yield* walkParts(part.steps, { ...place, recording: { name, ...(state && { state }) } });
    }
  }
}

/**
 * The step to do next, given what came of all steps before it; null when the test is over. Protocol and outcomes are
 * plain data, so a test that was interrupted goes on from what was stored.
 *
 * @throws ArgumentError for an outcome that its step cannot have, more outcomes than steps, or a rule whose squeeze has no force.
 */
export function nextStep(protocol: Protocol, outcomes: readonly StepOutcome[]): ProtocolStep | null {
  const walk = walkParts(protocol.steps, { rounds: [], done: [] });
  let next = walk.next();
  for (const outcome of outcomes) {
    if (next.done) {
      throw new ArgumentError(
        `outcomes must be at most one per step, got ${outcomes.length} of a test that ended before — in nextStep.`,
        'Pass the outcomes of this protocol only.',
      );
    }
    next = walk.next(outcome);
  }
  return next.done ? null : next.value;
}

/**
 * All steps of a test from its beginning to its end, each answered as it comes: what a simulation does.
 *
 * @throws ArgumentError as {@link nextStep} does.
 */
export function unrollProtocol(protocol: Protocol, answer: (step: ProtocolStep) => StepOutcome): readonly StepDone[] {
  const done: StepDone[] = [];
  const walk = walkParts(protocol.steps, { rounds: [], done });
  for (let next = walk.next(); !next.done; ) next = walk.next(answer(next.value));
  return done;
}
