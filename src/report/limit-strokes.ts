import type { ModelResult } from '#study';
import { type Html, html } from './html.ts';
import { ink } from './palette.ts';
import { isShuffled } from './standing.ts';

const keyStep = 226;

/** How the limits of a result are drawn: what is no interval of a result must not look like one. */
export interface LimitStroke {
  readonly lineWidth: number;
  readonly lineDash: number[] | 'solid';
  /** Half the height of the end caps; 0 for none. */
  readonly cap: number;
}

// A range over five swaps is short because five are few: drawn like an interval it would look the most certain.
const uncertainty: LimitStroke = { lineWidth: 2, lineDash: 'solid', cap: 4 };
const ofSwaps: LimitStroke = { lineWidth: 1, lineDash: [5, 4], cap: 0 };
const ofGuessing: LimitStroke = { lineWidth: 1, lineDash: [1, 3], cap: 0 };

/** The stroke of a result's limits: solid with ends for its uncertainty, broken for where a control fell by chance. */
export function strokeOf(result: ModelResult): LimitStroke {
  if (isShuffled(result)) return ofSwaps;
  return result.model === 'chance' ? ofGuessing : uncertainty;
}

/** What the limits of some results are, in words: `range over 20 and 5 swaps`. */
export function limitsText(results: readonly ModelResult[]): string {
  const [{ intervalKind }] = results;
  const counts = [...new Set(results.flatMap(({ swaps }) => swaps ?? []))].join(' and ');
  if (counts !== '') return `range over ${counts} ${counts === '1' ? 'swap' : 'swaps'}`;
  return intervalKind.replace('bootstrap over subjects', 'interval over people (bootstrap)');
}

/** The strokes that were used, each with its words, in one line from `left` at height `y`. */
export function strokeKey(rows: readonly ModelResult[], left: number, y: number): Html {
  const used = [ofGuessing, ofSwaps, uncertainty].filter((stroke) =>
    rows.some((result) => strokeOf(result) === stroke),
  );
  return html`${used.map((stroke, i) => {
    const x = left + i * keyStep;
    const { lineWidth, lineDash, cap } = stroke;
    const dash = lineDash !== 'solid' && html` stroke-dasharray="${lineDash.join(' ')}"`;
    const caps =
      cap > 0 &&
      html`<path d="M${x} ${y - cap}v${2 * cap}M${x + 30} ${y - cap}v${2 * cap}" stroke="${ink.text}" stroke-width="${lineWidth}"/>`;
    return html`<line x1="${x}" x2="${x + 30}" y1="${y}" y2="${y}" stroke="${ink.text}" stroke-width="${lineWidth}"${dash}/>${caps}<text x="${x + 38}" y="${y + 4}" font-size="12" fill="${ink.text}">${limitsText(rows.filter((result) => strokeOf(result) === stroke))}</text>`;
  })}`;
}
