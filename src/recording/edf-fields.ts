import { plainNumber } from './plain-number.ts';

/** Bytes as Latin-1 text: EDF headers are ASCII, and what is not stays visible. */
export function latin1(bytes: Uint8Array, from: number, length: number): string {
  let text = '';
  for (let i = from; i < from + length && i < bytes.length; i++) text += String.fromCharCode(bytes[i] as number);
  return text;
}

/** A header field's text, without the blanks and zero bytes that fill it. */
export function fieldText(bytes: Uint8Array, from: number, length: number): string {
  return latin1(bytes, from, length)
    .replace(/^[\s\0]+/, '')
    .replace(/[\s\0]+$/, '');
}

/** A header field's number. A decimal comma is read and reported; anything else that is no number is undefined. */
export function fieldNumber(text: string): { value: number; isRepaired: boolean } | undefined {
  const isRepaired = text.includes(',');
  const plain = isRepaired ? text.replace(',', '.') : text;
  const value = plainNumber(plain);
  return Number.isNaN(value) ? undefined : { value, isRepaired };
}

/** Printable ASCII, cut and filled with blanks to `length`; other characters become `?`. */
export function asciiField(text: string, length: number): string {
  return text
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, length)
    .padEnd(length);
}

const width = 8;

/**
 * A number in the eight characters that an EDF header has for it: the nearest one that fits, not below (`up`) or not
 * above (`down`) the value where a direction is asked for.
 */
export function edfNumber(value: number, direction?: 'up' | 'down'): string {
  const isFine = (text: string): boolean => {
    if (text.length > width || !Number.isFinite(Number(text))) return false;
    return direction === undefined || (direction === 'up' ? Number(text) >= value : Number(text) <= value);
  };
  const shortest = String(value);
  if (/^[-\d.]+$/.test(shortest) && isFine(shortest)) return shortest;
  if (Math.abs(value) < 10 ** (width - 1)) {
    for (let decimals = width - 2; decimals >= 0; decimals--) {
      const step = 10 ** -decimals;
      for (const candidate of [value, direction === 'down' ? value - step : value + step]) {
        const text = candidate.toFixed(decimals);
        if (isFine(text)) return text;
        if (direction === undefined) break;
      }
    }
  }
  for (let digits = width - 1; digits >= 0; digits--) {
    const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits);
    for (const candidate of [value, direction === 'down' ? value - step : value + step]) {
      const text = candidate.toExponential(digits).replace('e+', 'e');
      if (isFine(text)) return text;
    }
  }
  return '0'; // an underflow: closer to zero than eight characters can say
}
