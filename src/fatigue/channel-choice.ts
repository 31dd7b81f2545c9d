import { type Issue, issue, UnsupportedError } from '#base';
import type { Channel, Recording } from '#recording';

/** Below this rate (Hz) the spectrum of surface EMG is cut off so far that no fatigue index means anything. */
export const lowestRateHz = 400;

const listed = (channels: readonly Channel[]): string =>
  channels.map((c) => `${c.name} (${c.sensorName ?? c.kind}, ${c.fs} Hz)`).join(', ');

/**
 * The sEMG channel to analyse: the named one, or the first that is EMG.
 *
 * @throws UnsupportedError when the name is unknown, nothing is EMG, or the rate is below {@link lowestRateHz}.
 */
export function chooseEmgChannel(recording: Recording, name?: string): { channel: Channel; issues: Issue[] } {
  const { channels, provenance } = recording;
  const { file } = provenance;
  const emg = channels.filter((candidate) => candidate.kind === 'emg');
  const channel = name === undefined ? emg[0] : channels.find((candidate) => candidate.name === name);
  if (channel === undefined && name !== undefined) {
    throw new UnsupportedError(
      `${file} has no channel '${name}'. It has ${listed(channels)}.`,
      'Pass one of these names with --channel.',
    );
  }
  if (channel === undefined || channel.kind !== 'emg') {
    const what = channel ? `Channel ${channel.name} of ${file} is not known to be EMG` : `${file} names no EMG channel`;
    const example = (channel ?? channels[0])?.name ?? 'A1';
    const sensor = /bitalino/i.test(provenance.device ?? 'bitalino') ? 'bitalino-emg' : 'biosignalsplux-emg';
    throw new UnsupportedError(
      `${what}: it has ${listed(channels)}.`,
      `If a channel is EMG, say so: --channel ${example} --sensor ${sensor} (or another sensor's id).`,
    );
  }
  if (channel.fs < lowestRateHz) {
    throw new UnsupportedError(
      `Channel ${channel.name} of ${file} was sampled at ${channel.fs} Hz: too slow for fatigue analysis of surface EMG, whose power reaches 450 Hz.`,
      'Record again at 1000 Hz or more; below 400 Hz the spectrum is lost and cannot be restored.',
    );
  }
  const others = emg.filter((candidate) => candidate !== channel).map((candidate) => candidate.name);
  const chosen = `Of ${others.length + 1} EMG channels, ${channel.name} was analysed (also there: ${others.join(', ')}).`;
  const issues =
    name === undefined && others.length > 0 ? [issue('CHANNEL_CHOSEN', chosen, { file, channel: channel.name })] : [];
  return { channel, issues };
}
