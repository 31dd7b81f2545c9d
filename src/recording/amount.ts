import type { Channel } from './recording.ts';

/** A level of a channel in words, with three digits: `4.12 µV`, `31.0 counts`. */
export function amount(value: number, { unit }: Pick<Channel, 'unit'>): string {
  if (unit === 'mV') return `${(1000 * value).toPrecision(3)} µV`;
  return `${value.toPrecision(3)} ${unit === 'count' ? 'counts' : 'units'}`;
}
