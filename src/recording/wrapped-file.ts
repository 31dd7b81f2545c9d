import { FormatError } from '#base';

const gzipSignature = [0x1f, 0x8b];

function beginsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

// Western text in UTF-16 has a zero in every second byte; no other text and hardly any binary file has that on one side only.
const sampleBytes = 4096;
const mostlyZero = 0.9;

function isUtf16(bytes: Uint8Array): boolean {
  if (beginsWith(bytes, [0xff, 0xfe]) || beginsWith(bytes, [0xfe, 0xff])) return true;
  const head = bytes.subarray(0, Math.min(sampleBytes, bytes.length & ~1));
  const nZero = [0, 0];
  head.forEach((byte, i) => {
    if (byte === 0) nZero[i % 2]++;
  });
  const [few, many] = nZero.sort((a, b) => a - b);
  return head.length > 0 && few === 0 && many >= (mostlyZero * head.length) / 2;
}

/**
 * The error for a file whose content is wrapped in something that this product does not open, with what opens it:
 * gzip, or text in UTF-16. Undefined for any other.
 */
export function wrappingError(bytes: Uint8Array, name: string): FormatError | undefined {
  if (beginsWith(bytes, gzipSignature)) {
    return new FormatError(
      `Cannot read ${name}: it is packed with gzip.`,
      'Unpack it and read the file that is inside.',
    );
  }
  if (isUtf16(bytes)) {
    return new FormatError(
      `Cannot read ${name}: it is text in UTF-16, of which recordings are not made.`,
      'Save it as UTF-8, for example with the encoding that an editor offers under Save as.',
    );
  }
  return undefined;
}
