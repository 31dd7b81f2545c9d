import type { Protocol } from '#protocol';
import { type DifficultyName, difficulties } from './difficulty.ts';
import type { MuscleState } from './muscle-state.ts';
import { protocolAsKept } from './protocol-as-kept.ts';
import { type SimulatedSession, simulateProtocol } from './simulate-protocol.ts';
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
}

/** A person who does not exist, and the test that they did. SIMULATED. */
export interface SimulatedPerson {
  /** `S01`, `S02`, … */
  readonly id: string;
  /** What is true of the person. */
  readonly traits: VirtualParticipant;
  readonly session: SimulatedSession;
}

/**
 * A person drawn from a seed, who does a protocol as people keep to protocols: the same seed, index and difficulty give the
 * same person, whatever the protocol and however many others there are.
 *
 * @throws ArgumentError for a seed outside [0, 2^32), an index that is no whole number, or an unknown difficulty.
 */
export function simulatePerson({ seed, index, difficulty, protocol }: SimulatedPersonOptions): SimulatedPerson {
  const traits = virtualParticipant({ seed, index, difficulty });
  const session = simulateProtocol<MuscleState>(protocolAsKept(protocol, traits), {
    simulate: (task) => simulateTask({ participant: traits, ...task }),
    mvcN: traits.mvcN,
    file: `simulated-${traits.id}`,
  });
  return { id: traits.id, traits, session };
}
