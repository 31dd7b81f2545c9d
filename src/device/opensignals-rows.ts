import { isBitalino, type OpenSignalsDevice } from '#recording';
import { ArrivalDelays } from './arrival-delays.ts';
import type { LostEvent, SamplesEvent } from './device.ts';

/** A BITalino counts its samples 0 to 15; a PLUX hub counts on until its 16 bits are full. */
const period = 16;
const fullCounter = 65535;

/** Where the columns of a device stand in its rows. */
interface Columns {
  readonly nColumns: number;
  /** Of the counter; -1 where there is none. */
  readonly counter: number;
  /** Of the analog channels that are wanted. */
  readonly analog: readonly number[];
  /** Of the digital lines, with the bit that each becomes. */
  readonly digital: readonly { readonly at: number; readonly bit: number }[];
}

/** Bits of I1, I2, O1, O2, as in the frames of a BITalino; the one line of a PLUX hub takes the place of I1. */
const digitalBits: Readonly<Record<string, number>> = { I1: 3, DI: 3, I2: 2, O1: 1, O2: 0 };

function columnsOf({ columns }: OpenSignalsDevice, analog: readonly number[]): Columns {
  return {
    nColumns: columns.length,
    counter: columns.findIndex((name) => /^nSeq$/i.test(name)),
    analog,
    digital: columns.flatMap((name, at) => {
      const bit = digitalBits[name.toUpperCase()];
      return bit === undefined ? [] : [{ at, bit }];
    }),
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < period;
}

/**
 * Turns rows of the OpenSignals stream into numbered samples: every number is delivered or told as lost once, in order.
 * The first row is sample 0. Losses are counted by the column nSeq; a BITalino's tells them modulo 16, and multiples of 16
 * follow from the host's clock ({@link ArrivalDelays}), told some arrivals late.
 */
export class OpenSignalsRows {
  private readonly columns: Columns;
  private readonly isCyclic: boolean;
  private readonly delays: ArrivalDelays | undefined;
  private next = 0;
  private previous: number | undefined;
  private nBad = 0;

  /** `analog`: places of the wanted channels among the device's columns. */
  constructor(device: OpenSignalsDevice, analog: readonly number[]) {
    this.columns = columnsOf(device, analog);
    this.isCyclic = isBitalino(device);
    if (this.isCyclic && this.columns.counter >= 0) this.delays = new ArrivalDelays(device.fs, period);
  }

  /** Number of the next sample. */
  get nextIndex(): number {
    return this.next;
  }

  /** Takes rows as they stand in one message; what they tell. */
  push(rows: readonly unknown[], arrivedS: number): (SamplesEvent | LostEvent)[] {
    const events: (SamplesEvent | LostEvent)[] = [];
    let run: (readonly number[])[] = [];
    const endRun = (): void => {
      if (run.length > 0) events.push(this.samplesOf(run, arrivedS));
      run = [];
    };
    for (const row of rows) {
      if (!this.isRow(row)) {
        this.nBad++;
        continue;
      }
      const lost = this.missingBefore(row[this.columns.counter]);
      if (lost > 0) {
        endRun();
        const corrupt = Math.min(lost, this.nBad);
        events.push(...this.lose(corrupt, 'corrupt', false), ...this.lose(lost - corrupt, 'dropped', false));
      }
      this.nBad = 0;
      run.push(row);
      this.next++;
    }
    endRun();
    if (events.length === 0) return events;
    const missing = this.delays?.note(this.next - 1, arrivedS, false) ?? 0;
    return [...events, ...this.lose(missing * period, 'dropped', true)];
  }

  private isRow(row: unknown): row is readonly number[] {
    return (
      Array.isArray(row) &&
      row.length === this.columns.nColumns &&
      row.every((value) => typeof value === 'number' && Number.isFinite(value)) &&
      (!this.isCyclic || this.columns.counter < 0 || isCount(row[this.columns.counter]))
    );
  }

  /** How many samples are missing before the one with this count; without a counter, the rows that could not be read. */
  private missingBefore(count: number | undefined): number {
    const { previous } = this;
    this.previous = count;
    if (count === undefined) return this.nBad;
    if (previous === undefined) return 0;
    if (this.isCyclic) {
      const lost = (((count - previous - 1) % period) + period) % period;
      return lost + period * Math.max(0, Math.round((this.nBad - lost) / period));
    }
    const isFull = count === previous && count === fullCounter;
    return isFull ? 0 : Math.max(0, Math.round(count - previous - 1));
  }

  private lose(nSamples: number, cause: LostEvent['cause'], isEstimated: boolean): LostEvent[] {
    if (nSamples === 0) return [];
    const firstIndex = this.next;
    this.next += nSamples;
    return [{ kind: 'lost', firstIndex, nSamples, cause, isEstimated }];
  }

  private samplesOf(run: readonly (readonly number[])[], arrivedS: number): SamplesEvent {
    const { analog, digital } = this.columns;
    const values = analog.map((at) => Float64Array.from(run, (row) => row[at] as number));
    const firstIndex = this.next - run.length;
    if (digital.length === 0) return { kind: 'samples', firstIndex, values, arrivedS };
    const lines = Uint8Array.from(run, (row) =>
      digital.reduce((bits, { at, bit }) => bits | (row[at] === 0 ? 0 : 1 << bit), 0),
    );
    return { kind: 'samples', firstIndex, values, digital: lines, arrivedS };
  }
}
