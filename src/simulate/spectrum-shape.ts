import { ArgumentError, requirePositive } from '#base';

/** The two corner frequencies of a simulated sEMG spectrum, see {@link shapePower}. */
export interface SpectrumShape {
  /** Where the rise at low frequencies ends (Hz). */
  readonly lowHz: number;
  /** Where the fall at high frequencies begins (Hz). */
  readonly highHz: number;
}

/** Share of the power that passes at a frequency (Hz), such as that of a sensor's filter. */
export type PowerResponse = (fHz: number) => number;

/** In which band, and behind which filter, {@link shapeMdfHz} counts. */
export interface ShapeMdfOptions {
  /** @default [20, 450] */
  readonly bandHz?: readonly [number, number];
  /** @default everything passes */
  readonly response?: PowerResponse;
}

/** Band (Hz) in which the median frequency is counted unless told otherwise: that of the analysis at 1000 Hz. */
const usualBandHz: readonly [number, number] = [20, 450];
const stepHz = 0.5;
/** Corners half as far apart as they are high give the MNF / MDF of 1.22 that handgrip recordings show. */
const lowPerHigh = 0.5;

/**
 * Power of sEMG at frequency `fHz`, up to a factor: `fh⁴ f² / ((f² + fl²) (f² + fh²)²)`.
 * The shape that synthetic sEMG usually has: a rise below the lower corner, a steep fall above the higher one.
 */
export function shapePower(fHz: number, { lowHz, highHz }: SpectrumShape): number {
  const f2 = fHz * fHz;
  const high2 = highHz * highHz;
  return (high2 * high2 * f2) / ((f2 + lowHz * lowHz) * (f2 + high2) ** 2);
}

/**
 * The true median frequency (Hz) of a spectrum shape within a band, by numerical integration in steps of 0.5 Hz: what an
 * estimate from noise of this shape, after a filter with this response, has to come near to.
 *
 * @throws ArgumentError for corners that are not positive, a band that is empty, or a response that lets nothing pass.
 */
export function shapeMdfHz({ lowHz, highHz }: SpectrumShape, options: ShapeMdfOptions = {}): number {
  const { bandHz = usualBandHz, response = () => 1 } = options;
  requirePositive('lowHz', lowHz, 'shapeMdfHz');
  requirePositive('highHz', highHz, 'shapeMdfHz');
  const [from, to] = bandHz;
  if (!(from >= 0 && to - from >= 2 * stepHz)) {
    throw new ArgumentError(
      `bandHz must be two rising frequencies, got ${from}–${to} — in shapeMdfHz.`,
      'Pass a band such as [20, 450].',
    );
  }
  const nSteps = Math.round((to - from) / stepHz);
  const width = (to - from) / nSteps;
  const powers = Float64Array.from({ length: nSteps }, (_, i) => {
    const fHz = from + (i + 0.5) * width;
    return shapePower(fHz, { lowHz, highHz }) * response(fHz);
  });
  const power = powers.reduce((sum, part) => sum + part, 0);
  if (!(power > 0 && Number.isFinite(power) && powers.every((part) => part >= 0))) {
    throw new ArgumentError(
      `response must let some power pass in ${from}–${to} Hz, got ${power} of it — in shapeMdfHz.`,
      'Pass a function from a frequency in Hz to a share from 0 to 1, not 0 everywhere.',
    );
  }
  let left = power / 2;
  let i = 0;
  while (left > powers[i]) left -= powers[i++];
  return from + (i + left / powers[i]) * width;
}

/** Medians (Hz) that a shape can have: beyond these the band of 20–450 Hz cuts too much off. */
export const possibleMdfHz = [35, 180] as const;

/**
 * The shape whose median frequency within 20–450 Hz is `mdfHz` once a filter with this response has been passed; its lower
 * corner is half the higher one.
 *
 * @throws ArgumentError for a median outside 35–180 Hz.
 */
export function shapeWithMdf(mdfHz: number, response: PowerResponse = () => 1): SpectrumShape {
  if (!(mdfHz >= possibleMdfHz[0] && mdfHz <= possibleMdfHz[1])) {
    throw new ArgumentError(
      `mdfHz must lie in ${possibleMdfHz.join('–')} Hz, got ${mdfHz} — in shapeWithMdf.`,
      'Pass a median frequency that surface EMG can have.',
    );
  }
  let [tooLow, tooHigh] = [1, 500];
  // Halving an interval of 500 Hz 26 times leaves 10 µHz.
  for (let i = 0; i < 26; i++) {
    const highHz = (tooLow + tooHigh) / 2;
    if (shapeMdfHz({ lowHz: lowPerHigh * highHz, highHz }, { response }) < mdfHz) tooLow = highHz;
    else tooHigh = highHz;
  }
  return { lowHz: lowPerHigh * tooHigh, highHz: tooHigh };
}
