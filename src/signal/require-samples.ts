import { ArgumentError, requireFinite } from '#base';

/** @throws ArgumentError unless `x` holds at least `atLeast` samples, all of them finite. */
export function requireSamples(x: ArrayLike<number>, where: string, { name = 'x', atLeast = 1 } = {}): void {
  if (x.length < atLeast) {
    throw new ArgumentError(
      `${name} must hold at least ${atLeast} ${atLeast === 1 ? 'sample' : 'samples'}, got ${x.length} — in ${where}.`,
      'Pass a longer signal.',
    );
  }
  requireFinite(name, x, where);
}
