import { ArgumentError } from '#base';
import type { Channel, Recording } from './recording.ts';

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Name of a column: the channel's, with its unit where it has one. */
function head({ name, unit }: Channel): string {
  return cell(unit === 'other' ? name : `${name} (${unit})`);
}

/**
 * A recording as CSV: `time_s` and one column per channel with its unit in the head, one row per sample. Numbers are written
 * so that they come back to the last bit; channels that end earlier leave their cells empty.
 *
 * @throws ArgumentError where channels have different rates: one time column cannot hold them.
 */
export function recordingCsv({ channels }: Recording): string {
  const rates = [...new Set(channels.map(({ fs }) => fs))];
  const [fs = 1] = rates;
  if (rates.length > 1) {
    throw new ArgumentError(
      `The channels have different rates, ${rates.join(', ')} Hz, which one table cannot hold — in recordingCsv.`,
      'Convert into .edf or .bdf, which hold channels of different rates.',
    );
  }
  const nRows = Math.max(0, ...channels.map(({ samples }) => samples.length));
  const rows = [['time_s', ...channels.map(head)].join(',')];
  for (let i = 0; i < nRows; i++) {
    let row = String(Number((i / fs).toFixed(9)));
    for (const { samples } of channels) row += i < samples.length ? `,${samples[i]}` : ',';
    rows.push(row);
  }
  return `${rows.join('\n')}\n`;
}
