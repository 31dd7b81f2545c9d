import { canonicalJson, type Json, ModelError } from '#base';
import { bandLimits, featureRecipe, spectrogramRecipe } from '#fatigue';
import { decisionThreshold, type Example } from './classifier.ts';
import { cropInputs, type Normalisation } from './crop-inputs.ts';
import { networkBands, networkCrop } from './crops.ts';
import type { ModelCard } from './model-metadata.ts';

/** From the probabilities of a recording's crops or features to its verdict. */
const decision = { pooling: 'mean log-odds of the input rows', threshold: decisionThreshold };

/** How the feature baseline's input is made from a recording: enough to do it again elsewhere. */
export function featurePreprocessing(): Json {
  return { input: 'features', recipe: featureRecipe, decision };
}

const cropRecipe = {
  input: 'mvc-spectrogram',
  recipe: spectrogramRecipe,
  nBands: networkBands,
  /** First bin of each band and the end, counted from the recipe's first bin. */
  bandLimits: bandLimits(networkBands),
  crop: { ...networkCrop },
  layout: 'one row per crop, [1, band, frame]; each value is (dB − centre) / scale',
  decision,
} as const;

/** How a network's input is made from a recording: enough to do it again elsewhere. */
export function cropPreprocessing({ centre, scale }: Normalisation): Json {
  return { ...cropRecipe, bandLimits: [...cropRecipe.bandLimits], normalisation: { centre, scale } };
}

function isNormalisation(value: unknown): value is Normalisation {
  const { centre, scale } = (value ?? {}) as Partial<Normalisation>;
  return Number.isFinite(centre) && Number.isFinite(scale) && (scale as number) > 0;
}

/** The normalisation of a network whose input this program makes; undefined for any other model. */
export function cropNormalisation({ preprocessing }: ModelCard): Normalisation | undefined {
  const { normalisation } = (preprocessing ?? {}) as { readonly normalisation?: unknown };
  if (!isNormalisation(normalisation)) return undefined;
  return canonicalJson(preprocessing) === canonicalJson(cropPreprocessing(normalisation)) ? normalisation : undefined;
}

/**
 * How the model's input is made from an example, when this program makes just the input that the card describes.
 *
 * @throws ModelError when the card describes another input: its filter, spectrum, bands, crops or features differ.
 */
export function inputReader(card: ModelCard): (example: Example) => Float32Array {
  const { id, preprocessing } = card;
  if (canonicalJson(preprocessing) === canonicalJson(featurePreprocessing())) {
    return (example) => Float32Array.from(example.features);
  }
  const normalisation = cropNormalisation(card);
  if (normalisation) return (example) => cropInputs(example, normalisation);
  throw new ModelError(
    `The model '${id}' wants an input that this version does not make: ${JSON.stringify(preprocessing).slice(0, 120)}.`,
    'Train it again with this version.',
  );
}
