import { ArgumentError, ModelError, type Random } from '#base';
import { isInStage, layerOf } from './frozen-layers.ts';
import { shapeText } from './graph.ts';
import { type Network, networkParameters } from './network.ts';
import { initialWeights, type ParameterSpec, parameterNames, type Weights } from './parameters.ts';

/** What {@link pretrainedWeights} does not take as it is. */
export interface PretrainedOptions {
  /** Layers, or beginnings of their names up to a dot, that start fresh: `['fc']` for other classes. */
  readonly except?: readonly string[];
  /**
   * Convolutions over one channel whose stored weights, over several, are summed: `['conv1']` takes a network for colour
   * images to images of one channel, and gives what three equal channels would give. timm does the same.
   */
  readonly sumChannelsOf?: readonly string[];
}

type Stored = Weights[string];

/** What PyTorch's DataParallel puts in front of every name. */
const wrapper = /^(module\.)+/;

function unwrapped(stored: Weights): Map<string, Stored> {
  const found = new Map<string, Stored>();
  for (const [name, tensor] of Object.entries(stored)) {
    const plain = name.replace(wrapper, '');
    if (found.has(plain)) {
      throw new ModelError(
        `The file holds '${plain}' with and without 'module.' — in pretrainedWeights.`,
        'Save the weights of one network.',
      );
    }
    found.set(plain, tensor);
  }
  return found;
}

/** Weights [filters, channels, kh, kw] summed over their channels: [filters, 1, kh, kw]. */
function channelSum({ shape, data }: Stored): Stored {
  const [filters = 0, channels = 0, kh = 0, kw = 0] = shape;
  const nTaps = kh * kw;
  const sums = Float32Array.from({ length: filters * nTaps }, (_, i) => {
    const start = Math.floor(i / nTaps) * channels * nTaps + (i % nTaps);
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += data[start + channel * nTaps] as number;
    return sum;
  });
  return { shape: [filters, 1, kh, kw], data: sums };
}

/** The values of one parameter, as the network needs them. */
function fitted(network: Network, { name, shape }: ParameterSpec, found: Stored | undefined, summed: boolean): Stored {
  if (found === undefined) {
    throw new ModelError(
      `The file has no tensor '${name}', which ${network.name} needs as ${shapeText(shape)} — in pretrainedWeights.`,
      'Use the weights of the same architecture, exported without folding batch normalisation; name layers that shall start fresh in `except`.',
    );
  }
  const fromSeveral = summed && found.shape.length === 4 && shape.length === 4 && shape[1] === 1;
  const tensor = fromSeveral ? channelSum(found) : found;
  if (shapeText(tensor.shape) !== shapeText(shape)) {
    const channels = found.shape.length === 4 && shape[1] === 1 && found.shape[1] !== 1;
    throw new ModelError(
      `Tensor '${name}' must have the shape ${shapeText(shape)} for ${network.name}, the file has ${shapeText(found.shape)} — in pretrainedWeights.`,
      channels
        ? `Name '${layerOf(name)}' in \`sumChannelsOf\` to sum its channels into one.`
        : `Use the weights of the same architecture, or name '${layerOf(name)}' in \`except\` to let it start fresh.`,
    );
  }
  const wrong = tensor.data.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new ModelError(
      `Tensor '${name}' holds ${wrong} where numbers are due — in pretrainedWeights.`,
      'Save or download the weights again.',
    );
  }
  return tensor;
}

function requireLayers(option: string, wanted: readonly string[], layers: readonly string[]): void {
  const unknown = wanted.find((stage) => !layers.some((layer) => isInStage(layer, stage)));
  if (unknown === undefined) return;
  throw new ArgumentError(
    `${option} names '${unknown}', which neither network nor file has — in pretrainedWeights.`,
    `Name layers, or the beginning of their names up to a dot: ${[...new Set(layers.map((layer) => layer.split('.')[0]))].join(', ')}.`,
  );
}

/**
 * The weights of a network from stored tensors with the names of PyTorch, torchvision and timm (`readStoredWeights`):
 * `initialWeights` for training. A leading `module.` and `num_batches_tracked` are ignored. `random` draws what starts fresh.
 *
 * @throws ModelError when a tensor is missing, has another shape, is not finite or belongs to no layer of the network.
 * @throws ArgumentError when an option names no layer.
 */
export function pretrainedWeights(
  network: Network,
  stored: Weights,
  random: Random,
  { except = [], sumChannelsOf = [] }: PretrainedOptions = {},
): Weights {
  const specs = networkParameters(network);
  const found = unwrapped(stored);
  const own = new Set(specs.map(({ name }) => name));
  // A parameter without a place in the network means another network.
  const strangers = [...found.keys()].filter((name) => !own.has(name) && parameterNames.test(name));
  requireLayers('except', except, [...own, ...strangers].map(layerOf));
  requireLayers('sumChannelsOf', sumChannelsOf, [...own].map(layerOf));
  const startsFresh = (name: string): boolean => except.some((stage) => isInStage(layerOf(name), stage));
  const taken = specs
    .filter(({ name }) => !startsFresh(name))
    .map((spec): [string, Stored] => {
      const summed = sumChannelsOf.includes(layerOf(spec.name));
      return [spec.name, fitted(network, spec, found.get(spec.name), summed)];
    });
  const stranger = strangers.find((name) => !startsFresh(name));
  if (stranger !== undefined) {
    throw new ModelError(
      `The file holds '${stranger}' ${shapeText(found.get(stranger)?.shape ?? [])}, for which ${network.name} has no layer — in pretrainedWeights.`,
      `Use the weights of the same architecture, or name '${layerOf(stranger)}' in \`except\` to leave it out.`,
    );
  }
  const fresh = initialWeights(
    specs.filter(({ name }) => startsFresh(name)),
    random,
  );
  return { ...Object.fromEntries(taken), ...fresh };
}
