import { calibrateForceSensor, type ForceSensorCalibration } from '#recording';

/**
 * The load cell on input A2 of a virtual person: `forceN = newtonsPerCount · (counts − tareCounts)`, up to 963 N. SIMULATED:
 * a calibration wizard has to find these two numbers.
 */
export const virtualLoadCell = { newtonsPerCount: 0.98, tareCounts: 40, bits: 10 } as const;

/** What its ADC gives for forces (N) [nSamples]: whole counts within its range. */
export function loadCellCounts(forceN: ArrayLike<number>): Float64Array {
  const { newtonsPerCount, tareCounts, bits } = virtualLoadCell;
  const most = 2 ** bits - 1;
  return Float64Array.from(forceN, (force) =>
    Math.min(most, Math.max(0, Math.round(tareCounts + force / newtonsPerCount))),
  );
}

/** Forces (N) of its counts [nSamples]. */
export function loadCellForceN(counts: ArrayLike<number>): Float64Array {
  const { newtonsPerCount, tareCounts } = virtualLoadCell;
  return Float64Array.from(counts, (count) => newtonsPerCount * (count - tareCounts));
}

const calibratedN = [0, 250, 500, 750] as const;

/** The calibration of this load cell, as known masses would give it: for tests and demonstrations without a wizard. SIMULATED. */
export const virtualCalibration: ForceSensorCalibration = calibrateForceSensor(
  calibratedN.map((force) => ({
    counts: virtualLoadCell.tareCounts + force / virtualLoadCell.newtonsPerCount,
    sdCounts: null,
    force,
  })),
  { device: 'virtual', channel: 'A2', bits: virtualLoadCell.bits, date: '2026-01-01T09:00:00', unit: 'N' },
);
