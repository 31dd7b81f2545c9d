import type { Muscle } from './muscle.ts';
import type { FiringCourse } from './surface-emg.ts';
import type { VirtualParticipant } from './virtual-participant.ts';

/** Keeps what every unit does, step after step. */
export interface FiringLog {
  add(startS: number, durationS: number, ratesHz: Float64Array): void;
  /** All that was added; null where nothing was. */
  course(): FiringCourse | null;
}

/** A log of a muscle's firing, with what fatigue and warmth make of each unit's action potential at the time. */
export function firingLog(muscle: Muscle, { slowing, warming }: VirtualParticipant): FiringLog {
  const { nUnits } = muscle.pool;
  const edgesS: number[] = [];
  const rows: { ratesHz: Float64Array; timeScales: Float32Array; amplitudes: Float32Array }[] = [];
  const add = (startS: number, durationS: number, ratesHz: Float64Array): void => {
    if (edgesS.length === 0) edgesS.push(startS);
    edgesS.push(startS + durationS);
    const timeScales = new Float32Array(nUnits);
    const amplitudes = new Float32Array(nUnits);
    const warmed = 1 + warming * muscle.warmth();
    for (let i = 0; i < nUnits && ratesHz[i] > 0; i++) {
      const x = muscle.slowing(i);
      timeScales[i] = (warmed * (1 - slowing.velocityLoss * x)) / (1 + slowing.widening * x);
      amplitudes[i] = 1 - slowing.amplitudeLoss * x;
    }
    rows.push({ ratesHz, timeScales, amplitudes });
  };
  const joined = (of: (row: (typeof rows)[number]) => ArrayLike<number>): Float32Array => {
    const out = new Float32Array(rows.length * nUnits);
    for (const [k, row] of rows.entries()) out.set(of(row), k * nUnits);
    return out;
  };
  return {
    add,
    course: () =>
      rows.length === 0
        ? null
        : {
            nUnits,
            edgesS: Float64Array.from(edgesS),
            ratesHz: joined(({ ratesHz }) => ratesHz),
            timeScales: joined(({ timeScales }) => timeScales),
            amplitudes: joined(({ amplitudes }) => amplitudes),
          },
  };
}
