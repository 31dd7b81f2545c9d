import { seededRandom } from '#base';
import type { MotorUnitPool } from './motor-unit-pool.ts';
import { type Muap, muapsOf } from './muap.ts';
import { muapEnergy } from './muap-spectrum.ts';
import { type ElectrodeShift, noShift } from './muscle-geometry.ts';
import type { VirtualParticipant } from './virtual-participant.ts';

/** RMS that is expected of the sEMG of a rested pool at its highest excitation, in the unit of the action potentials. */
function restedMaximumRms(pool: MotorUnitPool, muaps: readonly Muap[]): number {
  return Math.sqrt(muaps.reduce((sum, muap, i) => sum + pool.peakRatesHz[i] * muapEnergy(muap), 0));
}

/**
 * The action potentials of a participant's units in mV [nUnits], under electrodes that have shifted. What skin and
 * amplifier make of the amplitude is not modelled: it is scaled so that the rested maximum, with the electrodes where they
 * were put, has the participant's `mvcRmsMv`.
 *
 * @param options.gain factor on the amplitude in this recording.
 */
export function participantMuaps(
  pool: MotorUnitPool,
  { seed, geometry, mvcRmsMv }: VirtualParticipant,
  { shift = noShift, gain = 1 }: { readonly shift?: ElectrodeShift; readonly gain?: number } = {},
): Muap[] {
  const units = () => seededRandom(seed).fork('units');
  const placed = muapsOf(pool, units(), { geometry });
  const scale = (gain * mvcRmsMv) / restedMaximumRms(pool, placed);
  const isShifted = shift.alongMm !== 0 || shift.acrossMm !== 0;
  const muaps = isShifted ? muapsOf(pool, units(), { geometry, shift }) : placed;
  return muaps.map(({ velocityMmPerMs, values }) => ({
    velocityMmPerMs,
    values: values.map((value) => scale * value),
  }));
}
