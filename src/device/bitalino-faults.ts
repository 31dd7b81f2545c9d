import { ArgumentError, requirePositive } from '#base';

/** Something that happens again and again. */
export interface Recurring {
  /** Seconds of acquiring before it happens (again). */
  readonly everyS: number;
  /** How long it lasts (s). */
  readonly lengthS: number;
}

/** What shall go wrong on a virtual BITalino's line. */
export interface BitalinoFaults {
  /** Share of frames that get lost. @default 0 */
  readonly dropShare?: number;
  /** Share of frames in which one bit is flipped. @default 0 */
  readonly corruptShare?: number;
  /** Silence; then comes what the device's ring of 1500 bytes kept, and the rest is lost. */
  readonly stall?: Recurring;
  /** The line is closed, and the device idles; counted anew from every start. */
  readonly disconnect?: Recurring;
}

/** A fault that happened: the truth to which a driver's own report is compared. */
export interface InjectedFault {
  /** `overrun`: lost in a stall because the ring was full. `stalled`: late, not lost. */
  readonly kind: 'dropped' | 'corrupted' | 'overrun' | 'stalled' | 'disconnected';
  /** Number of the acquisition, from 1. */
  readonly acquisition: number;
  /** Number of the first frame concerned since its start, lost ones counted. */
  readonly firstIndex: number;
  /** Frames concerned; 0 for a line that was closed. */
  readonly nFrames: number;
  /** When, by the device's own clock (s). */
  readonly atS: number;
}

/** Where it is in the times of a fault that recurs. */
export function isWithin(timeS: number, recurring: Recurring | undefined): boolean {
  if (!recurring) return false;
  return timeS % (recurring.everyS + recurring.lengthS) >= recurring.everyS;
}

/** @throws ArgumentError for a share outside [0, 1], or a time that is not positive. */
export function requireFaults(faults: BitalinoFaults, where: string): void {
  for (const name of ['dropShare', 'corruptShare'] as const) {
    const share = faults[name] ?? 0;
    if (!(share >= 0 && share <= 1)) {
      throw new ArgumentError(`${name} must lie in 0–1, got ${share} — in ${where}.`, 'Pass a share such as 0.01.');
    }
  }
  for (const recurring of [faults.stall, faults.disconnect]) {
    if (!recurring) continue;
    requirePositive('everyS', recurring.everyS, where);
    requirePositive('lengthS', recurring.lengthS, where);
  }
}

/** A list of faults in which neighbours of one kind are one entry. */
export function faultLedger(): { add(fault: InjectedFault): void; entries(): readonly InjectedFault[] } {
  const faults: InjectedFault[] = [];
  return {
    add(fault) {
      const last = faults.findLastIndex(({ kind }) => kind === fault.kind);
      const before = faults[last];
      if (before?.acquisition === fault.acquisition && before.firstIndex + before.nFrames === fault.firstIndex) {
        faults[last] = { ...before, nFrames: before.nFrames + fault.nFrames };
      } else faults.push(fault);
    },
    entries: () => faults,
  };
}
