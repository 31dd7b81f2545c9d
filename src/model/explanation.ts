import { UnsupportedError } from '#base';
import {
  openGradCam,
  openIntegratedGradients,
  type Runtime,
  readNetworkWeights,
  readOnnxMetadata,
  resizeBilinear,
} from '#learn';
import { lastPlane, networkOf } from './architecture.ts';
import type { Example, labels } from './classifier.ts';
import { cropInputs } from './crop-inputs.ts';
import { networkBands, networkCrop } from './crops.ts';
import { readModelCard } from './model-metadata.ts';
import { cropNormalisation } from './preprocessing.ts';

/** How a verdict is explained. */
export interface ExplanationOptions {
  /**
   * `grad-cam`: where the last block sees evidence for the state; coarse, 0 or more. `integrated-gradients` (default): what
   * each band and frame contributed to the log-odds, compared with a squeeze at the training crops' mean level throughout.
   */
  readonly method?: 'grad-cam' | 'integrated-gradients';
  /** The state whose log-odds are explained. @default 'fatigued' */
  readonly state?: (typeof labels)[number];
  /** Of Grad-CAM: the marked layer. @default the last: `block2` of the custom CNN, `layer4` of a residual network */
  readonly layer?: string;
  /** Of integrated gradients: points of the path. @default 64 */
  readonly steps?: number;
}

/** Numbers over frequency and time of a recording. */
export interface SpectrogramMap {
  /** [nBands × nFrames], as in a spectrogram tensor. */
  readonly values: Float32Array;
  /** Centre of each band (Hz) [nBands]. */
  readonly freqsHz: Float64Array;
  /** Middle of each frame, in seconds from the start of the recording [nFrames]. */
  readonly timesS: Float64Array;
}

/** What made a network say what it says of one recording. */
export interface NetworkExplanation {
  readonly method: 'grad-cam' | 'integrated-gradients';
  readonly state: (typeof labels)[number];
  /** One map per crop. */
  readonly crops: readonly SpectrogramMap[];
  /**
   * All crops together, over the frames they cover. Integrated gradients: the contributions to the recording's log-odds,
   * which are the mean of its crops'; a frame in fewer crops had less to say. Grad-CAM: the mean of the crops that hold
   * the frame.
   */
  readonly whole: SpectrogramMap;
  /**
   * Of integrated gradients, else null: log-odds of the state in this recording and in the baseline, before any
   * temperature, and what the sum of `whole` misses of their difference.
   */
  readonly sum: {
    readonly logOdds: number;
    readonly baselineLogOdds: number;
    readonly completenessError: number;
  } | null;
}

/** Joins the maps of crops: the sum at each place, and how many crops hold each frame. */
function overlaid(maps: readonly Float32Array[]): { sum: Float64Array; counts: Float64Array; nFrames: number } {
  const nFrames = (maps.length - 1) * networkCrop.hopFrames + networkCrop.nFrames;
  const sum = new Float64Array(networkBands * nFrames);
  const counts = new Float64Array(nFrames);
  maps.forEach((map, crop) => {
    const start = crop * networkCrop.hopFrames;
    for (let frame = 0; frame < networkCrop.nFrames; frame++) {
      counts[start + frame]++;
      for (let band = 0; band < networkBands; band++) {
        sum[band * nFrames + start + frame] += map[band * networkCrop.nFrames + frame];
      }
    }
  });
  return { sum, counts, nFrames };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Explains recordings with the network in a model file; opened once, used often, freed at the end. */
export interface NetworkExplainer {
  /** @throws ArgumentError when the squeeze is shorter than one crop. */
  explain(example: Example): Promise<NetworkExplanation>;
  release(): Promise<void>;
}

/**
 * Opens a network's model file to explain what it says. An explanation is about the model, not about the muscle.
 *
 * @throws FormatError when the bytes are not an ONNX model.
 * @throws ModelError when the model is not one of ours.
 * @throws UnsupportedError when it is no network.
 * @throws ArgumentError when the network marks no such layer, or `steps` is not a whole number of 1 or more.
 */
export async function openNetworkExplainer(
  runtime: Runtime,
  bytes: Uint8Array,
  { method = 'integrated-gradients', state = 'fatigued', layer, steps = 64 }: ExplanationOptions = {},
): Promise<NetworkExplainer> {
  const card = readModelCard(readOnnxMetadata(bytes));
  const normalisation = cropNormalisation(card);
  const { architecture } = card;
  if (normalisation === undefined || architecture === undefined) {
    throw new UnsupportedError(
      `The model '${card.id}' has no spectrogram to be explained on.`,
      'Train a network: train --model cnn.',
    );
  }
  const network = networkOf(architecture);
  const weights = readNetworkWeights(network, bytes);
  // With two classes only the difference of the logits means anything; it is the log-odds.
  const score = state === 'fatigued' ? [-1, 1] : [1, -1];
  const size = networkBands * networkCrop.nFrames;
  /** Maps of all crops, with the sums where there are any. */
  type Explained = {
    maps: Float32Array[];
    sums: { score: number; baselineScore: number; completenessError: number }[];
  };
  const cropsIn = (inputs: Float32Array): Float32Array[] =>
    Array.from({ length: inputs.length / size }, (_, crop) => inputs.subarray(crop * size, (crop + 1) * size));

  const open = async (): Promise<{ explain(inputs: Float32Array): Promise<Explained>; release(): Promise<void> }> => {
    if (method === 'grad-cam') {
      const cam = await openGradCam(runtime, network, weights, { layer: layer ?? lastPlane(architecture) });
      const mapSize = cam.mapShape[0] * cam.mapShape[1];
      return {
        async explain(inputs) {
          const found = await cam.maps(inputs, score);
          const coarse = cropsIn(inputs).map((_, crop) => found.subarray(crop * mapSize, (crop + 1) * mapSize));
          return {
            maps: coarse.map((map) => resizeBilinear(map, cam.mapShape, [networkBands, networkCrop.nFrames])),
            sums: [],
          };
        },
        release: () => cam.release(),
      };
    }
    // All points at once are fastest for a small network; of a residual one they would take gigabytes.
    const few = architecture.kind === 'custom-cnn' ? {} : { pointsPerRun: 8 };
    const integrated = await openIntegratedGradients(runtime, network, weights, { steps, ...few });
    return {
      async explain(inputs) {
        const found = [];
        for (const input of cropsIn(inputs)) found.push(await integrated.attribute({ input }, score));
        return { maps: found.map(({ values }) => values), sums: found };
      },
      release: () => integrated.release(),
    };
  };
  const explainer = await open();

  return {
    async explain(example) {
      const { freqsHz, timesS } = example.spectrogram.mvc;
      const { maps, sums } = await explainer.explain(cropInputs(example, normalisation));
      const { sum, counts, nFrames } = overlaid(maps);
      const isSum = sums.length > 0;
      const values = Float32Array.from(sum, (value, i) => value / (isSum ? maps.length : counts[i % nFrames]));
      const meanOf = (key: keyof (typeof sums)[number]): number => total(sums.map((one) => one[key])) / sums.length;
      return {
        method,
        state,
        crops: maps.map((map, crop) => {
          const start = crop * networkCrop.hopFrames;
          return { values: map, freqsHz, timesS: timesS.slice(start, start + networkCrop.nFrames) };
        }),
        whole: { values, freqsHz, timesS: timesS.slice(0, nFrames) },
        sum: isSum
          ? {
              logOdds: meanOf('score'),
              baselineLogOdds: meanOf('baselineScore'),
              completenessError: meanOf('completenessError'),
            }
          : null,
      };
    },
    release: () => explainer.release(),
  };
}
