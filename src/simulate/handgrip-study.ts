import { requireWhole } from '#base';
import { defaultTargetPercent } from '#fatigue';
import { mains, type SimulatedRecording, simulateHandgrip } from './handgrip.ts';
import { type HandgripState, simulatedParticipant } from './participant.ts';

/** What {@link simulateStudy} makes. */
export interface SimulatedStudyOptions {
  /** Number of people; each is recorded fresh and fatigued. @default 12 */
  readonly people?: number;
  /** @default 7 */
  readonly seed?: number;
  /** @default 'Simulated handgrip study' */
  readonly name?: string;
  /** Sampling rate (Hz). @default 1000 */
  readonly fs?: number;
}

/** One recording of a simulated study. */
export interface SimulatedStudyRecording extends SimulatedRecording {
  readonly subject: string;
  readonly state: HandgripState;
  /** Force level of the hold (% of the rested maximum). */
  readonly targetPercent: number;
}

/** A study of people who do not exist. */
export interface SimulatedStudy {
  readonly name: string;
  readonly simulated: true;
  /** Frequency of the mains hum in it (Hz). */
  readonly powerLineHz: number;
  readonly recordings: readonly SimulatedStudyRecording[];
}

/**
 * A whole study: each person first fresh, then fatigued, as in the studies it imitates. Its purpose is to try the software;
 * whatever is reached on it is SIMULATED and no statement about people.
 *
 * @throws ArgumentError when people is below 1 or the seed outside [0, 2^32).
 */
export function simulateStudy(options: SimulatedStudyOptions = {}): SimulatedStudy {
  const { people = 12, seed = 7, name = 'Simulated handgrip study', fs = 1000 } = options;
  requireWhole('people', people, 1, 'simulateStudy');
  const recordings = Array.from({ length: people }, (_, index) => simulatedParticipant(seed, index)).flatMap(
    (participant) =>
      (['fresh', 'fatigued'] as const).map((state) => ({
        subject: participant.id,
        state,
        targetPercent: defaultTargetPercent,
        ...simulateHandgrip({ seed, participant, state, fs }),
      })),
  );
  return { name, simulated: true, powerLineHz: mains.frequencyHz, recordings };
}
