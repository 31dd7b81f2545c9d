import type { Protocol } from '#protocol';
import { type DifficultyName, difficulties } from './difficulty.ts';
import type { MuscleState } from './muscle-state.ts';
import { protocolAsKept } from './protocol-as-kept.ts';
import { type SessionRecording, type SimulatedSession, simulateProtocol } from './simulate-protocol.ts';
import { simulateTask } from './simulate-task.ts';
import { type VirtualParticipant, virtualParticipant } from './virtual-participant.ts';

/** Names of the difficulties: nothing but fatigue changes, or people and electrodes do what they do. */
export const difficultyNames: readonly DifficultyName[] = Object.keys(difficulties) as DifficultyName[];

/** Which person does which test: plain data, so that another thread can simulate it. */
export interface SimulatedPersonOptions {
  readonly seed: number;
  /** Number of the person, from 0. */
  readonly index: number;
  readonly difficulty: DifficultyName;
  readonly protocol: Protocol;
  /**
   * Whether each recording has the force (N) beside the sEMG, which stays the same, and tells when it began, on an invented
   * day: what force says of recovery needs the minutes. @default false
   */
  readonly recordForce?: boolean;
}

/** A person who does not exist, and the test that they did. SIMULATED. */
export interface SimulatedPerson {
  /** `S01`, `S02`, … */
  readonly id: string;
  /** What is true of the person. */
  readonly traits: VirtualParticipant;
  readonly session: SimulatedSession;
}

/** The invented midnight at which a test with force begins (ms since 1970). */
const firstMidnightMs = Date.UTC(2000, 0, 1);

/** The recording with its begin on the invented day. */
function dated(one: SessionRecording): SessionRecording {
  const startedAt = new Date(firstMidnightMs + Math.round(1000 * one.startS)).toISOString().replace('Z', '');
  const { recording } = one;
  return { ...one, recording: { ...recording, provenance: { ...recording.provenance, startedAt } } };
}

/**
 * A person drawn from a seed, who does a protocol as people keep to protocols: the same seed, index and difficulty give the
 * same person, whatever the protocol and however many others there are.
 *
 * @throws ArgumentError for a seed outside [0, 2^32), an index that is no whole number, or an unknown difficulty.
 */
export function simulatePerson(options: SimulatedPersonOptions): SimulatedPerson {
  const { seed, index, difficulty, protocol, recordForce = false } = options;
  const traits = virtualParticipant({ seed, index, difficulty });
  const session = simulateProtocol<MuscleState>(protocolAsKept(protocol, traits), {
    simulate: (task) => simulateTask({ participant: traits, recordForce, ...task }),
    mvcN: traits.mvcN,
    file: `simulated-${traits.id}`,
  });
  const { recordings } = session;
  return {
    id: traits.id,
    traits,
    session: { ...session, recordings: recordForce ? recordings.map(dated) : recordings },
  };
}
