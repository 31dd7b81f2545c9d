/** Columns of a running spectrogram, the newest of them. */
export interface ColumnRing {
  /** Columns so far. */
  readonly total: number;
  readonly nBins: number;
  readonly lowestHz: number;
  readonly stepHz: number;
  add(columns: ColumnBlock): void;
  /** A column by its number with the time of its middle (s); undefined where it is gone or has not come. */
  at(number: number): { readonly timeS: number; readonly db: Float32Array } | undefined;
}

/** Some columns as they come: dB [nColumns][nBins]. */
export interface ColumnBlock {
  readonly timesS: readonly number[];
  readonly lowestHz: number;
  readonly stepHz: number;
  readonly db: Float32Array;
}

/** A ring of so many columns. */
export function columnRing(most: number): ColumnRing {
  const kept: { timeS: number; db: Float32Array }[] = [];
  let total = 0;
  let [nBins, lowestHz, stepHz] = [0, 0, 1];
  return {
    get total() {
      return total;
    },
    get nBins() {
      return nBins;
    },
    get lowestHz() {
      return lowestHz;
    },
    get stepHz() {
      return stepHz;
    },
    add(block) {
      const n = block.timesS.length;
      if (n === 0) return;
      [nBins, lowestHz, stepHz] = [block.db.length / n, block.lowestHz, block.stepHz];
      block.timesS.forEach((timeS, i) => {
        kept[total % most] = { timeS, db: block.db.slice(i * nBins, (i + 1) * nBins) };
        total++;
      });
    },
    at(number) {
      return number >= 0 && number < total && number >= total - most ? kept[number % most] : undefined;
    },
  };
}
