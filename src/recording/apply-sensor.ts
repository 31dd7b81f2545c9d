import { ArgumentError, type Issue } from '#base';
import { counted } from './cannot-read.ts';
import { isEmgName, isUnnamed } from './opensignals-sensor.ts';
import type { Channel, Recording } from './recording.ts';
import { calibrate, sensorById } from './sensors.ts';

/** Whether a sensor may be meant for a channel: the file calls it EMG, or nothing in particular. */
function mayBeEmg({ kind, sensorName = '' }: Channel): boolean {
  return kind === 'emg' || isUnnamed(sensorName) || isEmgName(sensorName);
}

/**
 * Name of the one channel that a sensor can be meant for: the one in raw counts, or else the one with a calibration.
 *
 * @throws ArgumentError where none or several come into question, with their names.
 */
export function onlyCandidate({ channels }: Recording): string {
  const raw = channels.filter((channel) => channel.unit === 'count' && mayBeEmg(channel));
  const candidates = raw.length > 0 ? raw : channels.filter(({ calibration }) => calibration !== undefined);
  if (candidates.length === 1) return (candidates[0] as Channel).name;
  if (candidates.length === 0) {
    const units = channels.map(
      ({ name, sensorName, unit }) => `${name}${sensorName ? ` (${sensorName})` : ''} in ${unit}`,
    );
    throw new ArgumentError(
      `A sensor was named, but no channel is EMG or unnamed and in raw counts: ${units.join(', ')} — in readRecording.`,
      'Leave out --sensor, which a channel in mV does not need, or name the channel too, with --channel.',
    );
  }
  const names = candidates.map(({ name }) => name).join(', ');
  throw new ArgumentError(
    `A sensor was named, but ${counted(candidates.length, 'channel')} could be meant: ${names} — in readRecording.`,
    'Name the channel too, with --channel.',
  );
}

/**
 * The same recording with one channel taken for what `sensorId` measures: it becomes sEMG in millivolts, whatever the file
 * called its sensor. What the reader said about its sensor is left out of the issues.
 *
 * @throws ArgumentError for an unknown channel or sensor, and for a channel that is not in counts.
 */
export function applySensor(recording: Recording, channelName: string, sensorId: string): Recording {
  sensorById(sensorId);
  const names = recording.channels.map(({ name }) => name);
  if (!names.includes(channelName)) {
    throw new ArgumentError(
      `channel must be one of ${names.join(', ')}; got '${channelName}' — in applySensor.`,
      `Choose one of ${names.join(', ')}.`,
    );
  }
  const isAnswered = ({ code, where }: Issue): boolean =>
    (code === 'SENSOR_UNKNOWN' || code === 'SENSOR_ASSUMED') && where.channel === channelName;
  return {
    ...recording,
    channels: recording.channels.map((channel) =>
      channel.name === channelName ? calibrate(channel, sensorId) : channel,
    ),
    issues: recording.issues.filter((issue) => !isAnswered(issue)),
  };
}
