import { ArgumentError, type Issue } from '#base';
import type { Channel } from '#recording';
import { comparedBlocks, type RestedMvc, restedMvcOf, type StrengthBlock } from './compared-blocks.ts';
import { type LabelRule, labelOfLoss } from './fatigue-label.ts';
import type { GripNorms } from './grip-norms.ts';
import { type GripScore, gripScore, type StrengthFacts } from './grip-protocol.ts';
import type { IntermittentTiming } from './intermittent.ts';
import { type Reliability, reliability } from './reliability.ts';
import { type IntermittentTest, intermittentTest } from './repeated-maxima.ts';
import { requireTargetPercent } from './strength.ts';
import { type ForceRecording, type StrengthBlockOptions, strengthBlocks, type TrialBlock } from './strength-blocks.ts';
import {
  changeSince,
  type EarlierSession,
  type HandsCompared,
  handsCompared,
  type NormPerson,
  normsOf,
  type StrengthChange,
} from './strength-context.ts';
import { type HoldStrength, holdStrength } from './strength-hold.ts';

/** What is known beside the recordings of a strength test. */
export interface StrengthTestOptions extends StrengthBlockOptions {
  /** Rested maximum from elsewhere, in the unit of the force; then every block comes after it. */
  readonly restedMvc?: number;
  /** What was to be held, in % of the rested maximum; holds without a target count as all-out. */
  readonly targetPercent?: number;
  /** @default fatigued from 20 % loss, fresh below 10 % */
  readonly label?: Partial<LabelRule>;
  /** Times of an all-out intermittent test, which then gets its critical force. */
  readonly intermittent?: IntermittentTiming;
  /** Rested squeezes of the other hand. */
  readonly otherHand?: readonly ForceRecording[];
  readonly person?: NormPerson;
  readonly earlier?: EarlierSession;
  /** Strengths of people like this one [nPeople x nSessions]: where no SEM or MDC is given, theirs is used. */
  readonly sessions?: readonly (readonly number[])[];
  readonly facts?: StrengthFacts;
}

/** All that a strength test says. */
export interface StrengthTest {
  readonly unit: Channel['unit'];
  readonly recordings: readonly { readonly file: string; readonly channel: string; readonly durationS: number }[];
  /** The rested maximum in `unit`, or why there is none. */
  readonly rested: RestedMvc;
  /** By the protocol that was recorded; null where none was. */
  readonly score: GripScore | null;
  /** In the order of time. */
  readonly blocks: readonly StrengthBlock[];
  readonly holds: readonly HoldStrength[];
  readonly intermittent: IntermittentTest | null;
  readonly norms: (GripNorms & { readonly statement: string }) | null;
  readonly hands: HandsCompared | null;
  readonly change: StrengthChange | null;
  /** How well sessions of people agree, where such were given. */
  readonly reliability: Reliability | null;
  /** The rule of the label in words. */
  readonly rule: string;
  readonly facts: StrengthFacts;
  readonly issues: readonly Issue[];
}

function unitOf(recordings: readonly ForceRecording[]): Channel['unit'] {
  const units = [...new Set(recordings.map(({ force }) => force.unit))];
  if (units.length === 1) return units[0];
  throw new ArgumentError(
    `All forces of a test must have one unit, got ${units.join(' and ') || 'no recording'} — in strengthTest.`,
    'Say in which unit to show them all.',
  );
}

const acceptedForces = (blocks: readonly Pick<TrialBlock, 'trials'>[]): number[] =>
  blocks.flatMap(({ trials }) => trials.filter(({ isAccepted }) => isAccepted).map(({ value }) => value));

/** The earlier session with the SEM (agreement) of people, where it has no error of its own. */
function withError(earlier: EarlierSession, agreement: Reliability | null): EarlierSession {
  const isKnown = earlier.sem !== undefined || earlier.mdc95 !== undefined;
  return isKnown || agreement === null ? earlier : { ...earlier, sem: agreement.semAgreement };
}

/** The force that was to be held. */
function targetOf(rested: RestedMvc, targetPercent: number | undefined): number | undefined {
  if (targetPercent === undefined) return undefined;
  requireTargetPercent(targetPercent, 'strengthTest');
  if (rested.value !== null) return (targetPercent / 100) * rested.value;
  throw new ArgumentError(
    `A target of ${targetPercent} % needs a rested maximum. ${rested.reason} — in strengthTest.`,
    'Put a recording with rested squeezes first, or pass the maximum with --rested.',
  );
}

/**
 * A strength test from its recordings in the order of time: maxima by the 5 % rule, the loss of the rested one with its
 * label, fatigue indices, holds, recovery, and beside them norms, the other hand and an earlier session. The first block
 * of squeezes is the rested one, unless a hold comes before it. The second is the end of the task; what follows, recovery.
 *
 * @throws ArgumentError for mixed units, a target without a rested maximum, limits or options out of range.
 * @example
 * strengthTest([{ file: 'before.edf', force }, { file: 'after.edf', force: later }]).blocks[1].loss?.state; // 'fatigued'
 */
export function strengthTest(recordings: readonly ForceRecording[], options: StrengthTestOptions = {}): StrengthTest {
  const {
    restedMvc,
    targetPercent,
    label = {},
    intermittent,
    otherHand,
    person,
    earlier,
    sessions,
    facts = {},
    ...how
  } = options;
  const agreement = sessions ? reliability(sessions) : null;
  const unit = unitOf([...recordings, ...(otherHand ?? [])]);
  const found = strengthBlocks(recordings, how);
  const rested = restedMvcOf(found.blocks, restedMvc);
  const target = targetOf(rested, targetPercent);
  const blocks = comparedBlocks(recordings, found, rested, label);
  const values = acceptedForces(blocks.filter(({ isRested }) => isRested));
  const [other] = otherHand ? strengthBlocks(otherHand, how).blocks : [];
  const scored = [...values, ...(facts.protocol === 'southampton-2011' && other ? acceptedForces([other]) : [])];
  return {
    unit,
    recordings: recordings.map(({ file, force: { name, samples, fs } }) => ({
      file,
      channel: name,
      durationS: samples.length / fs,
    })),
    rested,
    score: facts.protocol !== undefined && scored.length > 0 ? gripScore(scored, facts.protocol) : null,
    blocks,
    holds: found.holds.map((hold) => holdStrength(recordings[hold.recording].force, hold, target)),
    intermittent: intermittent ? intermittentTest(recordings, found.blocks, intermittent) : null,
    norms: person ? normsOf(values, unit, person, facts) : null,
    hands: otherHand ? handsCompared(rested.value, other?.mvc.value ?? null, facts) : null,
    change: earlier && rested.value !== null ? changeSince(withError(earlier, agreement), rested.value) : null,
    reliability: agreement,
    rule: labelOfLoss(0, label).rule,
    facts,
    issues: [...blocks, ...(other ? [other] : [])].flatMap(({ mvc }) => mvc.issues),
  };
}
