import { type Analysis, contractionIndexNumbers, type IndexNumber, type MeasuredContraction } from '#fatigue';

/** A cell of a tidy table; null where a row has no such value. */
export type Cell = string | number | boolean | null;

/** One row: a contraction, a window of one, or a repetition; columns are the keys. */
export type TidyRow = Readonly<Record<string, Cell>>;

/** What the rows of one recording begin with: file, person, state, … */
export type RowHead = Readonly<Record<string, Cell>>;

function valuesOf(indices: readonly IndexNumber[]): TidyRow {
  return Object.fromEntries(
    indices.flatMap(({ id, value, interval }) => [
      [id, value],
      ...(interval ? [[`${id}_low`, interval[0]] as const, [`${id}_high`, interval[1]] as const] : []),
    ]),
  );
}

/** Rows of the windows of a contraction, each measured by itself as the whole is; bad ones have no values. */
function windowRows({ signal, quality, rest }: MeasuredContraction, windowS: number, head: RowHead): TidyRow[] {
  const { samples, fs } = signal;
  const size = Math.round(windowS * fs);
  const rows: TidyRow[] = [];
  for (let start = 0, n = 1; start + size <= samples.length; start += size, n++) {
    const [startS, endS] = [signal.startS + start / fs, signal.startS + (start + size) / fs];
    const faults = quality.windows
      .filter((window) => window.endS > startS && window.startS < endS)
      .flatMap((window) => window.faults.map(({ code }) => code));
    const part = { ...signal, samples: samples.slice(start, start + size), startS, endS };
    rows.push({
      ...head,
      level: 'window',
      window: n,
      start_s: startS,
      end_s: endS,
      good: faults.length === 0,
      faults: [...new Set(faults)].join(' '),
      ...(faults.length === 0 && valuesOf(contractionIndexNumbers(part, rest))),
    });
  }
  return rows;
}

/**
 * The tidy table of one analysed recording: one row per contraction and per window of it, or per repetition. Columns:
 * those of `head`, `channel`, `unit` (of amplitudes), `threshold` (of activity, in it), `segment`, `kind`, `band_low_hz`, `band_high_hz`, `level`, `window`, `start_s`, `end_s`, `good`,
 * `faults`, and one for each index under its id; slopes with `_low` and `_high`, the limits of their 95 % intervals.
 */
export function tidyRows(
  { channel, contractions, repetitions, threshold }: Analysis,
  { head, windowS }: { readonly head: RowHead; readonly windowS: number },
): TidyRow[] {
  const common = { ...head, channel: channel.name, unit: channel.unit, threshold };
  if (repetitions !== undefined) {
    const { mdf, rms, measured } = repetitions;
    return measured.map(({ startS, endS }, i) => ({
      ...common,
      segment: `repetition ${i + 1}`,
      kind: 'contraction',
      level: 'repetition',
      window: null,
      start_s: startS,
      end_s: endS,
      good: true,
      faults: '',
      RMS: rms.course.values[i],
      MDF: mdf.course.values[i],
    }));
  }
  return contractions.flatMap((contraction) => {
    const { name, segment, quality, indices, jasa } = contraction;
    const [low, high] = contraction.signal.bandHz;
    const of = { ...common, segment: name, kind: segment.kind, band_low_hz: low, band_high_hz: high };
    const whole: TidyRow = {
      ...of,
      level: 'contraction',
      window: null,
      start_s: segment.startS,
      end_s: segment.endS,
      good: quality.isUsable,
      faults: quality.nBad === 0 ? '' : `${quality.nBad} of ${quality.windows.length} windows`,
      ...valuesOf(indices),
      JASA: jasa?.reading ?? null,
    };
    return [whole, ...windowRows(contraction, windowS, of)];
  });
}

/** All columns of rows, in the order in which they first appear; indices of later files come behind. */
export function columnsOfRows(rows: readonly TidyRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** Rows as CSV with a header line, decimals with a point; a cell that holds a comma, a quote or a line end is quoted. */
export function tidyCsv(rows: readonly TidyRow[]): string {
  const columns = columnsOfRows(rows);
  const cell = (value: Cell | undefined): string => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${[columns, ...rows.map((row) => columns.map((column) => row[column]))].map((line) => line.map(cell).join(',')).join('\n')}\n`;
}
