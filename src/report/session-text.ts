import { fixed } from './number-format.ts';
import type { SessionSummary } from './session-parts.ts';
import { textTable, wrapped } from './text-table.ts';

const minutesText = (minutes: number | null): string => (minutes === null ? '–' : `${fixed(minutes, 1)} min`);

/** A session for the terminal: what it says first, then squeezes, contractions, statements and issues. */
export function sessionText(summary: SessionSummary): string {
  const { subject, session, study, simulated, strength, recordings, statements, quality } = summary;
  const squeezes = strength
    ? textTable(
        [
          ['squeeze', 'at', 'force', 'of rested', 'counts'],
          ...strength.trials.map(({ phase, minutes, value, percent, isAccepted }) => [
            phase,
            minutesText(minutes),
            `${fixed(value, 0)} ${strength.unit}`,
            percent === null ? '–' : `${fixed(percent, 0)} %`,
            isAccepted ? 'yes' : 'no',
          ]),
        ],
        ['left', 'right', 'right', 'right', 'left'],
      )
    : null;
  const efforts = recordings.flatMap(({ name, state, efforts: own }) =>
    own.map((effort) => ({ ...effort, of: state ?? name })),
  );
  const signal = textTable(
    [
      ['recording', 'contraction', 'at', 'MDF', 'RMS', 'left out'],
      ...efforts.map(({ of, name, minutes, mdfHz, rmsMv, windows }) => [
        of,
        name,
        minutesText(minutes),
        mdfHz === null ? '–' : `${fixed(mdfHz, 1)} Hz`,
        rmsMv === null ? '–' : `${fixed(rmsMv, 3)} mV`,
        `${windows.nBad} of ${windows.n} s`,
      ]),
    ],
    ['left', 'left', 'right', 'right', 'right', 'right'],
  );
  const issues = quality.issues
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, code, message, suggestion, where }) =>
      [
        wrapped(`${severity} ${code}: ${where.file}: ${message}`, { bullet: '- ' }),
        wrapped(suggestion, { bullet: '  ' }),
      ].join('\n'),
    );
  return `${[
    `${study} · ${subject} · session ${session}${simulated ? '  SIMULATED' : ''}`,
    '',
    wrapped(summary.headline),
    ...(squeezes ? ['', squeezes] : []),
    ...(efforts.length > 0 ? ['', signal] : []),
    '',
    ...statements.map((sentence) => wrapped(sentence, { bullet: '- ' })),
    ...(issues.length > 0 ? ['', ...issues] : []),
  ].join('\n')}\n`;
}
