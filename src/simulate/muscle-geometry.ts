/** Where muscle, skin and electrodes of one forearm lie, in mm; along the fibres, distances count from the innervation zone. */
export interface MuscleGeometry {
  /** Fat under the skin, and the muscle that lies over the one of interest. */
  readonly fatMm: number;
  readonly overlyingMm: number;
  readonly muscleRadiusMm: number;
  /** Mean distance from the innervation zone to each tendon. */
  readonly semiFibreMm: number;
  /** Middle of the electrode pair along the fibres. */
  readonly electrodeMm: number;
  readonly interElectrodeMm: number;
  /** Conduction velocity of a unit in the middle of the pool (mm/ms, the same as m/s). */
  readonly velocityMmPerMs: number;
}

/** How far the electrodes lie from where they were put, in mm: skin and muscle slide against each other. */
export interface ElectrodeShift {
  readonly alongMm: number;
  readonly acrossMm: number;
}

/** Electrodes where they were put. */
export const noShift: ElectrodeShift = { alongMm: 0, acrossMm: 0 };
