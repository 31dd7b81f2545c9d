import { ArgumentError, ModelError, requireOneOf } from '#base';
import { type Network, networkParameters } from '#learn';
import { labels } from './classifier.ts';
import { networkBands, networkCrop } from './crops.ts';
import { customCnn } from './custom-cnn.ts';
import { type ResidualDepth, residualNetwork } from './residual-network.ts';

/** Which network looks at the crops of a spectrogram, as data: a model file holds it, so the network can be built again. */
export type Architecture =
  | { readonly kind: 'custom-cnn'; readonly dropout: number }
  | {
      readonly kind: 'resnet';
      readonly depth: ResidualDepth;
      /** Rows and columns that a crop is resized to before the first layer. */
      readonly inputSize: number;
    };

/** Below 32 a residual network, which halves its image five times, has nothing left; above 512 a crop only gets blurred. */
const inputSizes = { least: 32, most: 512 };

function requireInputSize(inputSize: number): void {
  const { least, most } = inputSizes;
  if (Number.isInteger(inputSize) && inputSize >= least && inputSize <= most) return;
  throw new ArgumentError(
    `The input size must be a whole number from ${least} to ${most}, got ${inputSize} — in networkOf.`,
    'Pass 96, or 224 for weights from ImageNet.',
  );
}

/**
 * The network over crops [1 × bands × frames]. A residual network resizes them itself (bilinear), so model files take the
 * same input whatever the size, and explanations lie on the bands and frames of the crop.
 *
 * @throws ArgumentError when depth or input size is out of range.
 */
export function networkOf(architecture: Architecture): Network {
  if (architecture.kind === 'custom-cnn') return customCnn(architecture);
  const { depth, inputSize } = architecture;
  requireInputSize(inputSize);
  const inner = residualNetwork({ depth, inputShape: [1, inputSize, inputSize], nClasses: labels.length });
  return {
    ...inner,
    inputShape: [1, networkBands, networkCrop.nFrames],
    build: (b, x) => inner.build(b, b.resize(x, [inputSize, inputSize])),
  };
}

/** The marked activation that Grad-CAM looks at unless told otherwise: the last one that still has a plane. */
export function lastPlane({ kind }: Architecture): string {
  return kind === 'custom-cnn' ? 'block2' : 'layer4';
}

/**
 * The architecture in a model file.
 *
 * @throws ModelError when it is none that this program builds.
 */
export function readArchitecture(json: unknown): Architecture {
  try {
    const architecture = json as Architecture;
    requireOneOf('kind', String(architecture.kind), ['custom-cnn', 'resnet'], 'readArchitecture');
    // Builds all layers: a missing rate or a depth in words shows only there.
    networkParameters(networkOf(architecture));
    return architecture;
  } catch (cause) {
    throw new ModelError(
      `The architecture of the model is none of ours: ${JSON.stringify(json)?.slice(0, 120)}.`,
      'Train the model again with this version.',
      { cause },
    );
  }
}
