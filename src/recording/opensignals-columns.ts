import type { Issue } from '#base';
import { openSignalsChannel, openSignalsNames, shortDeviceName } from './opensignals-channel.ts';
import type { OpenSignalsDevice } from './opensignals-header.ts';
import { isBitalino } from './opensignals-sensor.ts';
import { gapIssues } from './reading-issues.ts';
import type { Channel, Recording, RecordingEvent } from './recording.ts';
import { bitalinoCycle, cyclicGaps, runningGaps, withGaps } from './sequence.ts';

/** One event for every time the line is high, from its rise on. A line that is high at the start has not risen. */
function risesOf(column: Float64Array, label: string, fs: number): RecordingEvent[] {
  const events: RecordingEvent[] = [];
  let onset = -1;
  for (let i = 1; i <= column.length; i++) {
    const isHigh = i < column.length && column[i] !== 0;
    if (isHigh && onset < 0 && column[i - 1] === 0) onset = i;
    if (isHigh || onset < 0) continue;
    events.push({ onsetS: onset / fs, durationS: (i - onset) / fs, label });
    onset = -1;
  }
  return events;
}

/** What the counter and the digital inputs of a device tell; `gapsAt` are samples before which others were lost. */
function digitalOf(
  device: OpenSignalsDevice,
  columns: readonly Float64Array[],
  prefix: string,
  file: string,
  fs: number,
): { events: RecordingEvent[]; issues: Issue[]; gapsAt?: readonly number[] } {
  const named = device.columns.slice(0, columns.length - device.nAnalog);
  const isCyclic = isBitalino(device);
  const events = named.flatMap((name, i) =>
    /^(I[1-4]|DI\d*)$/i.test(name) ? risesOf(columns[i] as Float64Array, `${prefix}${name}`, fs) : [],
  );
  const counter = columns[named.findIndex((name) => /^nSeq$/i.test(name))];
  if (!counter) return { events, issues: [] };
  const found = isCyclic ? cyclicGaps(counter, bitalinoCycle) : runningGaps(counter);
  const issues = gapIssues(found, file, fs, isCyclic ? bitalinoCycle : undefined);
  return { events, issues, ...(found && { gapsAt: found.gapsAt }) };
}

/** Where the columns of {@link recordingOfColumns} come from. */
export interface ColumnSource {
  readonly file: string;
  /** Id of the format, for provenance. */
  readonly format: string;
  readonly sha256: string;
  /** What the format calls itself in messages, and how it names the place of a sample. */
  readonly formatName: string;
  readonly place: (sample: number) => string;
}

/** A device with what it recorded. */
export interface DeviceRecord {
  readonly device: OpenSignalsDevice;
  /** Values of all its columns [device.columns.length][nSamples]. */
  readonly columns: readonly Float64Array[];
  /** Rate (Hz) of the rows. */
  readonly fs: number;
}

/**
 * A recording of the devices' columns: analog ones become channels, digital inputs become events, a counter tells gaps. A
 * sensor name that tells the sensor gives millivolts; any other channel stays in raw counts.
 *
 * @throws FormatError when a value does not fit the resolution that the calibration needs.
 */
export function recordingOfColumns(records: readonly DeviceRecord[], source: ColumnSource): Recording {
  const { file, format, sha256 } = source;
  const names = openSignalsNames(records.map(({ device }) => device));
  const channels: Channel[] = [];
  const events: RecordingEvent[][] = [];
  const issues: Issue[] = [];
  for (const { device, columns, fs } of records) {
    const digital = digitalOf(device, columns, records.length > 1 ? `${shortDeviceName(device)}-` : '', file, fs);
    events.push(digital.events);
    issues.push(...digital.issues);
    columns.slice(columns.length - device.nAnalog).forEach((samples, i) => {
      const name = names[channels.length] as string;
      const made = openSignalsChannel({ device, i, name, samples, fs, source });
      channels.push(withGaps(made.channel, digital.gapsAt));
      issues.push(...made.issues);
    });
  }
  const [{ device, firmware, startedAt }] = records.map((record) => record.device) as [OpenSignalsDevice];
  return {
    channels,
    events: events.flat().sort((a, b) => a.onsetS - b.onsetS),
    provenance: {
      file,
      format,
      sha256,
      ...(device !== '' && { device }),
      ...(firmware !== undefined && { firmware }),
      ...(startedAt !== undefined && { startedAt }),
    },
    issues,
  };
}
