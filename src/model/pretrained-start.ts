import { type Random, seededRandom } from '#base';
import { type PretrainedOptions, pretrainedWeights, type Weights } from '#learn';
import { type Architecture, networkOf } from './architecture.ts';

/** A file of weights: what `readStoredWeights` found in it, and its digest. */
export interface PretrainedFile {
  readonly stored: Weights;
  readonly sha256: string;
}

/** Where the weights of a network come from that does not start at random. */
export interface PretrainedStart {
  /** SHA-256 of the file they came from: part of a result's digest. */
  readonly sha256: string;
  /** Layers that stay as they are in the file. */
  readonly frozen: readonly string[];
  /** The weights of all layers; those that start fresh are drawn from this stream. */
  weights(random: Random): Weights;
}

/**
 * A start from a file, for a network of this architecture.
 *
 * @throws ModelError when the file's weights are not of this network: refused here, before a study is read.
 */
export function pretrainedStart(
  architecture: Architecture,
  { stored, sha256 }: PretrainedFile,
  { frozen, ...options }: PretrainedOptions & { readonly frozen: readonly string[] },
): PretrainedStart {
  const network = networkOf(architecture);
  const weights = (random: Random): Weights => pretrainedWeights(network, stored, random, options);
  weights(seededRandom(0));
  return { sha256, frozen, weights };
}
