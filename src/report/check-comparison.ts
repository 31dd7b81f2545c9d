import { compareStudy, type Study, type StudyComparison, type StudyRecording } from '#study';
import { sampleRecordings } from './check-samples.ts';

/** The invented study of the tests of this layer, compared. */
export function sampleComparison({
  recordings = sampleRecordings(),
  simulated = false,
  ...options
}: {
  readonly recordings?: readonly StudyRecording[];
  readonly simulated?: boolean;
  readonly ids?: readonly string[];
  readonly test?: 't' | 'rank';
} = {}): StudyComparison {
  const study: Study = {
    name: 'Invented study',
    form: 'manifest',
    simulated,
    entries: recordings.map(({ entry }) => entry),
  };
  return compareStudy(
    study,
    { recordings, refused: [] },
    { software: { name: 'myofade', version: '0.1.0', build: 'test' }, command: 'myofade compare invented', ...options },
  );
}
