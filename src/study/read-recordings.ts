import { MyofadeError, sha256Hex, stopIfCancelled, type WorkContext } from '#base';
import { analyze } from '#fatigue';
import { exampleOf } from '#model';
import { durationS, readRecording } from '#recording';
import { nuisanceOf } from './nuisance.ts';
import type { Study, StudyEntry, StudyRecording } from './study.ts';
import type { StudyFolder } from './study-folder.ts';
import { traceOf } from './trace.ts';

/** What models see of a recording, or why they cannot. */
function usable(
  read: () => Pick<StudyRecording, 'example' | 'nuisance'>,
): Pick<StudyRecording, 'example' | 'nuisance' | 'excluded'> {
  try {
    const { example, nuisance } = read();
    const noRest = 'It has no second without a contraction, so confounds cannot be measured beside the models.';
    return { example, nuisance, excluded: nuisance ? null : noRest };
  } catch (error) {
    if (error instanceof MyofadeError) return { example: null, nuisance: null, excluded: error.message };
    throw error;
  }
}

/**
 * Reads and analyses one recording of a study.
 *
 * @throws FormatError, UnsupportedError or ArgumentError when the file cannot be read or holds no EMG to analyse.
 */
export async function readStudyRecording(entry: StudyEntry, bytes: Uint8Array): Promise<StudyRecording> {
  const { file, channel, sensor, fs, targetPercent } = entry;
  const recording = await readRecording(bytes, {
    file,
    ...(fs !== undefined && { fs }),
    ...(sensor && { sensor }),
    ...(channel && { channel }),
  });
  const analysis = analyze(recording, {
    ...(channel && { channel }),
    ...(targetPercent !== undefined && { targetPercent }),
  });
  return {
    entry,
    sha256: sha256Hex(bytes),
    fs: analysis.channel.fs,
    durationS: durationS(recording),
    segments: analysis.segments,
    indices: analysis.indices,
    strength: analysis.strength,
    issues: analysis.issues,
    trace: traceOf(analysis),
    ...usable(() => ({ example: exampleOf(analysis, file), nuisance: nuisanceOf(recording, analysis) })),
  };
}

/**
 * What is refused of two entries with the same bytes. On both sides of a split they would be a leak: the later one goes.
 * Under two labels they contradict each other, and nobody knows which is right: both go.
 */
function refusedTwins(entry: StudyEntry, recordings: StudyRecording[], twin: number): StudyContents['refused'] {
  const other = recordings[twin].entry;
  const same = `${entry.file} has the same bytes as ${other.file}`;
  if (entry.subject === other.subject && entry.state === other.state) {
    return [{ entry, reason: `${same}. Keep one of them.` }];
  }
  recordings.splice(twin, 1);
  const labelOf = ({ subject, state }: StudyEntry): string => `${subject} ${state ?? 'without a state'}`;
  const labels = `${labelOf(entry)} and ${labelOf(other)}`;
  return [other, entry].map((each) => ({
    entry: each,
    reason: `${same}, but they are labelled ${labels}. Find out which is right.`,
  }));
}

/** The recordings of a study that could be read, and those that could not. */
export interface StudyContents {
  readonly recordings: readonly StudyRecording[];
  readonly refused: readonly { readonly entry: StudyEntry; readonly reason: string }[];
}

/**
 * Reads all recordings of a study, one file in memory at a time; what stays is about 0.2 MB per recording. A file that
 * cannot be read, or is the same as another one, is listed with its reason and stops nothing.
 *
 * @throws CancelledError when the user stops it.
 */
export async function readStudyRecordings(
  study: Study,
  folder: StudyFolder,
  context: WorkContext = {},
): Promise<StudyContents> {
  const recordings: StudyRecording[] = [];
  const refused: { entry: StudyEntry; reason: string }[] = [];
  for (const [index, entry] of study.entries.entries()) {
    stopIfCancelled(context.signal, 'Reading the study');
    try {
      const recording = await readStudyRecording(entry, await folder.read(entry.file));
      const twin = recordings.findIndex(({ sha256 }) => sha256 === recording.sha256);
      if (twin < 0) recordings.push(recording);
      else refused.push(...refusedTwins(recording.entry, recordings, twin));
    } catch (error) {
      if (!(error instanceof MyofadeError)) throw error;
      refused.push({ entry, reason: `${error.message} ${error.fix}` });
    }
    context.onProgress?.({ label: `reading ${entry.file}`, done: index + 1, total: study.entries.length });
  }
  return { recordings, refused };
}
