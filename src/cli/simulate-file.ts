import { join } from 'node:path';
import { writeWhole } from '#node';
import { type SimulatedPersonOptions, simulatePerson } from '#simulate';
import {
  type BidsDataset,
  bidsPersonOf,
  bidsSubjectFiles,
  type PlannedPerson,
  plannedPerson,
  recordingsOfPerson,
  truthFilesOfPerson,
} from '#study';

/** A person to be simulated and written, as it goes to a worker. */
export interface PersonTask extends SimulatedPersonOptions {
  readonly dataset: BidsDataset;
  /** Folder of the study. */
  readonly folder: string;
}

/** What a worker tells of the person it wrote. */
export interface WrittenPerson {
  readonly id: string;
  /** As BIDS writes it. */
  readonly sex: 'F' | 'M';
  /** Hand that gripped. */
  readonly side: 'left' | 'right';
  readonly restedMvcN: number | null;
  readonly durationS: number;
  /** Largest number of rounds of any repeat. */
  readonly rounds: number;
  readonly recordings: readonly { readonly name: string; readonly state: string | null; readonly mvcLoss: number }[];
}

/** Simulates one person and writes all files of theirs. */
export async function writeSimulatedPerson({ dataset, folder, ...options }: PersonTask): Promise<WrittenPerson> {
  const person = simulatePerson(options);
  const { id, session } = person;
  const files = [...bidsSubjectFiles(dataset, id, recordingsOfPerson(person)), ...truthFilesOfPerson(person)];
  for (const { path, bytes } of files) await writeWhole(join(folder, path), bytes);
  const { restedMvcN, steps, recordings } = session;
  const { sex, side } = bidsPersonOf(person);
  return {
    id,
    sex,
    side,
    restedMvcN,
    durationS: steps.at(-1)?.endS ?? 0,
    rounds: Math.max(0, ...steps.flatMap(({ step }) => step.rounds)),
    recordings: recordings.map(({ name, state, truth }) => ({ name, state: state ?? null, mvcLoss: truth.mvcLoss[0] })),
  };
}

/** Simulates one person of a plan's pool and keeps the features of the recordings that have a state. */
export async function simulatePlannedPerson(options: SimulatedPersonOptions): Promise<PlannedPerson> {
  const person = simulatePerson(options);
  const labelled = recordingsOfPerson(person).flatMap(({ state, ...one }) =>
    state === null ? [] : [{ ...one, state }],
  );
  return plannedPerson(person.id, labelled);
}
