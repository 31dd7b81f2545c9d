import { ArgumentError } from '#base';
import { bitsOf, type Channel, mvToCounts, type Recording } from '#recording';
import type { DeviceChannel } from './device.ts';
import type { SampleSource } from './sample-source.ts';

/** A channel as it was acquired: back in counts where they are known, exactly; else in its own unit. */
function acquired(channel: Channel): { channel: DeviceChannel; samples: Float64Array; fs: number } {
  const { name, kind, unit, samples, calibration, fs } = channel;
  const bits = bitsOf(channel);
  return {
    channel: { name, kind, unit: calibration ? 'count' : unit, ...(bits !== undefined && { bits }) },
    samples: calibration ? mvToCounts(samples, calibration) : samples,
    fs,
  };
}

/**
 * A recording as a source of samples: calibrated channels in the counts that they were made of, others in their unit, all at
 * the rate of the fastest one (a slower one repeats its last sample). It ends with its longest channel, or begins again.
 * Samples that the recording lost stay lost: it is played as stored.
 *
 * @throws ArgumentError for a recording without samples.
 */
export function recordingSource(
  recording: Recording,
  { loop = false }: { readonly loop?: boolean } = {},
): SampleSource {
  const tracks = recording.channels.map(acquired);
  const fs = Math.max(0, ...tracks.map((track) => track.fs));
  const length = Math.max(0, ...tracks.map(({ samples, fs: own }) => Math.round((samples.length * fs) / own)));
  const { file, device, firmware } = recording.provenance;
  if (length === 0) {
    throw new ArgumentError(
      `${file} holds no samples — in recordingSource.`,
      'Choose a recording with at least one sample.',
    );
  }
  let at = 0;
  return {
    channels: tracks.map(({ channel }) => channel),
    fs,
    facts: {
      model: device === undefined ? file : `${device}, played from ${file}`,
      ...(firmware !== undefined && { firmware }),
      // A virtual person says so in the name of the device, which its recording keeps.
      ...((recording.provenance.format === 'simulated' || device?.includes('SIMULATED')) && {
        simulated: true as const,
      }),
    },
    next(nSamples) {
      const n = loop ? nSamples : Math.min(nSamples, length - at);
      const from = at;
      at = loop ? (at + n) % length : at + n;
      return tracks.map(({ samples, fs: own }) =>
        Float64Array.from({ length: n }, (_, i) => {
          const place = Math.floor((((from + i) % length) * own) / fs + 1e-9);
          return samples[Math.min(place, samples.length - 1)];
        }),
      );
    },
    rewind() {
      at = 0;
    },
  };
}
