/** Version of the BIDS specification that is written; EMG became part of it with 1.11. */
const bidsVersion = '1.11.1';

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The text of `dataset_description.json`. */
export function descriptionText(name: string, simulated: boolean): string {
  return jsonText({
    Name: name,
    BIDSVersion: bidsVersion,
    DatasetType: 'raw',
    GeneratedBy: [{ Name: 'Myofade' }],
    ...(simulated && { Simulated: true }),
  });
}

/** The text of `participants.json`: what the columns of `participants.tsv` mean. */
export function participantsText(): string {
  return jsonText({ participant_id: { Description: 'Code of the person. It tells nothing about who they are.' } });
}

/** The text of `scans.json`: what the columns of every `_scans.tsv` mean. */
export function scansText(): string {
  return jsonText({
    filename: { Description: 'Path of the recording, relative to this table.' },
    acq_time: { Description: 'Local time at which the recording began.' },
    state: {
      Description: 'State of the muscle when the recording was made. It stands here and not in file names.',
      Levels: {
        fresh: 'Rested, before the fatiguing exercise.',
        fatigued: 'After the fatiguing exercise.',
      },
    },
    protocol_recording: { Description: 'What the protocol calls the recording; only where there was a protocol.' },
    target_percent: {
      Description: 'Force that the hold was meant to have, in percent of the rested maximum.',
      Units: '%',
    },
  });
}

/** The text of `task-handgrip_events.json`: what the columns of every `_events.tsv` mean. */
export function eventsText(simulated: boolean): string {
  const source = simulated ? 'True times of the simulation. ' : '';
  return jsonText({
    trial_type: {
      Description: `${source}What happened.`,
      Levels: { rest: 'Still, hand relaxed.', hold: 'Grip held at the target.', mvc: 'Squeeze as strong as possible.' },
    },
  });
}

/** The text of `README`. */
export function readmeText(
  name: string,
  simulated: boolean,
  counts: { people: number; recordings: number; taskDescription?: string },
): string {
  const task =
    counts.taskDescription ??
    'Each recording holds a rest, a hold of about 10 s at the target, a pause and a maximal squeeze of about 5 s.';
  const isSimulated = `SIMULATED DATA. These people do not exist and nothing here was measured on anybody.
It serves to try software. No result on it says anything about accuracy on people.

`;
  return `${name}

${simulated ? isSimulated : ''}Surface EMG of the forearm in handgrip fatigue tests: ${counts.people} people, ${counts.recordings} recordings, in the
form of BIDS-EMG. ${task}

The state of the muscle (fresh or fatigued) stands in the column "state" of each sub-<id>/sub-<id>_scans.tsv; scans.json
explains all columns. Written by Myofade, which is research software: not a medical device, and no basis for a diagnosis.
`;
}
