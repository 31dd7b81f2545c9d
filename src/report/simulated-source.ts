import type { Provenance } from '#recording';

/** Whether a recording says of itself that it was computed. */
export function isSimulatedSource({ format, device }: Provenance): boolean {
  return [format, device].some((said) => /\bsimulated\b/i.test(said ?? ''));
}
