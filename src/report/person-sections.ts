import type { StudyRecording } from '#study';
import { drawingBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { columnsOf, indicesTable } from './indices-table.ts';
import { issueList } from './issue-list.ts';
import { counted } from './number-format.ts';
import { studyRecordingView } from './recording-view.ts';
import { spectrogramFigure } from './spectrogram-figure.ts';
import { strengthText } from './strength-text.ts';
import { inOrder } from './study-table.ts';
import { type TraceScales, traceFigure, traceReach } from './trace-figure.ts';

interface SectionOptions {
  readonly simulated: boolean;
}

function recordingPart(
  recording: StudyRecording,
  id: string,
  scales: TraceScales,
  { simulated }: SectionOptions,
): Html {
  const view = studyRecordingView(recording);
  const { entry, excluded } = recording;
  return html`<h3>${entry.state ?? 'no state'} <span class="quiet">${entry.file}</span></h3>${excluded !== null && html`<p><strong class="warning">Excluded:</strong> ${excluded}</p>`}${drawingBox(traceFigure(view, { id: `${id}-trace`, simulated, ...scales }))}${view.spectrogram && drawingBox(spectrogramFigure({ file: view.file, spectrogram: view.spectrogram }, { id: `${id}-stft`, simulated }))}<p>${strengthText(view.strength, { brief: true })}</p>${issueList(view.issues)}`;
}

/** Indices of a person's recordings side by side, so that states compare. */
function personIndices(recordings: readonly StudyRecording[]): Html {
  const columns = recordings.flatMap(({ entry, indices }) =>
    columnsOf(indices).map((column) => ({ ...column, name: `${column.name}, ${entry.state ?? 'no state'}` })),
  );
  const bySegment = [...columns].sort((a, b) => rank(a.name) - rank(b.name));
  return indicesTable(bySegment, {
    caption: 'Indices of hold and maximal squeeze in both states.',
    groups: ['amplitude', 'spectrum', 'trend'],
  });
}

const rank = (name: string): number => ['hold', 'maximal', 'contraction'].findIndex((word) => name.startsWith(word));

/** A closed section for each person: signals, spectrograms, indices and issues of all their recordings. */
export function personSections(recordings: readonly StudyRecording[], options: SectionOptions): Html {
  const ordered = inOrder(recordings);
  const subjects = [...new Set(ordered.map(({ entry }) => entry.subject))];
  return html`${subjects.map((subject, person) => {
    const own = ordered.filter(({ entry }) => entry.subject === subject);
    const scales = {
      reach: Math.max(...own.map(({ trace }) => traceReach(trace))),
      spanS: Math.max(...own.map((recording) => recording.durationS)),
    };
    const issues = own.flatMap((recording) => recording.issues).filter(({ severity }) => severity !== 'info').length;
    const states = own.map(({ entry }) => entry.state).join(' and ');
    return html`<details><summary><strong>${subject}</strong> <span class="quiet">${states}${issues > 0 && `, ${counted(issues, 'issue', 'issues')}`}</span></summary>${own.map((recording, i) => recordingPart(recording, `p${person}r${i}`, scales, options))}${personIndices(own)}</details>`;
  })}`;
}
