import { ArgumentError, requireFinite } from '#base';
import { requireSos, type Sos } from './sos.ts';
import { cascadeOf, runCascade, stateOf } from './sos-cascade.ts';

/** What a filter remembers between two pieces of one signal; plain data, never changed. */
export interface SosState {
  /** The two delay values of each section [nSections x 2], in the unit of the signal. */
  readonly sections: readonly (readonly [number, number])[];
}

/** A filtered piece and the state to filter the next one with. */
export interface SosFiltered {
  readonly y: Float64Array;
  readonly state: SosState;
}

/**
 * The state of a filter that has seen nothing but zeros.
 *
 * @throws ArgumentError when `sos` is not a filter.
 * @example
 * restingState(notch(1000, { frequencyHz: 50, q: 30 })); // { sections: [ [ 0, 0 ] ] }
 */
export function restingState(sos: Sos): SosState {
  requireSos(sos, 'restingState');
  return { sections: sos.map(() => [0, 0] as const) };
}

/**
 * The state of a filter that has seen the constant `x0` for ever: it starts without a step response. It is
 * `scipy.signal.sosfilt_zi(sos) * x0`.
 *
 * Golden: `golden/signal/sosfilt.json`.
 *
 * @throws ArgumentError when `sos` is not a filter, has no steady state, or `x0` is not finite.
 * @example
 * const smooth = [[0.5, 0, 0, 1, -0.5, 0]];
 * sosfilt(smooth, Float64Array.of(8, 8), steadyState(smooth, 8)).y; // Float64Array(2) [ 8, 8 ]
 */
export function steadyState(sos: Sos, x0 = 1): SosState {
  requireSos(sos, 'steadyState');
  if (!Number.isFinite(x0)) {
    throw new ArgumentError(
      `x0 must be a finite number, got ${x0} — in steadyState.`,
      'Pass the first sample of the signal.',
    );
  }
  let input = x0;
  const sections = sos.map(([b0, b1, b2, a0, a1, a2], i) => {
    const denominator = 1 + a1 + a2;
    if (denominator === 0) {
      throw new ArgumentError(
        `sos[${i}] has a pole at 0 Hz, and so no steady state — in steadyState.`,
        'Raise the cutoff, or start from restingState().',
      );
    }
    const first = (b1 - a1 * b0 + (b2 - a2 * b0)) / denominator;
    const second = b2 - a2 * b0 - a2 * first;
    const delays = [input * first, input * second] as const;
    input *= (b0 + b1 + b2) / (a0 + a1 + a2);
    return delays;
  });
  return { sections };
}

/**
 * Filters a signal or the next piece of one, forwards in time: `y` [n] like `scipy.signal.sosfilt`, and the state after
 * it. Pieces of any length, 0 included, give the same bits as the whole signal at once when each state is handed on.
 *
 * Direct form II transposed. Golden: `golden/signal/sosfilt.json`.
 *
 * @throws ArgumentError when `sos` is not a filter, the state is not one of it, or a sample is not finite.
 * @example
 * const mains = notch(1000, { frequencyHz: 50, q: 30 });
 * const first = sosfilt(mains, Float64Array.of(1, 2, 3));
 * const second = sosfilt(mains, Float64Array.of(4, 5), first.state);
 * second.y.length; // 2
 */
export function sosfilt(sos: Sos, x: Float64Array, state?: SosState): SosFiltered {
  requireSos(sos, 'sosfilt');
  requireFinite('x', x, 'sosfilt');
  const start = state ?? restingState(sos);
  requireStateOf(sos, start);
  const y = new Float64Array(x.length);
  const cascade = cascadeOf(sos, start);
  runCascade(cascade, x, y);
  return { y, state: stateOf(cascade) };
}

/** @throws ArgumentError unless the state has two finite delays for each section. */
function requireStateOf(sos: Sos, { sections }: SosState): void {
  const isPair = (delays: readonly number[]): boolean => delays.length === 2 && delays.every(Number.isFinite);
  if (sections.length === sos.length && sections.every(isPair)) return;
  throw new ArgumentError(
    `state must hold 2 finite numbers for each of ${sos.length} sections, got [${sections.join('; ')}] — in sosfilt.`,
    'Pass the state that this same filter returned, or none.',
  );
}
