import { InvalidArgumentError } from 'commander';
import type { Recurring } from '#device';
import { type CrossTalkStretches, type KnownLoad, sensors, type TimeStretch } from '#recording';
import type { ColumnValue } from '#study';

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

/** Known loads with the counts they showed, such as `512:0,600:5`. */
export function knownLoads(text: string): KnownLoad[] {
  return text.split(',').map((part) => {
    const [counts, force, ...rest] = part.split(':').map((one) => (one.trim() === '' ? Number.NaN : Number(one)));
    if (Number.isFinite(counts) && Number.isFinite(force) && rest.length === 0)
      return { counts, force, sdCounts: null };
    throw new InvalidArgumentError('It must be counts and loads, such as 512:0,600:5.');
  });
}

/** A stretch in seconds, such as `0-2`. */
export function stretch(text: string): TimeStretch {
  const [startS, endS, ...rest] = text.split(/[-–]/).map((one) => (one.trim() === '' ? -1 : Number(one)));
  if (startS >= 0 && endS > startS && rest.length === 0) return { startS, endS };
  throw new InvalidArgumentError('It must be a stretch in seconds, such as 0-2.');
}

/** The two stretches in seconds that an option's text gives, such as `2-5,8-11`: wanted muscle and its neighbour. */
export function crossTalkStretches(text: string): CrossTalkStretches {
  const parts = text.split(',');
  if (parts.length !== 2) {
    throw new InvalidArgumentError(
      'It must be two stretches in seconds, wanted muscle and then its neighbour, such as 2-5,8-11.',
    );
  }
  const [wanted, neighbour] = parts.map(stretch);
  return { wanted, neighbour };
}

/** Numbers of at least 0, parted by commas, such as `0,12,17.5`. */
export function numbers(text: string): readonly number[] {
  return text.split(',').map(notNegative);
}

/** Seconds on and off, such as `5,5`. */
export function onOff(text: string): { readonly contractionS: number; readonly restS: number } {
  const [contractionS, restS, ...rest] = text.split(',').map(Number);
  if (contractionS > 0 && restS > 0 && rest.length === 0) return { contractionS, restS };
  throw new InvalidArgumentError('It must be seconds on and off, such as 5,5.');
}

/** Two different words parted by a comma, such as `fresh,fatigued`. */
export function pair(text: string): readonly [string, string] {
  const [first, second, ...rest] = text.split(',').map((part) => part.trim());
  if (first && second && first !== second && rest.length === 0) return [first, second];
  throw new InvalidArgumentError('It must be two different values parted by a comma, such as fresh,fatigued.');
}

/** Columns and their values, such as `state=fresh,sex=female`. */
export function columnValues(text: string): readonly ColumnValue[] {
  return text.split(',').map((part) => {
    const [column, value, ...rest] = part.split('=').map((one) => one.trim());
    if (column && value && rest.length === 0) return { column, value };
    throw new InvalidArgumentError('It must be columns with their values, such as state=fresh.');
  });
}

/** A number other than 0, such as a scale. */
export function nonZero(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value !== 0)) throw new InvalidArgumentError('It must be a number other than 0.');
  return value;
}

/** The whole numbers that an option's text gives, such as `6,10,16`. */
export function wholes(text: string): readonly number[] {
  return text.split(',').map((part) => whole(part.trim()));
}

/** The whole number of 32 bits that an option's text gives. */
export function whole(text: string): number {
  const value = Number(text);
  if (!(text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= 0xffffffff)) {
    throw new InvalidArgumentError('It must be a whole number of 0 or more (at most 4294967295).');
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

/** Something that recurs, such as `60:5`: every 60 s, for 5 s. */
export function recurring(text: string): Recurring {
  const [everyS, lengthS, ...rest] = text.split(':').map(Number);
  if (everyS > 0 && lengthS > 0 && Number.isFinite(everyS + lengthS) && rest.length === 0) return { everyS, lengthS };
  throw new InvalidArgumentError('It must be two numbers of seconds, every and length, such as 60:5.');
}

/** The TCP port that an option's text gives. */
export function port(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError('It must be a port, 1 to 65535, or 0 for any free one.');
}

/** Different words parted by commas, such as `A3,A4`. */
export function words(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.every((part) => part !== '') && new Set(parts).size === parts.length) return parts;
  throw new InvalidArgumentError('It must be different words parted by commas, such as A3,A4.');
}
