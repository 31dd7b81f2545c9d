import { add, divide, multiply, type Point, real, scale, squareRoot, subtract } from './complex-plane.ts';
import type { Zpk } from './zpk.ts';

/** An analog filter: as {@link Zpk}, and zeros that are missing lie at infinity. */
type Analog = Zpk;

/** The poles [order] of the analog Butterworth lowpass with cutoff 1, evenly on the left half of the unit circle. */
export function butterworthPoles(order: number): Point[] {
  return Array.from({ length: order }, (_, i) => {
    const angle = (Math.PI * (2 * i + 1 - order)) / (2 * order);
    return { re: -Math.cos(angle), im: -Math.sin(angle) };
  });
}

/** The prototype with its cutoff moved to `edge`. */
export function toLowpass(poles: readonly Point[], edge: number): Analog {
  return { zeros: [], poles: poles.map((pole) => scale(pole, edge)), gain: edge ** poles.length };
}

/** The prototype turned round about `edge`. */
export function toHighpass(poles: readonly Point[], edge: number): Analog {
  const turned = poles.map((pole) => divide(real(edge), pole));
  return { zeros: poles.map(() => real(0)), poles: turned, gain: invertedGain(poles) };
}

/** The prototype laid around the geometric centre of `low` and `high`. */
export function toBandpass(poles: readonly Point[], low: number, high: number): Analog {
  const width = high - low;
  const wide = poles.map((pole) => scale(pole, width / 2));
  const centre = Math.sqrt(low * high);
  return { zeros: poles.map(() => real(0)), poles: split(wide, centre), gain: width ** poles.length };
}

/** The prototype turned round, then laid around the geometric centre of `low` and `high`. */
export function toBandstop(poles: readonly Point[], low: number, high: number): Analog {
  const turned = poles.map((pole) => divide(real((high - low) / 2), pole));
  const centre = Math.sqrt(low * high);
  const zeros = [centre, -centre].flatMap((im) => poles.map(() => ({ re: 0, im })));
  return { zeros, poles: split(turned, centre), gain: invertedGain(poles) };
}

/** From the analog to the digital plane at a sampling rate of 2; zeros at infinity move to half of it, -1. */
export function bilinear({ zeros, poles, gain }: Analog): Zpk {
  const map = (point: Point): Point => divide(add(real(4), point), subtract(real(4), point));
  const product = (points: readonly Point[]): Point =>
    points.map((point) => subtract(real(4), point)).reduce(multiply, real(1));
  const fromInfinity = Array.from({ length: poles.length - zeros.length }, () => real(-1));
  return {
    zeros: [...zeros.map(map), ...fromInfinity],
    poles: poles.map(map),
    gain: gain * divide(product(zeros), product(poles)).re,
  };
}

/** Each pole becomes two, around plus and minus the centre. */
function split(poles: readonly Point[], centre: number): Point[] {
  const roots = poles.map((pole) => squareRoot(subtract(multiply(pole, pole), real(centre ** 2))));
  return [...poles.map((pole, i) => add(pole, roots[i])), ...poles.map((pole, i) => subtract(pole, roots[i]))];
}

/** The gain of a prototype with these poles once it is turned round. */
function invertedGain(poles: readonly Point[]): number {
  return divide(real(1), poles.map((pole) => scale(pole, -1)).reduce(multiply)).re;
}
