import type { Protocol } from '#protocol';
import { tsvText } from '#recording';
import type { SessionRecording, SimulatedPerson } from '#simulate';
import { taskName } from './bids-paths.ts';
import { derivativeDescriptionText, truthReadmeText, truthSidecars } from './bids-texts.ts';
import type { BidsPerson, BidsRecording, StudyFile } from './bids-writer.ts';

/** Where a simulated study keeps what is true of it. */
const folder = 'derivatives/simulation';

const utf8 = new TextEncoder();
const file = (path: string, text: string): StudyFile => ({ path: `${folder}/${path}`, bytes: utf8.encode(text) });

/** A number with at most so many decimals, as short as it can be. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** A simulated person as `participants.tsv` tells them. */
export function bidsPersonOf({
  id,
  traits: { sex, side },
}: Pick<SimulatedPerson, 'id' | 'traits'>): Required<BidsPerson> {
  return { subject: id, sex: sex === 'female' ? 'F' : 'M', side };
}

/** The recordings of a simulated person as a study writes them: in the order of the test, so that runs tell it. */
export function recordingsOfPerson({ id, session }: SimulatedPerson): BidsRecording[] {
  return session.recordings.map(({ name, state, targetPercent, recording }) => ({
    subject: id,
    name,
    state: state ?? null,
    recording,
    ...(targetPercent !== undefined && { targetPercent }),
  }));
}

function coursesOf(subject: string, { truth }: SessionRecording, run: number): StudyFile[] {
  const stem = `sub-${subject}/emg/sub-${subject}_task-${taskName}_run-${run}`;
  const { timesS, forceN, mvcLoss, emg } = truth;
  const force = Array.from(timesS, (timeS, i) => [rounded(timeS, 3), rounded(forceN[i], 2), rounded(mvcLoss[i], 5)]);
  const levels = Array.from(emg?.timesS ?? [], (timeS, i) => [
    rounded(timeS, 3),
    rounded(emg?.mdfHz[i] as number, 3),
    rounded(emg?.rmsMv[i] as number, 6),
  ]);
  return [
    file(`${stem}_desc-force_timeseries.tsv`, tsvText(['time', 'force', 'mvc_loss'], force)),
    file(`${stem}_desc-emg_timeseries.tsv`, tsvText(['time', 'mdf', 'rms'], levels)),
  ];
}

/**
 * What is true of one simulated person, as files of `derivatives/simulation`: force and fatigue ten times a second and the
 * expected MDF and RMS of each recording, every step of the whole test with what came of it, and the person's traits.
 */
export function truthFilesOfPerson({ id, traits, session }: SimulatedPerson): StudyFile[] {
  const steps = session.steps.map(({ step, outcome, startS, endS }) => [
    rounded(startS, 3),
    rounded(endS - startS, 3),
    step.kind,
    step.targetPercent,
    step.rounds.length === 0 ? undefined : step.rounds.join('.'),
    step.recording?.name,
    outcome.mvcN === undefined ? undefined : rounded(outcome.mvcN, 2),
    outcome.heldS === undefined ? undefined : rounded(outcome.heldS, 3),
  ]);
  const head = ['onset', 'duration', 'kind', 'target_percent', 'round', 'protocol_recording', 'mvc', 'held'];
  const person = { SIMULATED: true, restedMvcN: session.restedMvcN, traits };
  return [
    file(`sub-${id}/sub-${id}_person.json`, `${JSON.stringify(person, null, 2)}\n`),
    file(`sub-${id}/sub-${id}_task-${taskName}_desc-steps_events.tsv`, tsvText(head, steps)),
    ...session.recordings.flatMap((recording, i) => coursesOf(id, recording, i + 1)),
  ];
}

/** The files of `derivatives/simulation` that belong to no single person: what the tables mean, and the protocol. */
export function truthDatasetFiles(name: string, protocol: Protocol): StudyFile[] {
  return [
    file('dataset_description.json', derivativeDescriptionText(name)),
    file('README', truthReadmeText(name)),
    file('protocol.json', `${JSON.stringify({ ...protocol, simulated: true }, null, 2)}\n`),
    ...Object.entries(truthSidecars(taskName)).map(([path, text]) => file(path, text)),
  ];
}
