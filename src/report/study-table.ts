import type { Segment, SegmentKind } from '#recording';
import type { Evaluation, StudyRecording } from '#study';
import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { fixed } from './number-format.ts';

function times(segments: readonly Segment[], kind: SegmentKind): string {
  const found = segments.filter((segment) => segment.kind === kind);
  return found.map(({ startS, endS }) => `${fixed(startS, 1)}–${fixed(endS, 1)}`).join(', ') || '–';
}

/** Recordings by person, fresh before fatigued. */
export function inOrder(recordings: readonly StudyRecording[]): StudyRecording[] {
  const key = ({ entry }: StudyRecording): string => `${entry.subject}\u0000${entry.state === 'fresh' ? 0 : 1}`;
  return [...recordings].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** One row per recording: who, in which state, what was found, what is wrong, and why it is left out if it is. */
export function studyTable(recordings: readonly StudyRecording[], excluded: Evaluation['excluded']): Html {
  const unread = excluded.filter(({ file }) => !recordings.some(({ entry }) => entry.file === file));
  const rows = inOrder(recordings).map(({ entry, fs, durationS, segments, issues, excluded }) => {
    const grave = issues.filter((item) => item.severity !== 'info');
    const codes = [...new Set(grave.map((item) => item.code))].join(', ');
    return html`<tr${excluded !== null && html` class="excluded"`}><th scope="row">${entry.subject}</th><td>${entry.state}</td><td class="file">${entry.file}</td><td class="number">${fs}</td><td class="number">${fixed(durationS, 1)}</td><td class="number">${times(segments, 'hold')}</td><td class="number">${times(segments, 'mvc')}</td><td class="codes">${excluded !== null && html`<strong>excluded:</strong> ${excluded} `}${codes || (excluded === null && '–')}</td></tr>`;
  });
  return tableBox(
    html`Recordings. Times in seconds from the start of the file; issues without mere remarks.`,
    html`<table class="dense"><thead><tr><th scope="col">Person</th><th scope="col">State</th><th scope="col">File</th><th scope="col" class="number">fs (Hz)</th><th scope="col" class="number">Length (s)</th><th scope="col" class="number">Hold (s)</th><th scope="col" class="number">Squeeze (s)</th><th scope="col">Issues</th></tr></thead><tbody>${rows}${unread.map(({ subject, file, reason }) => html`<tr class="excluded"><th scope="row">${subject}</th><td>–</td><td class="file">${file}</td><td colspan="5" class="codes"><strong>could not be read:</strong> ${reason}</td></tr>`)}</tbody></table>`,
  );
}
