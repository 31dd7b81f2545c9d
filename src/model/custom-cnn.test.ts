import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { networkParameters } from '#learn';
import { cnnRecipe, customCnn } from './index.ts';

describe('customCnn', () => {
  it('has as many trained parameters as its doc comment says', () => {
    const trained = networkParameters(customCnn(cnnRecipe)).filter(({ role }) => !role.startsWith('running'));
    const count = trained.reduce((sum, { shape }) => sum + shape.reduce((size, n) => size * n, 1), 0);
    const source = readFileSync(join(import.meta.dirname, 'custom-cnn.ts'), 'utf8');
    const said = /([\d ]+) parameters/.exec(source)?.[1]?.replaceAll(/\s/g, '');
    expect(Number(said)).toBe(count);
  });

  it('takes one image of 25 bands and 32 frames, and tells two states apart', () => {
    const { inputShape, nClasses } = customCnn({ dropout: 0 });
    expect([inputShape, nClasses]).toEqual([[1, 25, 32], 2]);
  });
});
