import { ArgumentError, type Random } from '#base';

/** Two sets of example numbers that share no group. */
export interface GroupSplit {
  readonly train: number[];
  readonly validation: number[];
}

/**
 * Sets whole groups (subjects) aside for validation: no group is on both sides. The share of groups comes as close to
 * `fraction` as whole groups allow, with at least one on either side.
 *
 * @param groups - the group of each example
 * @throws ArgumentError when there are fewer than two groups, or `fraction` is not between 0 and 1.
 */
export function splitByGroup(groups: readonly string[], fraction: number, random: Random): GroupSplit {
  const names = [...new Set(groups)].sort();
  if (!(fraction > 0 && fraction < 1)) {
    throw new ArgumentError(`fraction must be between 0 and 1, got ${fraction} — in splitByGroup.`, 'Pass 0.2.');
  }
  if (names.length < 2) {
    throw new ArgumentError(
      `groups must name at least 2 groups, got ${names.length} — in splitByGroup.`,
      'Train without validation, or add another subject.',
    );
  }
  const nHeld = Math.min(names.length - 1, Math.max(1, Math.round(names.length * fraction)));
  const held = new Set(random.shuffle(names).slice(0, nHeld));
  const split: GroupSplit = { train: [], validation: [] };
  groups.forEach((group, example) => {
    (held.has(group) ? split.validation : split.train).push(example);
  });
  return split;
}
