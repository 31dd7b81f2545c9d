import { type Analysis, type CourseWithTrend, instantaneousEpochs, type MeasuredContraction } from '#fatigue';
import { durationS, type Recording } from '#recording';
import { isSimulatedSource } from './simulated-source.ts';

function trendJson({ course, trend }: CourseWithTrend) {
  return { timesS: [...course.timesS], values: [...course.values], trend };
}

/** IMNF and IMDF at the epochs of the courses; null where nothing was measured. */
function instantaneousJson({ kept, quality, mdf }: MeasuredContraction) {
  if (!quality.isUsable) return null;
  const { timesS, imnfHz, imdfHz, method } = instantaneousEpochs(kept, mdf.course.timesS);
  return { timesS: [...timesS], IMNF: [...imnfHz], IMDF: [...imdfHz], method };
}

function contractionJson(contraction: MeasuredContraction) {
  const { name, quality, mdf, rms, jasa } = contraction;
  return {
    segment: name,
    quality: {
      windows: quality.windows.length,
      bad: quality.nBad,
      isUsable: quality.isUsable,
      faults: quality.windows.filter(({ faults }) => faults.length > 0),
    },
    courses: { MDF: trendJson(mdf), RMS: trendJson(rms) },
    instantaneous: instantaneousJson(contraction),
    jasa,
  };
}

/** What `analyze --json` prints of one recording. */
export function analysisJson(file: string, recording: Recording, analysis: Analysis, methods: string) {
  const { channel, search, threshold, contractions, repetitions } = analysis;
  return {
    file,
    simulated: isSimulatedSource(recording.provenance),
    // To the microsecond: a quotient has more digits than a recorder has time.
    durationS: Number(durationS(recording).toFixed(6)),
    fs: channel.fs,
    channels: recording.channels.map(({ name, kind, unit, fs, samples, sensorName, calibration, muscle, side }) => ({
      name,
      kind,
      unit,
      fs,
      nSamples: samples.length,
      sensorName,
      sensor: calibration?.sensor,
      muscle,
      side,
    })),
    issues: analysis.issues,
    search: { ...search, threshold, mains: analysis.mains ?? null },
    segments: analysis.segments,
    indices: analysis.indices,
    contractions: contractions.map(contractionJson),
    repetitions:
      repetitions === undefined
        ? null
        : {
            n: repetitions.n,
            bad: repetitions.nBad,
            periodS: repetitions.periodS,
            regularity: repetitions.regularity,
            courses: { MDF: trendJson(repetitions.mdf), RMS: trendJson(repetitions.rms) },
            jasa: repetitions.jasa,
          },
    strength: analysis.strength,
    crossTalk: analysis.crossTalk ?? null,
    methods,
  };
}

/** What `analyze --json` prints, as a type. */
export type AnalysisJson = ReturnType<typeof analysisJson>;
