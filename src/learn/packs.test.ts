import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { packParameters, packWeights, unpackWeights } from './packs.ts';
import { initialWeights, type ParameterRole, type ParameterSpec } from './parameters.ts';

const spec = (name: string, shape: readonly number[], role: ParameterRole): ParameterSpec => ({
  name,
  shape,
  role,
  initial: { kind: 'normal', deviation: 1 },
});
const specs = [
  spec('conv.weight', [8, 4, 3, 3], 'weight'),
  spec('conv.bias', [8], 'bias'),
  spec('bn.weight', [8], 'scale'),
  spec('bn.running_mean', [8], 'runningMean'),
  spec('huge.weight', [1024, 1024], 'weight'),
  spec('fc.weight', [2, 8], 'weight'),
];

describe('packs', () => {
  it('keep what decays apart from what does not, and a huge weight alone', () => {
    expect(
      packParameters(specs).map(({ name, size, decays, trained, specs: members }) => [
        name,
        size,
        decays,
        trained,
        members.map((member) => member.name),
      ]),
    ).toEqual([
      ['weights.0', 288, true, true, ['conv.weight']],
      ['weights.1', 1048576, true, true, ['huge.weight']],
      ['weights.2', 16, true, true, ['fc.weight']],
      ['others.0', 16, false, true, ['conv.bias', 'bn.weight']],
      ['running.0', 8, false, false, ['bn.running_mean']],
    ]);
  });

  it('give back the weights that went in', () => {
    const weights = initialWeights(specs, seededRandom(1));
    const packs = packParameters(specs);
    const vectors = Object.fromEntries(packs.map((pack) => [pack.name, packWeights(pack, weights)]));
    const back = unpackWeights(packs, vectors);
    expect(Object.keys(back).sort()).toEqual(Object.keys(weights).sort());
    for (const { name } of specs) {
      expect(back[name].shape).toEqual(weights[name].shape);
      expect(back[name].data.every((value, i) => value === weights[name].data[i])).toBe(true);
    }
  });
});
