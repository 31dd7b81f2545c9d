import { ArgumentError, requireFinite, requirePositive } from '#base';
import { mean } from '#signal';
import { sampleHistory } from './sample-history.ts';

/** From a channel's own unit to newtons: `forceN = (value − zero) · newtonsPerUnit`. */
export interface ForceScale {
  /** What the channel shows with nothing on the handle. */
  readonly zero: number;
  readonly newtonsPerUnit: number;
}

/** How a channel of force is followed. */
export interface ForceMonitorOptions {
  /** Sampling rate (Hz). */
  readonly fs: number;
  readonly scale: ForceScale;
  /** How often it is told (Hz). @default 100 */
  readonly effortHz?: number;
}

/** What a piece of force brought. */
export interface ForceUpdate {
  /** Mean force (N) of each stretch at the effort rate [n]; the i-th ends at `(firstEffort + i + 1) / effortHz`. */
  readonly effortN: Float64Array;
  readonly firstEffort: number;
}

/** Follows one channel of force. */
export interface ForceMonitor {
  /** Samples that came, in the channel's unit [n]. @throws ArgumentError for one that is not finite. */
  push(values: Float64Array): ForceUpdate;
  /** Samples that will never come: the last value stands in for them, so that time stays true. */
  lost(nSamples: number): ForceUpdate;
}

/**
 * Follows grip force: newtons, averaged over 10 ms, so a sample is told at most 10 ms after it came. Cut into any pieces it
 * gives the same bits.
 *
 * @throws ArgumentError for rates that are not positive, or a scale that is 0 or not finite.
 */
export function forceMonitor({ fs, scale, effortHz = 100 }: ForceMonitorOptions): ForceMonitor {
  requirePositive('fs', fs, 'forceMonitor');
  requirePositive('effortHz', effortHz, 'forceMonitor');
  const { zero, newtonsPerUnit } = scale;
  if (!(Number.isFinite(zero) && Number.isFinite(newtonsPerUnit) && newtonsPerUnit !== 0 && effortHz <= fs)) {
    throw new ArgumentError(
      `zero and newtonsPerUnit must be finite, the latter not 0, and effortHz at most fs, got ${zero}, ${newtonsPerUnit} and ${effortHz} — in forceMonitor.`,
      'Tare the sensor and calibrate it with known masses.',
    );
  }
  const end = (i: number): number => Math.round(((i + 1) * fs) / effortHz);
  const piece = Math.max(1, Math.round(fs / 4));
  const history = sampleHistory(2 * piece + Math.ceil(fs / effortHz));
  let nEffort = 0;
  let lastN = 0;

  function run(nSamples: number, pieceOf: (from: number, to: number) => Float64Array): ForceUpdate {
    const firstEffort = nEffort;
    const effort: number[] = [];
    for (let from = 0; from < nSamples; from += piece) {
      const newtons = pieceOf(from, Math.min(nSamples, from + piece));
      history.append(newtons);
      lastN = newtons[newtons.length - 1];
      for (; end(nEffort) <= history.end(); nEffort++) {
        effort.push(mean(history.view(nEffort === 0 ? 0 : end(nEffort - 1), end(nEffort))));
      }
    }
    return { effortN: Float64Array.from(effort), firstEffort };
  }

  return {
    push(values) {
      requireFinite('force', values, 'forceMonitor');
      return run(values.length, (from, to) =>
        values.subarray(from, to).map((value) => (value - zero) * newtonsPerUnit),
      );
    },
    lost: (nSamples) => run(nSamples, (from, to) => new Float64Array(to - from).fill(lastN)),
  };
}
