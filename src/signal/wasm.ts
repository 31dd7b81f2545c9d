/** What a kernel exports besides its functions. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What Node and browsers share of WebAssembly, which the language library does not name. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const pageBytes = 65_536;

/** The bytes of a base64 text. */
export function bytesOfBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let nBits = 0;
  let at = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | alphabet.indexOf(digit)) & 0xffff;
    nBits += 6;
    if (nBits >= 8) {
      nBits -= 8;
      bytes[at++] = (bits >> nBits) & 0xff;
    }
  }
  return bytes;
}

/**
 * The exports of a WebAssembly kernel, or null where it cannot run: an engine without SIMD, or a page whose content
 * policy forbids it. Loads at once, from memory: older browsers allow that for up to 4 KB, and no kernel is larger.
 */
export function loadKernel<Exports>(base64: string): (Exports & { readonly memory: KernelMemory }) | null {
  const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly;
  if (host === undefined) return null;
  try {
    const { exports } = new host.Instance(new host.Module(bytesOfBase64(base64)));
    return exports as Exports & { readonly memory: KernelMemory };
  } catch {
    return null;
  }
}

/** Makes a kernel's memory at least `bytes` long. Views made before are void when it grows. */
export function reserve(memory: KernelMemory, bytes: number): void {
  const lacking = Math.ceil(bytes / pageBytes) - memory.buffer.byteLength / pageBytes;
  if (lacking > 0) memory.grow(lacking);
}
