import { ArgumentError, requirePositive } from '#base';
import type { LostEvent, SamplesEvent } from './device.ts';

/**
 * Turns values of one channel with times of their own into samples at a constant rate, by straight lines between
 * neighbours: sample k lies at `k / fs` after the first value. Where values are further apart than `longestGapS`, nothing is
 * drawn between them: those samples are told as lost. A time that does not come after the one before is left out.
 */
export class SteadyRate {
  private readonly fs: number;
  private readonly longestGapS: number;
  private firstS: number | undefined;
  private lastS = 0;
  private last = 0;
  private next = 0;

  constructor(fs: number, longestGapS: number) {
    requirePositive('fs', fs, 'SteadyRate');
    requirePositive('longestGapS', longestGapS, 'SteadyRate');
    this.fs = fs;
    this.longestGapS = longestGapS;
  }

  /** Number of the next sample. */
  get nextIndex(): number {
    return this.next;
  }

  /** Takes a value and its time (s, on any clock that runs forward); what it completes. */
  push(timeS: number, value: number, arrivedS: number): (SamplesEvent | LostEvent)[] {
    if (!Number.isFinite(timeS) || !Number.isFinite(value)) {
      throw new ArgumentError(
        `Time and value must be finite, got ${timeS} s and ${value} — in SteadyRate.`,
        'Leave out values that were not measured.',
      );
    }
    if (this.firstS === undefined) {
      this.firstS = timeS;
      this.note(timeS, value);
      this.next = 1;
      return [{ kind: 'samples', firstIndex: 0, values: [Float64Array.of(value)], arrivedS }];
    }
    if (timeS <= this.lastS) return [];
    const events: (SamplesEvent | LostEvent)[] = [];
    const at = (timeS - this.firstS) * this.fs;
    // A time such as 0.3 s at 10 Hz must not miss its sample by a rounding error.
    const newest = Math.floor(at + 1e-6);
    if (timeS - this.lastS > this.longestGapS) {
      const nSamples = Math.ceil(at - 1e-6) - this.next;
      if (nSamples > 0) {
        events.push({ kind: 'lost', firstIndex: this.next, nSamples, cause: 'dropped', isEstimated: true });
      }
      this.next += Math.max(0, nSamples);
    }
    if (newest >= this.next) {
      const firstIndex = this.next;
      const [fromS, from] = [this.lastS - this.firstS, this.last];
      const slope = (value - from) / (timeS - this.lastS);
      const values = Float64Array.from({ length: newest - firstIndex + 1 }, (_, i) => {
        const drawn = from + slope * ((firstIndex + i) / this.fs - fromS);
        return newest === firstIndex + i && at - newest < 1e-6 ? value : drawn;
      });
      this.next = newest + 1;
      events.push({ kind: 'samples', firstIndex, values: [values], arrivedS });
    }
    this.note(timeS, value);
    return events;
  }

  private note(timeS: number, value: number): void {
    this.lastS = timeS;
    this.last = value;
  }
}
