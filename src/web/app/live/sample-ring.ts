/** The last seconds of several channels; what is added drives out the oldest. Filled by the stream, read by canvases. */
export interface SampleRing {
  readonly fs: number;
  readonly channels: readonly string[];
  /** Samples per channel so far, lost ones counted: the next one has this number. */
  readonly total: number;
  /** How many of the last samples are there. */
  readonly kept: number;
  /** Takes equally many samples of each channel; NaN for a lost one. */
  add(values: readonly ArrayLike<number>[]): void;
  /** Goes on at a later number: what lies between was missed. */
  skip(to: number): void;
  /** A sample by its number; NaN where it was lost, is gone again, or has not come. */
  at(channel: number, number: number): number;
}

/** A ring of `lastS` seconds. */
export function sampleRing(channels: readonly string[], fs: number, lastS: number): SampleRing {
  const size = Math.ceil(fs * lastS);
  const rings = channels.map(() => new Float32Array(size).fill(Number.NaN));
  let total = 0;
  return {
    fs,
    channels,
    get total() {
      return total;
    },
    get kept() {
      return Math.min(total, size);
    },
    add(values) {
      const n = values[0]?.length ?? 0;
      rings.forEach((ring, channel) => {
        const from = values[channel];
        for (let i = Math.max(0, n - size); i < n; i++) ring[(total + i) % size] = from[i];
      });
      total += n;
    },
    skip(to) {
      if (to <= total) return;
      if (to - total >= size) for (const ring of rings) ring.fill(Number.NaN);
      else for (let number = total; number < to; number++) for (const ring of rings) ring[number % size] = Number.NaN;
      total = to;
    },
    at(channel, number) {
      return number < total && number >= total - size && number >= 0 ? rings[channel][number % size] : Number.NaN;
    },
  };
}
