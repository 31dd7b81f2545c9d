import { issue, seededRandom } from '#base';
import type { IndexValue, SegmentIndex, SpectrogramPair, SpectrogramTensor } from '#fatigue';
import type { Segment } from '#recording';
import type { Decision, Evaluation, MetricId, ModelResult, State, StudyRecording, Trace } from '#study';

/** Small invented data for the tests of this layer. Nobody was measured, and no number means anything. */

type Intervals = ModelResult['intervals'];

const subjects = ['S01', 'S02', 'S03', 'S04', 'S05'];

const decisionsOf = (fresh: readonly number[], fatigued: readonly number[]): Decision[] =>
  subjects.flatMap((subject, i) => [
    { subject, file: `${subject}_NF.csv`, truth: 'fresh' as const, probability: fresh[i] },
    { subject, file: `${subject}_F.csv`, truth: 'fatigued' as const, probability: fatigued[i] },
  ]);

const around = (value: number, half: number): readonly [number, number] => [
  Math.max(0, value - half),
  Math.min(1, value + half),
];

/** A result whose metrics are all invented; intervals lie evenly around them. */
export function sampleResult(
  model: string,
  { accuracy, auc, half = 0.15 }: { accuracy: number; auc: number; half?: number },
  rest: Partial<ModelResult> = {},
): ModelResult {
  const values: Record<MetricId, number> = {
    accuracy,
    balancedAccuracy: accuracy,
    f1: accuracy,
    auc,
    pairedAccuracy: accuracy,
    brier: 0.2,
  };
  const intervals = Object.fromEntries(
    Object.entries(values).map(([id, value]) => [id, around(value, half)]),
  ) as unknown as Intervals;
  const right = Math.round(accuracy * 5);
  return {
    model,
    name: model,
    split: 'loso',
    n: 10,
    subjects: 5,
    ...values,
    confusion: [
      [right, 5 - right],
      [5 - right, right],
    ],
    intervals,
    intervalKind: '95 % bootstrap over subjects',
    perRecording: decisionsOf([0.1, 0.3, 0.2, 0.6, 0.45], [0.8, 0.7, 0.55, 0.9, 0.4]),
    digest: `digest-of-${model}`,
    settings: { kind: model },
    ...rest,
  };
}

/** Decisions of a shuffled-label control: `lead` is how far fatigued ones are above fresh ones; 0 is chance. */
export function swapDecisions(nSwaps: number, lead: number): ModelResult['perRecording'] {
  const random = seededRandom(3);
  const draws = (shift: number): number[] => Array.from({ length: 5 }, () => 0.8 * random.uniform() + shift);
  return Array.from({ length: nSwaps }, (_, i) =>
    decisionsOf(draws(0), draws(lead)).map((decision) => ({ ...decision, swap: i + 1 })),
  ).flat();
}

/** An evaluation of five people in which nothing stands out: the confounds are weak. */
export function sampleEvaluation(rest: Partial<Evaluation> = {}): Evaluation {
  return {
    study: 'Invented study',
    simulated: false,
    digest: '0123456789abcdef',
    seed: 7,
    split: 'loso',
    subjects: 5,
    recordings: 10,
    models: [
      sampleResult('features', { accuracy: 0.8, auc: 0.86 }, { name: 'Feature baseline (L2 logistic regression)' }),
      sampleResult('cnn', { accuracy: 0.6, auc: 0.7 }, { name: 'Custom CNN' }),
      sampleResult(
        'shuffled',
        { accuracy: 0.52, auc: 0.5 },
        {
          name: 'Feature baseline (L2 logistic regression), labels swapped within subjects',
          intervalKind: 'range over swaps',
          swaps: 20,
          n: 200,
          perRecording: swapDecisions(20, 0),
        },
      ),
      sampleResult('nuisance', { accuracy: 0.5, auc: 0.48 }, { name: 'Nuisance only (length, onset)' }),
      sampleResult('chance', { accuracy: 0.5, auc: 0.5 }, { name: 'Guessing', intervalKind: '95 % range of guessing' }),
    ],
    confounds: [
      {
        id: 'durationS',
        name: 'Length of the recording',
        auc: 0.44,
        accuracy: 0.5,
        freshMean: 40.2,
        fatiguedMean: 40.9,
        unit: 's',
      },
      {
        id: 'onsetS',
        name: 'Onset time of the grip',
        auc: 0.55,
        accuracy: 0.5,
        freshMean: 16.4,
        fatiguedMean: 16.1,
        unit: 's',
      },
    ],
    excluded: [],
    issues: [],
    software: { name: 'myofade', version: '0.1.0', build: 'test' },
    command: 'myofade evaluate invented --seed 7',
    ...rest,
  };
}

const segments: readonly Segment[] = [
  { kind: 'rest', channel: 'A1', startS: 0.5, endS: 7.5 },
  { kind: 'hold', channel: 'A1', startS: 8, endS: 14 },
  { kind: 'mvc', channel: 'A1', startS: 16, endS: 19 },
];

/** A trace of invented bursts where the segments lie. */
export function sampleTrace(nBins = 40, durationS = 20): Trace {
  const random = seededRandom(1);
  const binS = durationS / nBins;
  const level = Float32Array.from({ length: nBins }, (_, i) => {
    const active = segments.some(
      ({ kind, startS, endS }) => kind !== 'rest' && (i + 0.5) * binS > startS && (i + 0.5) * binS < endS,
    );
    return active ? 0.1 : 0.005;
  });
  return {
    binS,
    unit: 'mV',
    min: level.map((value) => -value * (2 + random.uniform())),
    max: level.map((value) => value * (2 + random.uniform())),
    envelope: level,
    threshold: 0.03,
  };
}

function sampleTensor(startS: number, nFrames: number): SpectrogramTensor {
  const nBands = 5;
  return {
    nBands,
    nFrames,
    db: Float32Array.from({ length: nBands * nFrames }, (_, i) => 8 - 7 * Math.floor(i / nFrames) + (i % 3)),
    freqsHz: Float64Array.from({ length: nBands }, (_, band) => 63 + 86 * band),
    timesS: Float64Array.from({ length: nFrames }, (_, frame) => startS + 0.5 * (frame + 0.5)),
  };
}

/** Spectrograms of five bands, stronger below. */
export const sampleSpectrogram: SpectrogramPair = { hold: sampleTensor(8.5, 10), mvc: sampleTensor(16.5, 4) };

function sampleIndices(rmsMv: number, mdfHz: number): SegmentIndex[] {
  const index = (segment: string, id: string, value: number, unit: string): SegmentIndex => ({
    segment,
    id,
    name: id,
    group: id.startsWith('BP_') ? 'band powers' : id === 'RMS' ? 'amplitude' : 'spectrum',
    value,
    unit,
    band: [20, 450],
    window: '5.00 s inside the contraction',
    method: 'invented',
    source: 'nobody',
  });
  const of = (segment: string, factor: number) => [
    index(segment, 'RMS', rmsMv * factor, 'mV'),
    index(segment, 'MNF', mdfHz * 1.25, 'Hz'),
    index(segment, 'MDF', mdfHz, 'Hz'),
    index(segment, 'FInsm5', 1e-7 / mdfHz ** 3, 'Hz^-6' satisfies IndexValue['unit']),
    index(segment, 'BP_20_35', rmsMv ** 2, 'mV^2'),
  ];
  return [...of('hold', 1), ...of('mvc', 1.4)];
}

/** A recording of an invented study. */
export function sampleRecording(subject: string, state: State, rest: Partial<StudyRecording> = {}): StudyRecording {
  const person = subjects.indexOf(subject) + 1;
  const tired = state === 'fatigued';
  const file = `${subject}_${tired ? 'F' : 'NF'}.csv`;
  return {
    entry: { subject, state, file },
    sha256: 'ab'.repeat(32),
    fs: 1000,
    durationS: 20,
    segments,
    indices: sampleIndices(0.05 + 0.02 * person + (tired ? 0.01 : 0), 60 + 4 * person - (tired ? 7 - 2 * person : 0)),
    strength: { percentMvcEmg: tired ? 72 : 98, targetPercent: 70 },
    issues: tired ? [issue('MAINS_HUM', '50 Hz stands 12 dB above its neighbours.', { file, channel: 'A1' })] : [],
    trace: sampleTrace(),
    example: { features: new Float64Array(1), spectrogram: sampleSpectrogram },
    nuisance: new Float64Array(2),
    excluded: null,
    ...rest,
  };
}

/** All ten recordings of the invented study. */
export function sampleRecordings(): StudyRecording[] {
  return subjects.flatMap((subject) => [sampleRecording(subject, 'fresh'), sampleRecording(subject, 'fatigued')]);
}
