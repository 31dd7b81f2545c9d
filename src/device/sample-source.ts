import type { DeviceChannel, DeviceCue, DeviceFacts } from './device.ts';

/** What makes samples for a virtual device: a person who does not exist, or a recording that is played. */
export interface SampleSource {
  readonly channels: readonly DeviceChannel[];
  /** Sampling rate (Hz). */
  readonly fs: number;
  readonly facts: DeviceFacts;
  /** The next samples in the channels' units [nChannels][nSamples]; fewer where the source ends, none behind its end. */
  next(nSamples: number): readonly Float64Array[];
  /** Tells whoever grips what to do from now on. */
  cue?(cue: DeviceCue): void;
  /** Begins again, for a new acquisition; a source without it goes on where it stands, as a person does. */
  rewind?(): void;
}

/**
 * A source at another rate: at every moment of it the sample that the source showed last, as an ADC that looks less often.
 * Nothing is filtered, as in a BITalino.
 */
export function sourceAtRate(source: SampleSource, fs: number): SampleSource {
  if (fs === source.fs) return source;
  let taken = 0;
  let given = 0;
  let last = source.channels.map(() => 0);
  const next = (nSamples: number): readonly Float64Array[] => {
    const places = Array.from({ length: nSamples }, (_, j) => Math.floor(((given + j) * source.fs) / fs + 1e-9));
    const most = (places[nSamples - 1] ?? -1) + 1;
    const fresh = source.next(Math.max(0, most - taken));
    const nFresh = fresh[0]?.length ?? 0;
    const within = places.filter((place) => place < taken + nFresh);
    const out = source.channels.map((_, c) =>
      Float64Array.from(within, (place) => (place < taken ? last[c] : (fresh[c] as Float64Array)[place - taken])),
    );
    if (nFresh > 0) last = fresh.map((values) => values[nFresh - 1]);
    taken += nFresh;
    given += within.length;
    return out;
  };
  return {
    channels: source.channels,
    fs,
    facts: source.facts,
    next,
    ...(source.cue && { cue: source.cue }),
    ...(source.rewind && {
      rewind() {
        source.rewind?.();
        [taken, given, last] = [0, 0, source.channels.map(() => 0)];
      },
    }),
  };
}
