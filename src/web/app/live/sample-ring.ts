/** The last seconds of several channels; what is added drives out the oldest. Filled by the stream, read by canvases. */
export interface SampleRing {
  readonly fs: number;
  readonly channels: readonly string[];
  /** Samples per channel so far, lost ones counted: the next one has this number. */
  readonly total: number;
  /** How many of the last samples are there. */
  readonly kept: number;
  /**
   * Takes equally many samples of each channel, the first of them with this number; NaN for a lost one. What lies before
   * them and has not come is missed until it comes after all.
   */
  put(first: number, values: readonly ArrayLike<number>[]): void;
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
    put(first, values) {
      const end = first + (values[0]?.length ?? 0);
      const next = Math.max(total, end);
      rings.forEach((ring, channel) => {
        if (first - total >= size) ring.fill(Number.NaN);
        else for (let number = total; number < first; number++) ring[number % size] = Number.NaN;
        const from = values[channel];
        for (let number = Math.max(first, next - size); number < end; number++) {
          ring[number % size] = from[number - first];
        }
      });
      total = next;
    },
    at(channel, number) {
      return number < total && number >= total - size && number >= 0 ? rings[channel][number % size] : Number.NaN;
    },
  };
}
