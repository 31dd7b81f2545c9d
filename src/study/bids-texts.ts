/** Version of the BIDS specification that is written; EMG became part of it with 1.11. */
const bidsVersion = '1.11.1';

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What the columns of a table mean; keys that are no column may stand beside them. */
function sidecarText(columns: object, simulated: boolean): string {
  return jsonText({ ...(simulated && { SIMULATED: true }), ...columns });
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
export function participantsText(columns: readonly ('sex' | 'side')[], simulated: boolean): string {
  const further = {
    sex: { Description: 'Sex of the person.', Levels: { F: 'female', M: 'male' } },
    side: {
      Description: 'Hand that gripped, and arm that was recorded.',
      Levels: { left: 'left hand', right: 'right hand' },
    },
  };
  return sidecarText(
    {
      participant_id: { Description: 'Code of the person. It tells nothing about who they are.' },
      ...Object.fromEntries(columns.map((column) => [column, further[column]])),
    },
    simulated,
  );
}

/** The text of `scans.json`: what the columns of every `_scans.tsv` mean. */
export function scansText(simulated: boolean): string {
  const columns = {
    filename: { Description: 'Path of the recording, relative to this table.' },
    acq_time: { Description: 'Local time at which the recording began.' },
    state: {
      Description: 'State of the muscle when the recording was made. It stands here and not in file names.',
      Levels: {
        fresh: 'Rested, before the fatiguing exercise.',
        fatigued: 'After the fatiguing exercise.',
      },
    },
    mvc_loss: {
      Description:
        'Loss against the rested maximum in the last maximal squeeze before the recording; only in guided tests.',
      Units: '%',
    },
    protocol_recording: { Description: 'What the protocol calls the recording; only where there was a protocol.' },
    target_percent: {
      Description: 'Force that the hold was meant to have, in percent of the rested maximum.',
      Units: '%',
    },
  };
  return sidecarText(columns, simulated);
}

/** The text of `task-handgrip_events.json`: what the columns of every `_events.tsv` mean. */
export function eventsText(simulated: boolean): string {
  const source = simulated ? 'True times of the simulation. ' : '';
  const columns = {
    trial_type: {
      Description: `${source}What happened.`,
      Levels: { rest: 'Still, hand relaxed.', hold: 'Grip held at the target.', mvc: 'Squeeze as strong as possible.' },
    },
  };
  return sidecarText(columns, simulated);
}

/** The text of `sessions.json`: what the columns of every `_sessions.tsv` mean. */
export function sessionsText(simulated: boolean): string {
  return sidecarText(
    {
      session_id: { Description: 'Session of the person.' },
      acq_time: { Description: 'Local time at which the session began.' },
      protocol: { Description: 'Id of the guided test.' },
      device: { Description: 'Model of the device, and its firmware.' },
      ended: { Description: 'Why the session ended: complete, or aborted, pain, device.' },
      effort: {
        Description: 'What led the test.',
        Levels: { force: 'A force channel.', emg: 'The amplitude of the EMG, which is no strength.' },
      },
      rested_mvc: { Description: 'Best accepted rested maximum, in the unit of the next column.' },
      rested_mvc_unit: { Description: 'N for a force, mV for an EMG amplitude.' },
      mvc_loss: { Description: 'How much less the last maximal squeeze was than the rested maximum.', Units: '%' },
      rating: { Description: 'Perceived exertion as the person said it last.' },
      rating_scale: { Description: 'Scale of the rating.' },
      lost_samples: { Description: 'Samples that did not arrive, in all recordings of the session.' },
      hand: { Description: 'Hand that gripped.', Levels: { left: 'left hand', right: 'right hand' } },
      dominant_hand: { Description: 'Hand that the person prefers.' },
      posture: { Description: 'How the person sat or stood, and the joints of the arm.' },
      handle_position: { Description: 'Handle of the dynamometer, as it counts it.' },
      electrode_site: { Description: 'Where the electrodes were.' },
      instructed_by: { Description: 'Role or code of who led the test; no name.' },
      encouragement: { Description: 'How the person was encouraged.' },
      consent: { Description: 'Version of the text that the person agreed to.' },
      screen: { Description: 'What the safety questions before the test came to.' },
    },
    simulated,
  );
}

/** The text of `task-handgrip_events.json` of a study that grows: its events are more than a list of levels can name. */
export function recordedEventsText(simulated: boolean): string {
  return sidecarText(
    {
      trial_type: {
        Description:
          'What happened. rest: still, hand relaxed; hold: grip held at the target; mvc: squeeze as strong as possible; each may be "(broken off)" or "(practice)". mvc accepted / not accepted: what the coach said of the squeeze before. exertion n (scale): what the person said. paused, resumed: of the test. device is gone / is back: of the link. Lost n samples (cause): samples that did not arrive and are filled by the value before them. clock: the date of the computer was changed.',
      },
    },
    simulated,
  );
}

/** The text of `README` of a study that grows as tests are recorded. */
export function growingReadmeText(name: string, simulated: boolean): string {
  return `${name}

${
  simulated
    ? `SIMULATED DATA. Recorded from people who do not exist. It serves to try software; no result on it says anything
about people.

`
    : ''
}Guided handgrip fatigue tests, in the form of BIDS-EMG: surface EMG of the forearm and grip force, as they were recorded.
Each session has its recordings in sub-<id>/ses-<n>/emg; the state of the muscle (fresh, fatigued, or n/a) stands in the
column "state" of its _scans.tsv, and how the test went in sub-<id>_sessions.tsv. scans.json and sessions.json explain all
columns. Lost samples are filled to keep time, and marked as events.

People are known by codes. Written by Myofade, which is research software: not a medical device, and no basis for a
diagnosis.
`;
}

/** The text of `README`. */
export function readmeText(
  name: string,
  simulated: boolean,
  about: { people: number; recordings: number; taskDescription?: string; hasStates: boolean },
): string {
  const { people, recordings, taskDescription, hasStates } = about;
  const task =
    taskDescription ??
    'Handgrip fatigue tests. Each recording holds a rest, a hold of about 10 s at the target, a pause and a maximal squeeze of about 5 s.';
  const isSimulated = `SIMULATED DATA. These people do not exist and nothing here was measured on anybody.
It serves to try software. No result on it says anything about accuracy on people.

`;
  const stated =
    'The state of the muscle (fresh or fatigued) stands in the column "state" of each sub-<id>/sub-<id>_scans.tsv;';
  const unstated =
    'What the recordings are stands in each sub-<id>/sub-<id>_scans.tsv. No state of the muscle is told ("state" is n/a);';
  return `${name}

${simulated ? isSimulated : ''}Surface EMG of the forearm: ${people} people, ${recordings} recordings, in the form of BIDS-EMG.
${task}

${hasStates ? stated : unstated} scans.json
explains all columns. Written by Myofade, which is research software: not a medical device, and no basis for a diagnosis.
`;
}

/** The text of the `dataset_description.json` of a simulation's truth. */
export function derivativeDescriptionText(name: string): string {
  return jsonText({
    Name: `Truth of ${name}`,
    BIDSVersion: bidsVersion,
    DatasetType: 'derivative',
    GeneratedBy: [{ Name: 'Myofade', Description: 'Simulation; nothing was measured.' }],
    Simulated: true,
  });
}

/** The text of the `README` of a simulation's truth. */
export function truthReadmeText(name: string): string {
  return `What is true of the SIMULATED people of ${name}: what an analysis of their recordings should find. Nothing here
was measured on anybody. protocol.json is the test as it was asked for; each sub-<id>_task-handgrip_desc-steps_events.tsv
is what the person did of it, also between recordings.
`;
}

/** Sidecars of the tables of a simulation's truth, by file name: what their columns mean. */
export function truthSidecars(task: string): Readonly<Record<string, string>> {
  const time = { Description: 'Time from the start of the recording.', Units: 's' };
  return {
    [`task-${task}_desc-force_timeseries.json`]: sidecarText(
      {
        time,
        force: { Description: 'True force, before any sensor.', Units: 'N' },
        mvc_loss: {
          Description: 'True fatigue: how much less force the person could bring up than when rested.',
          Units: 'share of the rested maximum',
        },
      },
      true,
    ),
    [`task-${task}_desc-emg_timeseries.json`]: sidecarText(
      {
        time,
        mdf: {
          Description: 'Expected median frequency within 20-450 Hz, behind the sensor, without noise.',
          Units: 'Hz',
        },
        rms: { Description: 'Expected RMS, behind the sensor, without noise.', Units: 'mV' },
      },
      true,
    ),
    [`task-${task}_desc-steps_events.json`]: sidecarText(
      {
        onset: { Description: 'Time from the start of the test, not of a recording.', Units: 's' },
        duration: { Units: 's' },
        kind: {
          Levels: { rest: 'Still.', target: 'Grip held at the target.', maximal: 'Squeeze as strong as possible.' },
        },
        target_percent: { Description: 'Force asked for, in percent of the measured rested maximum.', Units: '%' },
        round: { Description: 'Round of each repeat around the step, outermost first.' },
        protocol_recording: { Description: 'Recording that the step belongs to; n/a where it was not recorded.' },
        mvc: { Description: 'Best half second of a maximal squeeze.', Units: 'N' },
        held: { Description: 'How long a target was held that failed.', Units: 's' },
      },
      true,
    ),
  };
}
