import { type Channel, durationS, type Recording, type RecordingEvent } from './recording.ts';
import { type Sensor, sensors } from './sensors.ts';

/** What the sidecar files of BIDS-EMG say that a recording itself does not know. */
export interface EmgJsonOptions {
  /** Label of the task: letters and digits, as in the file name. */
  readonly taskName: string;
  readonly taskDescription?: string;
  /** Mains frequency where it was recorded (Hz). */
  readonly powerLineHz?: number;
  /** Where the electrodes were put and how the place was found. */
  readonly placement?: string;
  /** Length (s), where the recording's samples are not at hand. */
  readonly lengthS?: number;
  /** Further keys, written after the others. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What BIDS writes for a value that nobody knows. */
const unknown = 'n/a';

function sensorOf(channel: Channel | undefined): Sensor | undefined {
  return sensors.find(({ id }) => id === channel?.calibration?.sensor);
}

/** Seconds to the microsecond: finer than any recorder, and without the noise of binary fractions. */
function seconds(value: number): number {
  return Number(value.toFixed(6));
}

/**
 * The text of a recording's `_emg.json`: the keys that BIDS-EMG requires, and those it recommends as far as they are
 * known. Rate and filters are those of the first EMG channel.
 *
 * Source: BIDS specification 1.11, electromyography.
 */
export function emgJson(recording: Recording, options: EmgJsonOptions): string {
  const { taskName, taskDescription, powerLineHz, placement, lengthS = durationS(recording), more } = options;
  const { channels, provenance } = recording;
  const emg = channels.filter(({ kind }) => kind === 'emg');
  const main = emg[0] ?? channels[0];
  const sensor = sensorOf(main);
  const [lowHz, highHz] = sensor?.bandHz ?? [];
  const fields = {
    TaskName: taskName,
    ...(taskDescription !== undefined && { TaskDescription: taskDescription }),
    ManufacturersModelName: provenance.device ?? unknown,
    SoftwareVersions: provenance.firmware ?? unknown,
    // The one of BIDS's three words that claims neither coordinates nor a scheme per channel.
    EMGPlacementScheme: 'Other',
    EMGPlacementSchemeDescription: placement ?? unknown,
    // Every sensor of the catalogue amplifies the difference of its own two electrodes.
    EMGReference: sensor ? 'bipolar' : unknown,
    EMGGround: unknown,
    SamplingFrequency: main?.fs ?? unknown,
    PowerLineFrequency: powerLineHz ?? unknown,
    SoftwareFilters: unknown,
    HardwareFilters: sensor
      ? { [sensor.name]: { 'High-pass cutoff (Hz)': lowHz, 'Low-pass cutoff (Hz)': highHz } }
      : unknown,
    EMGChannelCount: emg.length,
    RecordingDuration: seconds(lengthS),
    RecordingType: 'continuous',
    ...more,
  };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** A cell of a table whose columns are separated by tabs: one line, never empty. */
function cell(text: string | number | undefined): string {
  const line = String(text ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return line === '' ? unknown : line;
}

/** The text of a tab-separated table as BIDS wants it; cells that are empty or undefined become `n/a`. */
export function tsvText(head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  return [head, ...rows].map((row) => `${row.map(cell).join('\t')}\n`).join('');
}

const typeOf = { emg: 'EMG', force: 'MISC', other: 'MISC' } as const;
/** Units in the EDF file, which BIDS wants here; counts have none. */
const unitOf = { mV: 'uV', N: 'N', kgf: 'kgf', lbf: 'lbf', count: undefined, other: undefined } as const;

/**
 * The text of a recording's `_channels.tsv`: one row per channel in the order of the EDF file. A note stands first in every
 * description.
 */
export function channelsTsv({ channels }: Recording, { note }: { readonly note?: string } = {}): string {
  const head = [
    'name',
    'type',
    'units',
    'description',
    'sampling_frequency',
    'target_muscle',
    'low_cutoff',
    'high_cutoff',
  ];
  const rows = channels.map((channel) => {
    const [lowHz, highHz] = sensorOf(channel)?.bandHz ?? [];
    const { name, kind, unit, side, fs, muscle } = channel;
    const description = [note, side && `${side} side`].filter(Boolean).join(', ');
    return [name, typeOf[kind], unitOf[unit], description, fs, muscle, lowHz, highHz];
  });
  return tsvText(head, rows);
}

/** The text of an `_events.tsv`: onset and duration (s), and what happened, in the order of time. */
export function eventsTsv(events: readonly RecordingEvent[]): string {
  const rows = [...events]
    .sort((a, b) => a.onsetS - b.onsetS)
    .map(({ onsetS, durationS: lengthS, label }) => [seconds(onsetS), seconds(lengthS), label]);
  return tsvText(['onset', 'duration', 'trial_type'], rows);
}
