import { median } from '#signal';

/** Share of the step's own level above which the muscle works. */
const workingShare = 0.5;

/**
 * From when to when the muscle works within a step, in samples of the envelope `[first, end)`: from the first to the last
 * place above half of the step's median. People follow a cue after a third of a second and more, and a step's first
 * samples are rest. Null where the envelope is empty or silent.
 *
 * @param envelopeMv moving RMS of the step [n]
 */
export function effortLimits(envelopeMv: Float64Array): { readonly first: number; readonly end: number } | null {
  if (envelopeMv.length === 0) return null;
  const level = workingShare * median(envelopeMv);
  if (!(level > 0)) return null;
  let first = 0;
  while (envelopeMv[first] <= level) first++;
  let end = envelopeMv.length;
  while (envelopeMv[end - 1] <= level) end--;
  return { first, end };
}
