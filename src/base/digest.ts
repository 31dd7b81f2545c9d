import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ArgumentError } from './errors.ts';

/** What {@link canonicalJson} can write; its numbers must be finite. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * SHA-256 of bytes, as 64 hexadecimal digits.
 *
 * @example
 * sha256Hex(new Uint8Array(0)).slice(0, 8); // 'e3b0c442'
 */
export function sha256Hex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/**
 * JSON with sorted keys and no white space: equal values give equal text. Undefined fields are left out.
 *
 * @throws ArgumentError for a number that is not finite: JSON would write it as `null`, and two values would share a digest.
 * @example
 * canonicalJson({ b: [1, true], a: undefined }); // '{"b":[1,true]}'
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ArgumentError(
      `A number must be finite to be written as JSON, got ${value} — in canonicalJson.`,
      'Write null where there is no value.',
    );
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as { [key: string]: Json | undefined })
      .filter((entry): entry is [string, Json] => entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * SHA-256 of a value's canonical JSON, as 64 hexadecimal digits: the name under which results are stored.
 *
 * @throws ArgumentError for a number that is not finite.
 * @example
 * digestOf({ a: 1, b: 2 }) === digestOf({ b: 2, a: 1 }); // true
 */
export function digestOf(value: Json): string {
  return sha256Hex(utf8ToBytes(canonicalJson(value)));
}
