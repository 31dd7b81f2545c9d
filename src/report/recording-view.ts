import type { Issue } from '#base';
import {
  type Analysis,
  type Course,
  isSpectrogramRate,
  mdfCourse,
  type SegmentIndex,
  type SpectrogramPair,
  type StrengthEstimate,
  spectrogramPictures,
} from '#fatigue';
import { type CrossTalkTest, durationS, type Provenance, type Recording, type Segment } from '#recording';
import type { StudyRecording, Trace } from '#study';
import { type MethodsOptions, methodsParagraph } from './methods-paragraph.ts';
import { isSimulatedSource } from './simulated-source.ts';
import { type TrendRow, trendRows } from './trend-rows.ts';
import { type WaveletView, waveletViews } from './wavelet-view.ts';

/** One analysed recording as a text tells it: nothing here has to be drawn. */
export interface RecordingOutline {
  /** File name as the user gave it. */
  readonly file: string;
  readonly durationS: number;
  readonly fs: number;
  readonly segments: readonly Segment[];
  readonly indices: readonly SegmentIndex[];
  readonly strength: StrengthEstimate | null;
  /** The test of cross-talk, where there was one. */
  readonly crossTalk?: CrossTalkTest;
  readonly issues: readonly Issue[];
  readonly trace: Trace;
  /** Courses and trends of contractions or repetitions, where only one recording is shown. */
  readonly trends?: readonly TrendRow[];
  /** Name of the analysed channel, where only one recording is shown. */
  readonly channel?: string;
  readonly provenance?: Provenance;
}

/** One analysed recording as a report shows it. */
export interface RecordingView extends RecordingOutline {
  /** Null where hold or squeeze is missing, or the recording is slower than spectrograms need. */
  readonly spectrogram: SpectrogramPair | null;
  /** Course of MDF in both contractions, drawn into the spectrogram. */
  readonly mdf?: { readonly hold: Course; readonly mvc: Course };
  /** Contractions over time and frequency by wavelets. */
  readonly wavelets?: readonly WaveletView[];
  /** Methods paragraph, ready to paste. */
  readonly methods?: string;
}

/** True when the recording itself says that it was computed: by its format, or by the device that a file names. */
export function isSimulated({ provenance }: Pick<RecordingOutline, 'provenance'>): boolean {
  return provenance !== undefined && isSimulatedSource(provenance);
}

/** The outline of a recording that was analysed on its own. */
export function recordingOutline(recording: Recording, analysis: Analysis, trace: Trace): RecordingOutline {
  const { channel, segments, indices, strength, crossTalk, issues } = analysis;
  return {
    file: recording.provenance.file,
    durationS: durationS(recording),
    fs: channel.fs,
    segments,
    indices,
    strength,
    ...(crossTalk && { crossTalk }),
    issues,
    trace,
    trends: trendRows(analysis),
    channel: channel.name,
    provenance: recording.provenance,
  };
}

/** The view of a recording that was analysed on its own: with its spectrograms and wavelets, which take their time. */
export function recordingView(
  recording: Recording,
  analysis: Analysis,
  trace: Trace,
  options: MethodsOptions = {},
): RecordingView {
  const { channel, hold, mvc } = analysis;
  const both = hold && mvc && isSpectrogramRate(channel.fs) ? { hold, mvc } : undefined;
  return {
    ...recordingOutline(recording, analysis, trace),
    spectrogram: both ? spectrogramPictures(both.hold, both.mvc) : null,
    ...(both && { mdf: { hold: mdfCourse(both.hold), mvc: mdfCourse(both.mvc) } }),
    wavelets: waveletViews(analysis),
    methods: methodsParagraph(recording, analysis, options),
  };
}

/** The view of a study's recording, with the spectrogram that its models saw. */
export function studyRecordingView(recording: StudyRecording): RecordingView {
  const { entry, fs, segments, indices, strength, issues, trace, example } = recording;
  return {
    file: entry.file,
    durationS: recording.durationS,
    fs,
    segments,
    indices,
    strength,
    issues,
    trace,
    spectrogram: example?.spectrogram ?? null,
  };
}
