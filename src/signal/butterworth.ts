import { ArgumentError, requireOneOf, requirePositive, requireWhole } from '#base';
import { bilinear, butterworthPoles, toBandpass, toBandstop, toHighpass, toLowpass } from './analog-prototype.ts';
import { requireBelowNyquist } from './require-below-nyquist.ts';
import type { Sos } from './sos.ts';
import { type Zpk, zpkToSos } from './zpk.ts';

const filterTypes = ['lowpass', 'highpass', 'bandpass', 'bandstop'] as const;

/** What a filter lets pass. */
export type FilterType = (typeof filterTypes)[number];

/** Which Butterworth filter to design. */
export interface ButterworthOptions {
  /** Order of the lowpass prototype, 1 to 16; a bandpass or bandstop has twice as many poles. */
  readonly order: number;
  readonly type: FilterType;
  /** Where the gain is 1 / sqrt(2): one frequency, or [low, high] for bandpass and bandstop. */
  readonly cutoffHz: number | readonly [number, number];
}

/** Beyond this the gain factor of a low cutoff comes near the smallest float64. */
const highestOrder = 16;

/**
 * A Butterworth filter as second-order sections [ceil(nPoles / 2)], by prewarping and the bilinear transform: the same
 * sections in the same order as `scipy.signal.butter(order, cutoffHz, type, output='sos', fs=fs)`.
 *
 * Formulas: SciPy 1.17 `signal/_filter_design.py`. Golden: `golden/signal/butterworth.json`.
 *
 * @throws ArgumentError for an order, a type or cutoffs that no filter at this `fs` (Hz) can have.
 * @example
 * butterworth(1000, { order: 4, type: 'bandpass', cutoffHz: [20, 450] }).length; // 4
 */
export function butterworth(fs: number, { order, type, cutoffHz }: ButterworthOptions): Sos {
  requirePositive('fs', fs, 'butterworth');
  requireWhole('order', order, 1, 'butterworth');
  if (order > highestOrder) {
    throw new ArgumentError(
      `order must be at most ${highestOrder}, got ${order} — in butterworth.`,
      'Lower the order; 2 to 6 is usual for EMG.',
    );
  }
  requireOneOf('type', type, filterTypes, 'butterworth');
  const edges = requireEdges(fs, type, cutoffHz);
  // Prewarped for a sampling rate of 2, so that the bilinear transform puts them where they belong.
  const [low, high] = edges.map((edge) => 4 * Math.tan((Math.PI * (edge / (fs / 2))) / 2));
  return zpkToSos(bilinear(analogFilter(type, order, low, high)));
}

function analogFilter(type: FilterType, order: number, low: number, high: number): Zpk {
  const poles = butterworthPoles(order);
  if (type === 'lowpass') return toLowpass(poles, low);
  if (type === 'highpass') return toHighpass(poles, low);
  return type === 'bandpass' ? toBandpass(poles, low, high) : toBandstop(poles, low, high);
}

/** The cutoffs as a list, checked. */
function requireEdges(fs: number, type: FilterType, cutoffHz: number | readonly [number, number]): readonly number[] {
  // A caller without types may leave it out.
  const edges = typeof cutoffHz === 'number' ? [cutoffHz] : Array.isArray(cutoffHz) ? cutoffHz : [];
  const wanted = type === 'lowpass' || type === 'highpass' ? 1 : 2;
  if (edges.length !== wanted || (typeof cutoffHz === 'number') !== (wanted === 1)) {
    const what = wanted === 1 ? 'one frequency' : 'two frequencies [low, high]';
    throw new ArgumentError(
      `cutoffHz must be ${what} for a ${type}, got ${JSON.stringify(cutoffHz)} — in butterworth.`,
      wanted === 1 ? 'Pass a single number.' : 'Pass an array such as [20, 450].',
    );
  }
  for (const edge of edges) requireBelowNyquist('cutoffHz', edge, fs, 'butterworth');
  if (wanted === 2 && !(edges[0] < edges[1])) {
    throw new ArgumentError(
      `cutoffHz must rise from low to high, got [${edges.join(', ')}] — in butterworth.`,
      'Put the lower cutoff first.',
    );
  }
  return edges;
}
