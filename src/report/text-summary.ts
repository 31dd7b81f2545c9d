import type { SegmentIndex } from '#fatigue';
import type { Evaluation } from '#study';
import { crossTalkText } from './cross-talk-text.ts';
import { headline } from './headline.ts';
import { columnsOf } from './indices-table.ts';
import { byGravity } from './issue-list.ts';
import { shortName, splitText } from './model-name.ts';
import { counted, fixed, seconds, significant, unitText, withInterval } from './number-format.ts';
import { phaseWords } from './palette.ts';
import { foundText } from './recording-report.ts';
import { isSimulated, type RecordingOutline } from './recording-view.ts';
import { standingOf } from './standing.ts';
import { statements } from './statements.ts';
import { strengthText } from './strength-text.ts';
import { textTable, wrapped } from './text-table.ts';
import { readingText, slopeText } from './trends-table.ts';

/** An evaluation for the terminal: table of models with intervals, then what is and is not shown. */
export function evaluationSummary(evaluation: Evaluation): string {
  const { controls, models } = standingOf(evaluation);
  const results = [...controls, ...models];
  const table = textTable(
    [
      ['model', 'n', 'accuracy', 'AUC', 'paired', 'Brier'],
      ...results.map((result) => [
        shortName(result),
        String(result.n),
        withInterval(result.accuracy, result.intervals.accuracy),
        withInterval(result.auc, result.intervals.auc),
        withInterval(result.pairedAccuracy, result.intervals.pairedAccuracy),
        withInterval(result.brier, result.intervals.brier),
      ]),
    ],
    ['left', 'right', 'left', 'left', 'left', 'left'],
  );
  const kinds = [...new Set(results.map(({ intervalKind }) => intervalKind))].map((kind) => {
    const names = results.filter((result) => result.intervalKind === kind).map(shortName);
    return wrapped(`[ ] ${kind}: ${names.join(', ')}`, { bullet: '' });
  });
  const size = `${counted(evaluation.recordings, 'recording', 'recordings')}, ${counted(evaluation.subjects, 'person', 'people')}`;
  return `${[
    `${evaluation.study}${evaluation.simulated ? '  SIMULATED' : ''} · ${size} · ${splitText(evaluation.split)} · seed ${evaluation.seed}`,
    '',
    wrapped(headline(evaluation)),
    '',
    table,
    ...kinds,
    '',
    ...statements(evaluation).map((sentence) => wrapped(sentence, { bullet: '- ' })),
  ].join('\n')}\n`;
}

const mainIndices = ['RMS', 'MDF', 'MNF', 'FInsm5', 'MDF_SLOPE', 'RMS_SLOPE'];

function indexRows(indices: readonly SegmentIndex[]): string[][] {
  const columns = columnsOf(indices);
  const rows = mainIndices.flatMap((id) => {
    const first = indices.find((index) => index.id === id);
    if (!first) return [];
    const values = columns.map((column) => column.indices.find((index) => index.id === id));
    return [[id, unitText(first.unit), ...values.map((index) => (index ? significant(index.value) : '–'))]];
  });
  return [['index', 'unit', ...columns.map(({ name }) => name)], ...rows];
}

/** One recording for the terminal: segments, main indices, strength with its label, issues with what to do. */
export function recordingSummary(view: RecordingOutline): string {
  const { file, segments, indices, strength, issues, fs, trace } = view;
  const segmentTable = textTable(
    segments.map(({ kind, startS, endS }) => [
      phaseWords[kind],
      `${fixed(startS, 2)}–${fixed(endS, 2)} s`,
      seconds(endS - startS),
    ]),
    ['left', 'right', 'right'],
  );
  const rows = indexRows(indices);
  const band = indices.find(({ id }) => id === 'MDF')?.band;
  const said = byGravity(issues).map(({ severity, code, message, suggestion }) =>
    [wrapped(`${severity} ${code}: ${message}`, { bullet: '- ' }), wrapped(suggestion, { bullet: '  ' })].join('\n'),
  );
  return `${[
    `${file}${isSimulated(view) ? '  SIMULATED' : ''} · ${view.channel ?? 'sEMG'} · ${fs} Hz · ${trace.unit}`,
    foundText(view),
    ...(segments.length > 0 ? ['', segmentTable] : []),
    ...(rows.length > 1
      ? [
          '',
          textTable(
            rows,
            rows[0].map((_, i) => (i < 2 ? 'left' : 'right')),
          ),
        ]
      : []),
    ...(view.trends ?? []).flatMap((row) => [
      '',
      wrapped(
        `${row.name}: MDF ${slopeText(row.mdf.trend)} %/s, RMS ${slopeText(row.rms.trend)} %/s. ${readingText(row)}`,
      ),
    ]),
    ...(band ? [`band ${fixed(band[0], 0)}–${fixed(band[1], 0)} Hz`] : []),
    '',
    wrapped(strengthText(strength)),
    ...(view.crossTalk ? ['', wrapped(crossTalkText(view.crossTalk))] : []),
    '',
    ...(said.length > 0 ? said : ['No issue was found.']),
  ].join('\n')}\n`;
}
