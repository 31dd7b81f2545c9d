import type { Protocol, ProtocolPart, ProtocolRecording, Repeat } from './protocol.ts';
import type { ProtocolStep, StepOutcome } from './protocol-step.ts';
import { effortOf, isRuleMet, marked, nextRound, noMarks, type RepeatMarks } from './stop-rule.ts';

type Part = ProtocolPart | ProtocolRecording;
type Container = Repeat | ProtocolRecording;

/** Place in one list of steps. */
interface Level {
  /** Place of the part in its list. */
  readonly at: number;
  /** Round of the repeat that stands there, from 1; 0 for any other part. */
  readonly round: number;
  readonly marks: RepeatMarks;
}

/**
 * Where a walk through a protocol stands, as plain data: one step on from it costs the same however long the walk was.
 */
export interface ProtocolPlace {
  /** From the protocol's own list down to the step to do; empty when the test is over. */
  readonly levels: readonly Level[];
  /** Steps that were done. */
  readonly nDone: number;
  /** The rested maximum so far (N, or mV without a force). */
  readonly rested?: number;
  /** Trials of the rested maximum among the steps that were done. */
  readonly nReferences: number;
  /** Repeats that their rule ended, and those whose rounds ran out before their rule was met. */
  readonly nMet: number;
  readonly nRunOut: number;
}

const startOfList: Level = { at: 0, round: 0, marks: noMarks };

function isContainer(part: Part): part is Container {
  return part.kind === 'repeat' || part.kind === 'recording';
}

/** The list of each level, outermost first. */
export function listsOf(protocol: Protocol, levels: readonly Level[]): (readonly Part[])[] {
  const lists: (readonly Part[])[] = [protocol.steps];
  for (const { at } of levels.slice(0, -1)) lists.push((lists[lists.length - 1][at] as Container).steps);
  return lists;
}

/** Goes on from levels whose last one may stand behind its list or at a repeat or recording, to a step or to the end. */
function settled(protocol: Protocol, place: ProtocolPlace): ProtocolPlace {
  const levels = [...place.levels];
  const lists = listsOf(protocol, levels);
  let { nMet, nRunOut } = place;
  const goOn = (): void => {
    const last = levels.length - 1;
    levels[last] = { ...startOfList, at: levels[last].at + 1 };
  };
  const enter = (part: Container): void => {
    levels.push(startOfList);
    lists.push(part.steps);
  };
  while (levels.length > 0) {
    const last = levels.length - 1;
    const part = lists[last][levels[last].at];
    if (part === undefined) {
      levels.pop();
      lists.pop();
      if (last === 0) break;
      const { at, round, marks } = levels[last - 1];
      const around = lists[last - 1][at] as Container;
      const rule = around.kind === 'repeat' ? around.until : undefined;
      const isMet = rule !== undefined && isRuleMet(rule, marks, place.rested);
      if (around.kind === 'repeat' && !isMet && round < around.times) {
        levels[last - 1] = { at, round: round + 1, marks: nextRound(marks) };
        enter(around);
      } else {
        if (isMet) nMet++;
        else if (rule) nRunOut++;
        goOn();
      }
    } else if (!isContainer(part)) break;
    else {
      if (part.kind === 'repeat') levels[last] = { ...levels[last], round: 1 };
      enter(part);
    }
  }
  return { ...place, levels, nMet, nRunOut };
}

/** Before the first step. */
export function firstPlace(protocol: Protocol): ProtocolPlace {
  return settled(protocol, { levels: [startOfList], nDone: 0, nReferences: 0, nMet: 0, nRunOut: 0 });
}

/** The step to do at a place; null at the end. */
export function stepAt(protocol: Protocol, { levels, nDone }: ProtocolPlace): ProtocolStep | null {
  if (levels.length === 0) return null;
  const lists = listsOf(protocol, levels);
  const around = levels.map(({ at }, depth) => lists[depth][at]);
  const part = around[around.length - 1] as Exclude<ProtocolPart, Repeat>;
  const recording = around.find((one) => one.kind === 'recording');
  const { kind, durationS, cue } = part;
  return {
    index: nDone,
    kind,
    durationS,
    ...(part.kind === 'target' && { targetPercent: part.targetPercent }),
    ...(part.kind === 'target' && part.failure && { failure: part.failure }),
    isReference: part.kind === 'maximal' && part.isReference === true,
    ...(cue !== undefined && { cue }),
    ...(recording && { recording: { name: recording.name, ...(recording.state && { state: recording.state }) } }),
    rounds: levels.flatMap(({ round }) => (round > 0 ? [round] : [])),
  };
}

/** The place after a step with its outcome. */
export function placeAfter(
  protocol: Protocol,
  place: ProtocolPlace,
  step: ProtocolStep,
  outcome: StepOutcome,
): ProtocolPlace {
  const effort = step.isReference ? effortOf(outcome) : undefined;
  const rested = effort === undefined ? place.rested : Math.max(effort, place.rested ?? 0);
  const levels = place.levels.map((level, depth) => ({
    ...level,
    at: depth === place.levels.length - 1 ? level.at + 1 : level.at,
    marks: level.round > 0 ? marked(level.marks, { step, outcome }) : level.marks,
  }));
  return settled(protocol, {
    ...place,
    levels,
    nDone: place.nDone + 1,
    nReferences: place.nReferences + (step.isReference ? 1 : 0),
    ...(rested !== undefined && { rested }),
  });
}

/** Whether nothing but rest follows a step within the innermost round around it. */
export function isLastEffortOfRound(protocol: Protocol, { levels }: ProtocolPlace): boolean {
  const around = levels.findLastIndex(({ round }) => round > 0);
  if (around < 0) return false;
  const inside = listsOf(protocol, levels)[around + 1];
  return inside.slice(levels[around + 1].at + 1).every(({ kind }) => kind === 'rest');
}
