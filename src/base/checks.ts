import { ArgumentError } from './errors.ts';

/** Where a checked value came from, for the message: the function's name. */
type Where = string;

/** @throws ArgumentError unless `value` is a finite number above zero. */
export function requirePositive(name: string, value: number, where: Where): void {
  if (!(Number.isFinite(value) && value > 0)) {
    throw new ArgumentError(
      `${name} must be a number above 0, got ${value} — in ${where}.`,
      `Pass a positive ${name}.`,
    );
  }
}

/** @throws ArgumentError unless `value` is a whole number of at least `min`. */
export function requireWhole(name: string, value: number, min: number, where: Where): void {
  if (!(Number.isSafeInteger(value) && value >= min)) {
    throw new ArgumentError(
      `${name} must be a whole number of at least ${min}, got ${value} — in ${where}.`,
      `Pass a whole number from ${min} up.`,
    );
  }
}

/** @throws ArgumentError unless `value` is one of `allowed`; narrows its type. */
export function requireOneOf<T extends string>(
  name: string,
  value: string,
  allowed: readonly T[],
  where: Where,
): asserts value is T {
  if (!(allowed as readonly string[]).includes(value)) {
    throw new ArgumentError(
      `${name} must be one of ${allowed.join(', ')}; got '${value}' — in ${where}.`,
      `Choose one of ${allowed.join(', ')}.`,
    );
  }
}

/** @throws ArgumentError when any sample is NaN or infinite, naming the first. */
export function requireFinite(name: string, x: ArrayLike<number>, where: Where): void {
  // A loop that only ever sees one kind of array runs several times faster than the one below.
  if (x instanceof Float64Array && allFinite(x)) return;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i])) {
      throw new ArgumentError(
        `${name}[${i}] is ${x[i]}, and must be a finite number — in ${where}.`,
        'Remove or fill the missing samples first.',
      );
    }
  }
}

function allFinite(x: Float64Array): boolean {
  for (let i = 0; i < x.length; i++) if (!(Math.abs(x[i]) < Number.POSITIVE_INFINITY)) return false;
  return true;
}

/** @throws ArgumentError unless the signal `x` holds at least `atLeast` samples, all of them finite. */
export function requireSamples(x: ArrayLike<number>, where: Where, { name = 'x', atLeast = 1 } = {}): void {
  if (x.length < atLeast) {
    throw new ArgumentError(
      `${name} must hold at least ${atLeast} ${atLeast === 1 ? 'sample' : 'samples'}, got ${x.length} — in ${where}.`,
      'Pass a longer signal.',
    );
  }
  requireFinite(name, x, where);
}
