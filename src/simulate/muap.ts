import type { Random } from '#base';
import type { MotorUnitPool } from './motor-unit-pool.ts';
import { type ElectrodeShift, type MuscleGeometry, noShift } from './muscle-geometry.ts';

/**
 * Action potential of one motor unit between the electrodes, by how far it has travelled: read at `velocity × time`. A
 * slower unit is the same potential read more slowly, which is why one template serves every conduction velocity.
 */
export interface Muap {
  /** Potential at every `muapStepMm` of the way, in an arbitrary unit common to all units [nPlaces]; 0 at both ends. */
  readonly values: Float64Array;
  /** Conduction velocity when rested (mm/ms). */
  readonly velocityMmPerMs: number;
}

/** Distance between two values of a {@link Muap} (mm): a sixteenth of the shortest wave that reaches the skin. */
export const muapStepMm = 0.25;

/** How units and fibres differ within a muscle; recalled orders of size, not measured ones. */
const fibresPerUnit = 8;
const endplateSdMm = 2.5;
const tendonSdMm = 2.5;
const territoryMm = { least: 1.5, more: 3 } as const;
/** Conduction velocity from the first to the last unit recruited, around the muscle's own, and its scatter (mm/ms). */
const velocity = { first: -0.35, range: 0.6, sd: 0.15 } as const;
/** Fibres per unit grow a little less than force does. */
const fibresPerForce = 0.9;
/** Muscle conducts this many times better along its fibres than across. */
const anisotropy = 5;
/** Length of the intracellular wave behind its front (mm), beyond which nothing is left of it. */
const waveMm = 15;

/**
 * Slope of the intracellular action potential along the fibre `behindMm` behind its front (mV/mm), from Rosenfalck's
 * potential `96 z³ exp(−z) − 90` mV, z in mm.
 */
function intracellularSlope(behindMm: number): number {
  return behindMm <= 0 ? 0 : 96 * behindMm * behindMm * (3 - behindMm) * Math.exp(-behindMm);
}

/** Slope along the fibres of the potential that a point source leaves at the skin: derivative of `1 / sqrt(z² + Ka d²)`. */
function fieldSlope(alongMm: number, squaredDepth: number): number {
  const squared = alongMm * alongMm + anisotropy * squaredDepth;
  return -alongMm / (squared * Math.sqrt(squared));
}

const wave = Float64Array.from({ length: Math.round(waveMm / muapStepMm) }, (_, i) =>
  intracellularSlope((i + 0.5) * muapStepMm),
);

/** Where one fibre lies. */
export interface Fibre {
  /** Square of its distance from the line along the fibres under which the electrodes lie (mm²). */
  readonly squaredDepth: number;
  /** Place of its end plate along the fibres (mm). */
  readonly endplateMm: number;
  /** Way from the end plate to each tendon, the one on the side of the electrodes first (mm). */
  readonly tendonsMm: readonly [number, number];
}

/**
 * What one fibre's action potential leaves between two electrodes, by how far it has travelled, at every `muapStepMm` [nPlaces]
 * (mV · mm⁻¹ up to the factor of the conductor).
 *
 * Golden: `golden/simulate/fibre.json`.
 */
export function fibrePotential(fibre: Fibre, electrodesMm: readonly [number, number]): Float64Array {
  const field = new Float64Array(Math.ceil(Math.max(...fibre.tendonsMm) / muapStepMm));
  addFieldOf(field, fibre, electrodesMm);
  return convolved(field, wave, muapStepMm);
}

/** What one fibre's wave adds between the electrodes while it passes each place of the way [nPlaces]. */
function addFieldOf(field: Float64Array, fibre: Fibre, electrodesMm: readonly [number, number]): void {
  const { squaredDepth, endplateMm, tendonsMm } = fibre;
  for (let i = 0; i < field.length; i++) {
    const wayMm = (i + 0.5) * muapStepMm;
    for (let end = 0; end < 2; end++) {
      if (wayMm > tendonsMm[end]) continue;
      // Two waves leave the end plate, one towards each tendon.
      const direction = end === 0 ? 1 : -1;
      const atMm = endplateMm + direction * wayMm;
      const between =
        fieldSlope(atMm - electrodesMm[0], squaredDepth) - fieldSlope(atMm - electrodesMm[1], squaredDepth);
      field[i] += direction * between;
    }
  }
}

/** Options of {@link muapsOf}. */
export interface MuapOptions {
  readonly geometry: MuscleGeometry;
  /** @default none */
  readonly shift?: ElectrodeShift;
}

/**
 * The action potentials of all units [nUnits] in one muscle under one pair of electrodes. Every fibre carries a travelling
 * intracellular wave (Rosenfalck) from its end plate to both tendons, where it ends; between the electrodes it is seen
 * through an unbounded anisotropic conductor (`1 / sqrt(z² + Ka d²)`, d the depth), whose fat and skin only add distance.
 * Fibres of a unit scatter within its territory. The same random stream gives the same units whatever the electrodes do.
 */
export function muapsOf(pool: MotorUnitPool, random: Random, { geometry, shift = noShift }: MuapOptions): Muap[] {
  const { fatMm, overlyingMm, muscleRadiusMm, semiFibreMm, electrodeMm, interElectrodeMm } = geometry;
  const middleMm = electrodeMm + shift.alongMm;
  const electrodesMm = [middleMm - interElectrodeMm / 2, middleMm + interElectrodeMm / 2] as const;
  const strongest = pool.unitForces[pool.nUnits - 1];
  const nPlaces = Math.ceil((semiFibreMm + 3 * tendonSdMm) / muapStepMm);
  return Array.from(pool.unitForces, (force) => {
    const [acrossMm, depthMm] = placeInDisc(random, muscleRadiusMm);
    const territory = territoryMm.least + territoryMm.more * Math.sqrt(force / strongest);
    const velocityMmPerMs =
      geometry.velocityMmPerMs +
      velocity.first +
      velocity.range * (Math.log(force) / Math.log(strongest)) +
      velocity.sd * random.normal();
    const field = new Float64Array(nPlaces);
    for (let n = 0; n < fibresPerUnit; n++) {
      const [aside, deeper] = placeInDisc(random, territory);
      const depth = Math.max(fatMm + 1, fatMm + overlyingMm + muscleRadiusMm + depthMm + deeper);
      const across = acrossMm + aside - shift.acrossMm;
      const tendon = () => semiFibreMm + tendonSdMm * random.normal();
      const endplateMm = endplateSdMm * random.normal();
      addFieldOf(
        field,
        { squaredDepth: depth * depth + across * across, endplateMm, tendonsMm: [tendon(), tendon()] },
        electrodesMm,
      );
    }
    const size = (force / strongest) ** fibresPerForce / fibresPerUnit;
    return { velocityMmPerMs, values: convolved(field, wave, size * muapStepMm) };
  });
}

/** A point [mm, mm] anywhere in a disc. */
function placeInDisc(random: Random, radiusMm: number): [number, number] {
  const r = radiusMm * Math.sqrt(random.uniform());
  const angle = 2 * Math.PI * random.uniform();
  return [r * Math.cos(angle), r * Math.sin(angle)];
}

/** The wave seen through the field at every place of its way, with a 0 at both ends. */
function convolved(field: Float64Array, shape: Float64Array, scale: number): Float64Array {
  const out = new Float64Array(field.length + shape.length + 1);
  for (let i = 0; i < field.length; i++) {
    const seen = field[i] * scale;
    for (let k = 0; k < shape.length; k++) out[i + k + 1] += seen * shape[k];
  }
  return out;
}
