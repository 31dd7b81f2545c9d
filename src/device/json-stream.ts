import { DeviceError } from '#base';

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map((sign) =>
  sign.charCodeAt(0),
);

/** What {@link JsonStream} finds: a document, or text that is none. */
export type JsonPiece =
  | { readonly kind: 'document'; readonly value: unknown }
  /** Began and ended like a document, or stood between two; at most 200 characters of it. */
  | { readonly kind: 'garbage'; readonly text: string };

/** A document of rows has some kB; one a thousand times as long never ends. */
const usualMostBytes = 4_000_000;

function shown(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 200)).trim();
}

/**
 * Splits bytes into JSON documents (objects and lists) that follow one another without any sign between them: a document
 * ends where as many brackets are closed as were opened, those inside of strings not counted. Bytes may be cut anywhere,
 * also within a character: none of the signs looked for occurs in the bytes of another.
 */
export class JsonStream {
  private readonly mostBytes: number;
  private parts: Uint8Array[] = [];
  private length = 0;
  private depth = 0;
  private isInString = false;
  private isEscaped = false;

  /** `mostBytes`: of one document. */
  constructor({ mostBytes = usualMostBytes } = {}) {
    this.mostBytes = mostBytes;
  }

  /** Whether a document has begun and not ended. */
  get isWithin(): boolean {
    return this.depth > 0;
  }

  /**
   * Takes bytes; what they complete, in order.
   *
   * @throws DeviceError when a document is longer than `mostBytes`.
   */
  push(bytes: Uint8Array): JsonPiece[] {
    const found: JsonPiece[] = [];
    let from = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (this.depth === 0) {
        if (byte !== openBrace && byte !== openBracket) continue;
        found.push(...garbage(bytes.subarray(from, i)));
        from = i;
      }
      if (this.ends(byte)) {
        found.push(this.complete(bytes.subarray(from, i + 1)));
        from = i + 1;
      }
    }
    const rest = bytes.subarray(from);
    if (this.depth === 0) found.push(...garbage(rest));
    else this.keep(rest);
    return found;
  }

  /** Notes a byte of a document; whether it is its last. */
  private ends(byte: number): boolean {
    if (this.isInString) {
      if (this.isEscaped) this.isEscaped = false;
      else if (byte === backslash) this.isEscaped = true;
      else if (byte === quote) this.isInString = false;
      return false;
    }
    if (byte === quote) this.isInString = true;
    else if (byte === openBrace || byte === openBracket) this.depth++;
    else if (byte === closeBrace || byte === closeBracket) this.depth--;
    return this.depth === 0;
  }

  private keep(bytes: Uint8Array): void {
    this.parts.push(bytes);
    this.length += bytes.length;
    if (this.length <= this.mostBytes) return;
    const start = shown(this.parts[0]);
    throw new DeviceError(
      `A message does not end within ${this.mostBytes} bytes; it begins with '${start.slice(0, 40)}'.`,
      'Check that the address and port are those of OpenSignals, and connect again.',
    );
  }

  private complete(last: Uint8Array): JsonPiece {
    this.keep(last);
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.parts = [];
    this.length = 0;
    try {
      return { kind: 'document', value: JSON.parse(new TextDecoder().decode(whole)) };
    } catch {
      return { kind: 'garbage', text: shown(whole) };
    }
  }
}

/** Text between documents, where it is more than white space. */
function garbage(bytes: Uint8Array): JsonPiece[] {
  const text = shown(bytes);
  return text === '' ? [] : [{ kind: 'garbage', text }];
}
