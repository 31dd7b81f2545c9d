import { ArgumentError } from '#base';
import type { ParameterSpec } from './parameters.ts';

/** Whether the layer of this name does not train. */
export type IsFrozen = (layer: string) => boolean;

/** The layer that a parameter belongs to: `layer1.0.conv1` for `layer1.0.conv1.weight`. */
export function layerOf(parameter: string): string {
  return parameter.slice(0, parameter.lastIndexOf('.'));
}

/** Whether `layer` is `stage` or inside it: `layer1.0.conv1` is in `layer1`, `layer10` is not. */
export function isInStage(layer: string, stage: string): boolean {
  return layer === stage || layer.startsWith(`${stage}.`);
}

/**
 * Which layers the stages of `frozen` hold. Whole layers freeze: a batch normalisation is trained with all it has, or not.
 *
 * @throws ArgumentError when a stage holds no layer with parameters, or all layers are frozen.
 */
export function frozenLayers(specs: readonly ParameterSpec[], frozen: readonly string[]): IsFrozen {
  const layers = [...new Set(specs.map(({ name }) => layerOf(name)))];
  const unknown = frozen.find((stage) => !layers.some((layer) => isInStage(layer, stage)));
  if (unknown !== undefined) {
    throw new ArgumentError(
      `frozen names '${unknown}', which the network does not have — in compileTraining.`,
      `Name layers of it, or the beginning of their names up to a dot: ${[...new Set(layers.map((layer) => layer.split('.')[0]))].join(', ')}.`,
    );
  }
  const isFrozen: IsFrozen = (layer) => frozen.some((stage) => isInStage(layer, stage));
  if (layers.every(isFrozen)) {
    throw new ArgumentError(
      'frozen names every layer of the network, so nothing is left to train — in compileTraining.',
      'Leave out the layers that are to learn.',
    );
  }
  return isFrozen;
}
