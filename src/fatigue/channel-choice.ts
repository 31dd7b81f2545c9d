import { type Issue, issue, UnsupportedError } from '#base';
import { type Channel, lowestRateHz, type Recording } from '#recording';

const listed = (channels: readonly Channel[]): string =>
  channels.map((c) => `${c.name} (${c.sensorName ?? c.kind}, ${c.fs} Hz)`).join(', ');

/** How to say which channel is EMG, where the file does not; `named` is the channel that the user asked for. */
function advice({ channels, provenance }: Recording, named: Channel | undefined): string {
  const voltage = channels.find(({ unit }) => unit === 'mV');
  if (voltage && named?.unit !== 'count') return `If ${voltage.name} is EMG, say so: --channel ${voltage.name}.`;
  // RAW and CUSTOM are what OpenSignals calls a channel that nobody named; other words name another sensor.
  const unnamed = channels.find(
    ({ unit, sensorName = 'RAW' }) => unit === 'count' && /^(RAW|CUSTOM)/i.test(sensorName),
  );
  const sensor = /bitalino/i.test(provenance.device ?? 'bitalino') ? 'bitalino-emg' : 'biosignalsplux-emg';
  const raw = named?.unit === 'count' ? named : unnamed;
  if (raw) return `If ${raw.name} is EMG, say so: --channel ${raw.name} --sensor ${sensor} (or another sensor's id).`;
  return 'Choose a recording that has an EMG channel, or say with --channel and --sensor which one it is.';
}

function tooSlow(what: string, fs: number): UnsupportedError {
  return new UnsupportedError(
    `${what} was sampled at ${fs} Hz: too slow for fatigue analysis of surface EMG, whose power reaches 450 Hz.`,
    `Record again at 1000 Hz or more; below ${lowestRateHz} Hz the spectrum is lost and cannot be restored.`,
  );
}

/**
 * The sEMG channel to analyse: the named one, or the first that is EMG. Naming a channel in mV says that it is EMG.
 *
 * @throws UnsupportedError when the name is unknown, nothing is EMG, or the rate is below {@link lowestRateHz}.
 */
export function chooseEmgChannel(recording: Recording, name?: string): { channel: Channel; issues: Issue[] } {
  const { channels, provenance } = recording;
  const { file } = provenance;
  const emg = channels.filter((candidate) => candidate.kind === 'emg');
  const found = name === undefined ? emg[0] : channels.find((candidate) => candidate.name === name);
  if (found === undefined && name !== undefined) {
    throw new UnsupportedError(
      `${file} has no channel '${name}'. It has ${listed(channels)}.`,
      'Pass one of these names with --channel.',
    );
  }
  const fastestHz = Math.max(...channels.map(({ fs }) => fs));
  if (found && found.fs < lowestRateHz) throw tooSlow(`Channel ${found.name} of ${file}`, found.fs);
  if (!found && fastestHz < lowestRateHz) throw tooSlow(file, fastestHz);
  if (found === undefined || (found.kind !== 'emg' && found.unit !== 'mV')) {
    const what = found ? `Channel ${found.name} of ${file} is not known to be EMG` : `${file} names no EMG channel`;
    throw new UnsupportedError(`${what}: it has ${listed(channels)}.`, advice(recording, found));
  }
  const where = { file, channel: found.name };
  if (found.kind !== 'emg') {
    const message = `The file does not call ${found.name} EMG; it was analysed as EMG because it was named.`;
    return { channel: { ...found, kind: 'emg' }, issues: [issue('EMG_ASSUMED', message, where)] };
  }
  const others = emg.filter((candidate) => candidate !== found).map((candidate) => candidate.name);
  const chosen = `Of ${others.length + 1} EMG channels, ${found.name} was analysed (also there: ${others.join(', ')}).`;
  return {
    channel: found,
    issues: name === undefined && others.length > 0 ? [issue('CHANNEL_CHOSEN', chosen, where)] : [],
  };
}
