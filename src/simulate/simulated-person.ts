import { requireOneOf, requireWhole, seededRandom } from '#base';
import type { Protocol } from '#protocol';
import { mains } from './handgrip.ts';
import { noiseTasks } from './noise-task.ts';
import { simulatedParticipant } from './participant.ts';
import { protocolAsKept } from './protocol-as-kept.ts';
import { drawn, drawnBetween } from './scatter.ts';
import { type SimulatedSession, simulateProtocol } from './simulate-protocol.ts';

/** How hard fatigue is to tell: nothing but fatigue changes, or people and electrodes do what they do. */
export const difficultyNames = ['textbook', 'realistic'] as const;
/** One of {@link difficultyNames}. */
export type DifficultyName = (typeof difficultyNames)[number];

/** Frequency of the mains hum in the recordings (Hz). */
export const simulatedMainsHz: number = mains.frequencyHz;

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
  /** What is true of the person, as plain data. */
  readonly traits: Readonly<Record<string, string | number>>;
  readonly session: SimulatedSession;
}

const scatter = {
  textbook: { lnGain: 0, lnMdf: 0, stopLoss: [0.3, 0.3], restBeforeLastS: [0, 0] },
  realistic: { lnGain: 0.15, lnMdf: 0.05, stopLoss: [0.1, 0.35], restBeforeLastS: [10, 60] },
} as const;

/**
 * A person drawn from a seed, who does a protocol as people keep to protocols: the same seed, index and difficulty give the
 * same person, whatever the protocol and however many others there are.
 *
 * @throws ArgumentError for a seed outside [0, 2^32), an index that is no whole number, or an unknown difficulty.
 */
export function simulatePerson({ seed, index, difficulty, protocol }: SimulatedPersonOptions): SimulatedPerson {
  requireWhole('index', index, 0, 'simulatePerson');
  requireOneOf('difficulty', difficulty, difficultyNames, 'simulatePerson');
  const participant = simulatedParticipant(seed, index);
  const random = seededRandom(seed).fork(`person ${index}`);
  const { lnGain, lnMdf, ...keeping } = scatter[difficulty];
  const person = {
    mvcN: drawn(random, [370, 90]),
    fatigability: Math.exp(drawn(random, [0, 0.3])),
    stopLoss: drawnBetween(random, keeping.stopLoss),
    restBeforeLastS: Math.round(drawnBetween(random, keeping.restBeforeLastS)),
  };
  const simulate = noiseTasks({ participant, seed, lnGain, lnMdf, ...person });
  const kept = protocolAsKept(protocol, person);
  return {
    id: participant.id,
    traits: { difficulty, side: participant.side, ...person },
    session: simulateProtocol(kept, { simulate, mvcN: person.mvcN, file: `simulated-${participant.id}` }),
  };
}
