import { byGravity } from './issue-list.ts';
import { blockColumns, blockRows, trialRows } from './strength-test-table.ts';
import {
  isSimulatedTest,
  type StrengthTestView,
  strengthHeadline,
  strengthTestStatements,
} from './strength-test-words.ts';
import { textTable, wrapped } from './text-table.ts';

/** A strength test for the terminal: squeezes, blocks, then what it says and does not say, and issues with what to do. */
export function strengthTestText(view: StrengthTestView): string {
  const { test } = view;
  const rows = trialRows(test);
  const trials = textTable(
    [
      ['block', 'file', 'best from', 'force', 'rise', 'scatter', 'EMG', 'verdict'],
      ...rows.map(({ block, file, at, value, rise, scatter, emg, verdict }) => [
        block,
        file,
        at,
        value,
        rise,
        scatter,
        emg,
        verdict.replace(/: .*/, ''),
      ]),
    ],
    ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
  );
  const blocks = textTable(
    [[...blockColumns], ...blockRows(test)],
    ['left', 'left', 'right', 'right', 'left', 'right', 'right', 'left'],
  );
  const files = test.recordings.map(({ file }) => file).join(', ');
  const issues = byGravity(test.issues).map(({ severity, code, message, suggestion, where }) =>
    [
      wrapped(
        `${severity} ${code}: ${where.file}${where.atS === undefined ? '' : ` at ${where.atS.toFixed(1)} s`}: ${message}`,
        {
          bullet: '- ',
        },
      ),
      wrapped(suggestion, { bullet: '  ' }),
    ].join('\n'),
  );
  return `${[
    `${files}${isSimulatedTest(view) ? '  SIMULATED' : ''} · measured strength`,
    '',
    wrapped(strengthHeadline(view)),
    ...(rows.length > 0 ? ['', trials, '', blocks] : []),
    '',
    ...strengthTestStatements(view).map((sentence) => wrapped(sentence, { bullet: '- ' })),
    ...(issues.length > 0 ? ['', ...issues] : []),
  ].join('\n')}\n`;
}
