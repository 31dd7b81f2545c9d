import { type Json, StudyError, type WorkContext } from '#base';
import type { SpectrogramPair } from '#fatigue';
import type { Weights } from '#learn';
import type { ModelCalibration } from './model-calibration.ts';

/** The two states, in the order of a model's outputs. */
export const labels: readonly ['fresh', 'fatigued'] = ['fresh', 'fatigued'];

/** Probability of `fatigued` from which a recording is called fatigued. */
export const decisionThreshold = 0.5;

/** What a classifier may see of a recording: only what lies inside the contractions. */
export interface Example {
  /** The feature vector of hold and maximal squeeze [nFeatures]. */
  readonly features: Float64Array;
  readonly spectrogram: SpectrogramPair;
}

/** An example with what is known about it. The subject serves grouping only; no classifier learns from it. */
export type Labelled<E> = E & { readonly subject: string; readonly fatigued: boolean };

/** @throws StudyError unless both states occur among the recordings. */
export function requireBothStates(train: readonly { readonly fatigued: boolean }[], where: string): void {
  const fatigued = train.filter((example) => example.fatigued).length;
  if (fatigued === 0 || fatigued === train.length) {
    throw new StudyError(
      `Training needs recordings of both states, got ${train.length - fatigued} fresh and ${fatigued} fatigued — in ${where}.`,
      'Add recordings of the other state.',
    );
  }
}

/**
 * A way to tell fatigued from fresh. Only `fit` learns, and only from the recordings it is given; what it learned is in
 * the fitted classifier, whose one use is `apply`.
 */
export interface Classifier<E> {
  /** Short id, as the command line takes it. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** Everything that decides the result besides data and seed; part of a result's digest. */
  readonly settings: Json;
  /** What a fit takes: milliseconds, seconds or minutes. Decides how often controls repeat it. */
  readonly cost: 'low' | 'medium' | 'high';
  /**
   * Learns from labelled recordings: the same recordings in the same order and the same seed give the same model.
   *
   * @throws StudyError unless both states occur.
   * @throws CancelledError when the user has stopped the work.
   */
  fit(
    train: readonly Labelled<E>[],
    options: { readonly seed: number },
    context?: WorkContext,
  ): Promise<FittedClassifier<E>>;
  /** Frees what is held between fits. */
  release(): Promise<void>;
}

/** What people want to know about a model file before they use it, in plain words. */
export interface ModelTexts {
  /** Who was recorded, how and for what; what is missing. */
  readonly dataCard?: string;
  /** How well it did on whom, with intervals, good or bad. */
  readonly results?: string;
  /** Under what terms the weights may be used. */
  readonly licence?: string;
}

/** What `fit` learned; nothing that happens later changes it. */
export interface FittedClassifier<E> {
  /** Probability that the recording is of a fatigued muscle, in [0, 1]. */
  apply(example: E): Promise<number>;
  /** What it learned about its own probabilities, where it set people aside for that; `apply` uses it. */
  readonly calibration?: ModelCalibration;
  /** The weights of a network as it was trained, a start for another training: its ONNX file holds them for use alone. */
  readonly weights?: Weights;
  /** The model as a plain ONNX file; `training` and `texts` go into its metadata. */
  toOnnx(training: Json, texts?: ModelTexts): Uint8Array<ArrayBuffer>;
  /** Frees the model. It cannot be used afterwards. */
  release(): Promise<void>;
}
