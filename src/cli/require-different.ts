import { ArgumentError } from '#base';
import type { Provenance } from '#recording';

/**
 * Makes sure that no recording is named twice, under another name neither: it would agree with itself.
 *
 * @throws ArgumentError where two have the same bytes.
 */
export function requireDifferent(
  recordings: readonly { readonly provenance: Pick<Provenance, 'file' | 'sha256'> }[],
): void {
  const seen = new Map<string, string>();
  for (const { provenance } of recordings) {
    const { file, sha256 } = provenance;
    const before = seen.get(sha256);
    if (before !== undefined) {
      throw new ArgumentError(
        `${before === file ? `${file} was named twice` : `${before} and ${file} are the same recording`} (SHA-256 ${sha256.slice(0, 12)}…).`,
        'Name each recording once.',
      );
    }
    seen.set(sha256, file);
  }
}
