import type { ModelResult } from '#study';

/** A model's name without what stands in brackets: for figures and sentences, where the table tells the rest. */
export function shortName({ name }: Pick<ModelResult, 'name'>): string {
  return name.replace(/\s*\([^)]*\)/g, '');
}

/** A split in words: `loso` is one person left out in turn. */
export function splitText(split: string): string {
  if (split === 'loso') return 'each person left out in turn (loso)';
  const folds = /^kfold:(\d+)$/.exec(split)?.[1];
  return folds === undefined ? split : `people shared out over ${folds} folds (${split})`;
}
