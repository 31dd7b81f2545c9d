import type { StudyComparison } from '#study';
import { comparedNumbers, differenceText } from './comparison-table.ts';
import {
  comparedName,
  comparedUnit,
  comparisonHeadline,
  comparisonStatements,
  effectText,
  peopleText,
  pText,
  segmentText,
  sideName,
  whoText,
} from './comparison-words.ts';
import { textTable, wrapped } from './text-table.ts';

/** A comparison for the terminal: one row per index, then what is and is not shown. */
export function comparisonSummary(comparison: StudyComparison): string {
  const { study, simulated, rows, design, correctedFor } = comparison;
  const table = textTable(
    [
      [
        'index',
        'unit',
        design === 'paired' ? 'pairs' : 'n',
        sideName(comparison, 0),
        sideName(comparison, 1),
        'difference [95 %]',
        ...(design === 'paired' ? ['dz [95 %]'] : []),
        'Hedges g [95 %]',
        'p',
        `p (Holm, ${correctedFor})`,
      ],
      ...rows.map((row) => {
        const number = comparedNumbers(row);
        const difference = differenceText(row);
        return [
          comparedName(row.id),
          comparedUnit(row) || '–',
          peopleText(row, comparison),
          number(row.means[0]),
          number(row.means[1]),
          `${difference.value} ${difference.interval}`,
          ...(design === 'paired' ? [effectText(row.dz, row.dzInterval)] : []),
          effectText(row.g, row.gInterval),
          pText(row.pValue),
          pText(row.pHolm),
        ];
      }),
    ],
    [
      'left',
      'left',
      'right',
      'right',
      'right',
      'left',
      ...(design === 'paired' ? ['left' as const] : []),
      'left',
      'right',
      'right',
    ],
  );
  return `${[
    `${study}${simulated ? '  SIMULATED' : ''} · ${segmentText(comparison)} · ${whoText(comparison)} · ${rows[0].test}`,
    '',
    wrapped(comparisonHeadline(comparison)),
    '',
    table,
    '',
    ...comparisonStatements(comparison).map((sentence) => wrapped(sentence, { bullet: '- ' })),
  ].join('\n')}\n`;
}

const columns = [
  'index',
  'unit',
  'segment',
  'design',
  'by',
  'first',
  'second',
  'n_first',
  'n_second',
  'mean_first',
  'mean_second',
  'difference',
  'difference_low',
  'difference_high',
  'dz',
  'dz_low',
  'dz_high',
  'hedges_g',
  'g_low',
  'g_high',
  'test',
  'statistic',
  'p',
  'p_holm',
  'corrected_for',
  'simulated',
] as const;

/** A word of the user's tables as a cell. */
function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A comparison as CSV, one row per index, full precision; an empty cell where a number does not exist. */
export function comparisonCsv(comparison: StudyComparison): string {
  const { segment, design, correctedFor, simulated, by, conditions } = comparison;
  const lines = comparison.rows.map((row) =>
    [
      comparedName(row.id),
      row.unit,
      segment,
      design,
      ...[by, ...conditions].map(csvCell),
      ...row.n,
      ...row.means,
      row.difference,
      ...row.interval,
      row.dz,
      ...(row.dzInterval ?? [null, null]),
      row.g,
      ...(row.gInterval ?? [null, null]),
      row.test,
      row.statistic,
      row.pValue,
      row.pHolm,
      correctedFor,
      simulated,
    ]
      .map((cell) => cell ?? '')
      .join(','),
  );
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
