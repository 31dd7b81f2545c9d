import { MyofadeError } from '#base';
import { analyze } from '#fatigue';
import { exampleOf, type FeatureView } from '#model';
import type { Recording } from '#recording';
import type { StudyRow } from './cross-validation.ts';
import type { State } from './study.ts';

/** A simulated person as a planner keeps them: the features of both recordings, or why there are none. */
export interface PlannedPerson {
  readonly subject: string;
  /** One row per state; empty where a recording could not be used, since a study would lose the person too. */
  readonly rows: readonly StudyRow<FeatureView>[];
  readonly excluded: string | null;
}

/** A recording of a simulated person in one state. */
export interface PlannedRecording {
  readonly subject: string;
  readonly state: State;
  readonly recording: Recording;
  readonly targetPercent?: number;
}

/** Analyses the recordings of one simulated person just as a study's are, and keeps what the feature baseline sees. */
export function plannedPerson(subject: string, recordings: readonly PlannedRecording[]): PlannedPerson {
  const states = new Set(recordings.map(({ state }) => state));
  if (states.size < 2) {
    const have = states.size === 0 ? 'a state at all' : `another state than ${[...states]}`;
    return { subject, rows: [], excluded: `No recording of theirs has ${have}.` };
  }
  try {
    const rows = recordings.map(({ state, recording, targetPercent }) => {
      const { file } = recording.provenance;
      const analysis = analyze(recording, targetPercent === undefined ? {} : { targetPercent });
      const { features } = exampleOf(analysis, file);
      return { subject, file, fatigued: state === 'fatigued', features };
    });
    return { subject, rows, excluded: null };
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    return { subject, rows: [], excluded: error.message };
  }
}
