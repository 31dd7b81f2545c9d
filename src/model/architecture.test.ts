import { describe, expect, it } from 'vitest';
import { ArgumentError, ModelError } from '#base';
import { networkParameters } from '#learn';
import { type Architecture, lastPlane, networkOf, readArchitecture } from './architecture.ts';
import { residualNetwork } from './residual-network.ts';

const architectures: readonly Architecture[] = [
  { kind: 'custom-cnn', dropout: 0.5 },
  { kind: 'resnet', depth: 18, inputSize: 40 },
  { kind: 'resnet', depth: 50, inputSize: 96 },
];

describe('networkOf', () => {
  it.each(architectures)('looks at the same crops whatever it is: %j', (architecture) => {
    const { inputShape, nClasses } = networkOf(architecture);
    expect([inputShape, nClasses]).toEqual([[1, 25, 32], 2]);
    expect(readArchitecture(JSON.parse(JSON.stringify(architecture)))).toEqual(architecture);
    expect(['block2', 'layer4']).toContain(lastPlane(architecture));
  });

  it('has the parameters of the residual network that it resizes for', () => {
    const plain = residualNetwork({ depth: 18, inputShape: [1, 40, 40], nClasses: 2 });
    expect(networkParameters(networkOf(architectures[1]))).toEqual(networkParameters(plain));
  });

  it.each([31, 513, 96.5, Number.NaN])('refuses images of %s', (inputSize) => {
    expect(() => networkOf({ kind: 'resnet', depth: 18, inputSize })).toThrow(ArgumentError);
  });
});

describe('readArchitecture', () => {
  it.each([
    null,
    'resnet',
    {},
    { kind: 'custom-cnn' },
    { kind: 'custom-cnn', dropout: 2 },
    { kind: 'vit' },
    { kind: 'resnet', depth: 34, inputSize: 96 },
    { kind: 'resnet' },
  ])('refuses %j', (json) => {
    expect(() => readArchitecture(json)).toThrow(ModelError);
  });
});
