import { InvalidArgumentError } from 'commander';
import { type CrossTalkStretches, sensors } from '#recording';

/** Ids of all sensors. */
export const sensorIds: readonly string[] = sensors.map(({ id }) => id);

/** The number above 0 that an option's text gives. */
export function positive(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** The number of at least 0 that an option's text gives. */
export function notNegative(text: string): number {
  const value = Number(text);
  if (!(text.trim() !== '' && Number.isFinite(value) && value >= 0)) {
    throw new InvalidArgumentError('It must be a number of at least 0.');
  }
  return value;
}

/** The percentage above 0 that an option's text gives. */
export function percent(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 100)) throw new InvalidArgumentError('It must be a number above 0, at most 100.');
  return value;
}

/** The share between 0 and 1 that an option's text gives. */
export function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('It must be a number between 0 and 1.');
  return value;
}

/** The band in Hz that an option's text gives, such as `20-450`. */
export function band(text: string): readonly [number, number] {
  const [low, high, ...rest] = text.split(/[-–]/).map(Number);
  if (!(low > 0 && high > low && rest.length === 0)) {
    throw new InvalidArgumentError('It must be two rising frequencies in Hz, such as 20-450.');
  }
  return [low, high];
}

/** The two stretches in seconds that an option's text gives, such as `2-5,8-11`: wanted muscle and its neighbour. */
export function crossTalkStretches(text: string): CrossTalkStretches {
  const stretches = text
    .split(',')
    .map((part) => part.split(/[-–]/).map((one) => (one.trim() === '' ? -1 : Number(one))));
  const isGood =
    stretches.length === 2 && stretches.every(([from, to, ...rest]) => rest.length === 0 && from >= 0 && to > from);
  if (!isGood) {
    throw new InvalidArgumentError(
      'It must be two stretches in seconds, wanted muscle and then its neighbour, such as 2-5,8-11.',
    );
  }
  const [wanted, neighbour] = stretches.map(([startS, endS]) => ({ startS, endS }));
  return { wanted, neighbour };
}

/** The whole number of 32 bits that an option's text gives. */
export function whole(text: string): number {
  const value = Number(text);
  if (!(text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff)) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 4294967295.');
  }
  return value;
}

/** The name of a split. */
export function split(text: string): string {
  const k = /^kfold:(\d+)$/.exec(text)?.[1];
  if (text === 'loso' || Number(k) >= 2) return text;
  throw new InvalidArgumentError('It must be loso, or kfold:<k> with k from 2 up, such as kfold:5.');
}

/** The id of a sensor. */
export function sensor(text: string): string {
  if (sensorIds.includes(text)) return text;
  throw new InvalidArgumentError(`It must be one of ${sensorIds.join(', ')}.`);
}
