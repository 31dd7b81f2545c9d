/** The last seconds of all channels. Lives in time. */
export interface SampleRing {
  /** Number of the oldest sample that is kept, and of the next one. */
  readonly firstIndex: number;
  readonly nextIndex: number;
  /** Takes samples [nChannels][nSamples]; null: so many were lost. */
  add(values: readonly ArrayLike<number>[] | null, nSamples: number): void;
  /** Samples `[from, to)` [nChannels][nSamples]; only what is still kept. */
  read(from: number, to: number): readonly Float32Array[];
}

/** Keeps so many samples of each channel; NaN stands for a lost one. */
export function sampleRing(nChannels: number, size: number): SampleRing {
  const channels = Array.from({ length: nChannels }, () => new Float32Array(size));
  let next = 0;
  return {
    get firstIndex() {
      return Math.max(0, next - size);
    },
    get nextIndex() {
      return next;
    },
    add(values, nSamples) {
      // Of a gap longer than the ring only its end matters.
      const skipped = Math.max(0, nSamples - size);
      channels.forEach((ring, channel) => {
        for (let i = skipped; i < nSamples; i++) ring[(next + i) % size] = values ? values[channel][i] : Number.NaN;
      });
      next += nSamples;
    },
    read(from, to) {
      const start = Math.max(from, next - size, 0);
      const n = Math.max(0, Math.min(to, next) - start);
      return channels.map((ring) => Float32Array.from({ length: n }, (_, i) => ring[(start + i) % size]));
    },
  };
}
