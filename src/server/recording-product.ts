import type { AnswerOf, Segments, TakenQuery } from '#api';
import { UnsupportedError } from '#base';
import { type Analysis, analyze, chooseEmgChannel, isSpectrogramRate, spectrogramPictures } from '#fatigue';
import { exampleOf, isOfSimulated, openModel, openNetworkExplainer } from '#model';
import { nodeRuntime, parquetOf, readBytes, software } from '#node';
import { type ReadOptions, type Recording, readRecording } from '#recording';
import {
  analysisJson,
  columnsOfRows,
  isSimulatedSource,
  methodsParagraph,
  recordingReport,
  recordingView,
  tidyCsv,
  tidyRows,
} from '#report';
import { traceOf } from '#study';

/** Something to be made of a recording; plain data, so that a worker thread can be asked. */
export interface RecordingTask {
  readonly path: string;
  readonly known: ReadOptions;
  readonly targetPercent?: number;
  readonly query: TakenQuery<'analysis'>;
  /** Segments that a person moved. */
  readonly segments: Segments | null;
  /** Person and state, for tables. */
  readonly head: Readonly<Record<string, string | null>>;
  readonly make:
    | { readonly kind: 'analysis' | 'spectrogram' | 'report' | 'csv' | 'parquet' }
    | {
        readonly kind: 'explanation';
        readonly method: TakenQuery<'explanation'>['method'];
        readonly model: Uint8Array;
      };
}

/** A product, by what was asked for. */
export type Product =
  | { readonly kind: 'json'; readonly value: object }
  | { readonly kind: 'content'; readonly content: string | Uint8Array }
  | { readonly kind: 'floats'; readonly head: object; readonly arrays: readonly Float32Array[] };

/** Length of the windows in tables (s). */
const windowS = 1;

function analysisOf(recording: Recording, { query, segments, targetPercent }: RecordingTask): Analysis {
  const channel = query.channel ?? segments?.channel;
  const { name } = chooseEmgChannel(recording, channel).channel;
  const moved = segments?.channel === name ? segments.segments : undefined;
  return analyze(recording, {
    ...(channel !== undefined && { channel }),
    ...(targetPercent !== undefined && { targetPercent }),
    ...(query.subtractMains && { subtractMains: true }),
    ...(moved && { segments: moved.map((segment) => ({ ...segment, channel: name })) }),
  });
}

function spectrogram({ hold, mvc, channel }: Analysis): Product {
  if (!hold || !mvc || !isSpectrogramRate(channel.fs)) {
    throw new UnsupportedError(
      'The recording has no hold with a maximal squeeze after it, or is slower than 1000 Hz.',
      'Move the segments, or look at another recording.',
    );
  }
  const pair = spectrogramPictures(hold, mvc);
  const pictures = [
    { kind: 'hold', ...pair.hold },
    { kind: 'mvc', ...pair.mvc },
  ] as const;
  const head: AnswerOf<'spectrogram'> = {
    segments: pictures.map(({ kind, nBands, nFrames, freqsHz, timesS }) => ({
      kind,
      nBands,
      nFrames,
      freqsHz: [...freqsHz],
      timesS: [...timesS],
    })),
  };
  return { kind: 'floats', head, arrays: pictures.map(({ db }) => Float32Array.from(db)) };
}

async function explanation(
  analysis: Analysis,
  file: string,
  { method, model: bytes }: Extract<RecordingTask['make'], { kind: 'explanation' }>,
): Promise<Product> {
  const example = exampleOf(analysis, file);
  const runtime = nodeRuntime({ threads: 1 });
  const model = await openModel(runtime, bytes);
  try {
    const probability = await model.apply(example);
    const explainer = await openNetworkExplainer(runtime, bytes, { method });
    try {
      const { whole, state } = await explainer.explain(example);
      const { freqsHz, timesS, values } = whole;
      const threshold = model.card.calibration?.conformal.threshold;
      const head: AnswerOf<'explanation'> = {
        method,
        state,
        model: model.card.id,
        isOfSimulated: isOfSimulated(model.card),
        probability,
        verdict: model.verdict(probability),
        undecided:
          model.card.calibration === undefined ? null : threshold == null ? [0, 1] : [1 - threshold, threshold],
        nBands: freqsHz.length,
        nFrames: timesS.length,
        freqsHz: [...freqsHz],
        timesS: [...timesS],
      };
      return { kind: 'floats', head, arrays: [values] };
    } finally {
      await explainer.release();
    }
  } finally {
    await model.release();
  }
}

/** Reads a recording and makes what was asked for; in a worker thread, since it takes its time. */
export async function recordingProduct(task: RecordingTask): Promise<Product> {
  const { path, known, make, head } = task;
  const recording = await readRecording(await readBytes(path), known);
  const analysis = analysisOf(recording, task);
  const { name, version, build } = software();
  const about = { software: `${name} ${version} (${build})` };
  switch (make.kind) {
    case 'analysis':
      return {
        kind: 'json',
        value: analysisJson(known.file, recording, analysis, methodsParagraph(recording, analysis, about)),
      };
    case 'spectrogram':
      return spectrogram(analysis);
    case 'explanation':
      return explanation(analysis, known.file, make);
    case 'report': {
      const view = recordingView(recording, analysis, traceOf(analysis), about);
      return { kind: 'content', content: recordingReport(view, about) };
    }
    default: {
      const rows = tidyRows(analysis, {
        head: {
          file: known.file,
          sha256: recording.provenance.sha256,
          simulated: isSimulatedSource(recording.provenance),
          ...head,
        },
        windowS,
      });
      const content = make.kind === 'csv' ? tidyCsv(rows) : parquetOf(rows, columnsOfRows(rows));
      return { kind: 'content', content };
    }
  }
}
