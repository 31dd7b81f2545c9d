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
export function readStudyRecording(entry: StudyEntry, bytes: Uint8Array): StudyRecording {
  const { file, channel, sensor, fs, targetPercent } = entry;
  const recording = readRecording(bytes, {
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

/** The recordings of a study that could be read, and those that could not. */
export interface StudyContents {
  readonly recordings: readonly StudyRecording[];
  readonly refused: readonly { readonly entry: StudyEntry; readonly reason: string }[];
}

/**
 * Reads all recordings of a study, one file in memory at a time; what stays is about 0.2 MB per recording. A file that
 * cannot be read, or is the same as an earlier one, is listed with its reason and stops nothing.
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
      const recording = readStudyRecording(entry, await folder.read(entry.file));
      const twin = recordings.find(({ sha256 }) => sha256 === recording.sha256);
      // The same recording on both sides of a split would be a leak; under two labels, a contradiction.
      if (twin)
        refused.push({ entry, reason: `${entry.file} has the same bytes as ${twin.entry.file}. Keep one of them.` });
      else recordings.push(recording);
    } catch (error) {
      if (!(error instanceof MyofadeError)) throw error;
      refused.push({ entry, reason: `${error.message} ${error.fix}` });
    }
    context.onProgress?.({ label: `reading ${entry.file}`, done: index + 1, total: study.entries.length });
  }
  return { recordings, refused };
}
