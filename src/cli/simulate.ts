import { join } from 'node:path';
import { ArgumentError, CancelledError, MyofadeError, type WorkContext } from '#base';
import { runTasks, wholeFolder, writeWhole } from '#node';
import { type DifficultyName, type SimulatedPersonOptions, virtualParticipant } from '#simulate';
import { bidsDatasetFiles, truthDatasetFiles } from '#study';
import { print, printJson, tell } from './output.ts';
import { userPath } from './paths.ts';
import { protocolOf } from './protocol-option.ts';
import type { PersonTask, WrittenPerson } from './simulate-file.ts';
import { withProgress } from './work.ts';

/** Options of `simulate`. */
export interface SimulateOptions {
  readonly people: number;
  readonly protocol: string;
  readonly difficulty: DifficultyName;
  readonly seed: number;
  /** Record the force too. */
  readonly force?: boolean;
  readonly out: string;
  readonly json?: boolean;
}

/** A folder is written whole or not at all: unlike elsewhere, nothing is kept for the next time. */
function asNothingKept(error: unknown): unknown {
  if (!(error instanceof CancelledError)) return error;
  return new MyofadeError(
    error.code,
    'The simulation was cancelled.',
    'Nothing was written; the same command starts anew.',
    {
      cause: error,
    },
  );
}

const mostPeople = 10_000;

/** What is simulated. */
export interface SimulatedStudyChoices extends Omit<SimulatedPersonOptions, 'index'> {
  readonly people: number;
}

/** Simulates people side by side and writes all files of their study into a folder. */
export async function writeSimulatedStudy(
  folder: string,
  { people, ...person }: SimulatedStudyChoices,
  context: WorkContext,
): Promise<readonly WrittenPerson[]> {
  const { seed, protocol } = person;
  const dataset = {
    name: `Simulated study: ${protocol.name}`,
    simulated: true,
    powerLineHz: virtualParticipant({ seed, index: 0 }).mainsHz,
    taskDescription: protocol.description,
  };
  const tasks = Array.from({ length: people }, (_, index): PersonTask => ({ ...person, index, dataset, folder }));
  const written = await runTasks<PersonTask, WrittenPerson>(new URL(import.meta.url), 'writeSimulatedPerson', tasks, {
    ...context,
    labelOf: ({ index }) => `simulating person ${index + 1}`,
  });
  const contents = {
    people: written.map(({ id, sex, side }) => ({ subject: id, sex, side })),
    nRecordings: recordingsOf(written),
    hasStates: written.some(({ recordings }) => recordings.some(({ state }) => state !== null)),
  };
  const files = [...bidsDatasetFiles(dataset, contents), ...truthDatasetFiles(dataset.name, protocol)];
  for (const { path, bytes } of files) await writeWhole(join(folder, path), bytes);
  return written;
}

function recordingsOf(people: readonly WrittenPerson[]): number {
  return people.reduce((sum, { recordings }) => sum + recordings.length, 0);
}

/** `myofade simulate`: a BIDS-EMG study of people who do not exist, with what is true of them. */
export async function runSimulate(options: SimulateOptions): Promise<void> {
  const { people, difficulty, seed, force: recordForce = false } = options;
  if (people < 1 || people > mostPeople) {
    throw new ArgumentError(
      `--people must be from 1 to ${mostPeople}, got ${people}.`,
      `Pass a number from 1 to ${mostPeople}.`,
    );
  }
  const protocol = await protocolOf(options.protocol);
  if (!protocol.steps.some(({ kind }) => kind === 'recording')) {
    throw new ArgumentError(
      `The protocol ${options.protocol} records nothing.`,
      'Put the steps to be stored into a recording; docs/protocols.md shows how.',
    );
  }
  const out = userPath(options.out);
  const written = await withProgress((context) =>
    wholeFolder(out, (folder) =>
      writeSimulatedStudy(folder, { people, seed, difficulty, protocol, recordForce }, context),
    ),
  ).catch((error: unknown) => {
    throw asNothingKept(error);
  });
  const nRecordings = recordingsOf(written);
  if (options.json) {
    printJson({
      simulated: true,
      out,
      protocol: protocol.id,
      difficulty,
      seed,
      force: recordForce,
      recordings: nRecordings,
      people: written,
    });
  } else {
    print(
      `Wrote ${nRecordings} ${nRecordings === 1 ? 'recording' : 'recordings'} of ${written.length} SIMULATED ${written.length === 1 ? 'person' : 'people'} (${protocol.name}, ${difficulty}${recordForce ? ', with force' : ''}).`,
    );
  }
  tell(`Study: ${out}`);
}
