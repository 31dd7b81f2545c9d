import type { Issue, Json } from '#base';
import type { State } from './study.ts';

/** The metrics of a result. All are shares in [0, 1]; `brier` is better when lower, the others when higher. */
export const metricIds = ['accuracy', 'balancedAccuracy', 'f1', 'auc', 'pairedAccuracy', 'brier'] as const;
/** One of {@link metricIds}. */
export type MetricId = (typeof metricIds)[number];

/** A metric's value, null where it is not defined (paired accuracy without people in both states). */
export type Metrics = Readonly<Record<MetricId, number | null>>;

/** `[[true negative, false positive], [false negative, true positive]]`; positive means fatigued. */
export type Confusion = readonly [readonly [number, number], readonly [number, number]];

/** The decision on one recording, made by a model that never saw its subject. */
export interface Decision {
  readonly subject: string;
  readonly file: string;
  readonly truth: State;
  /** Probability of `fatigued`. */
  readonly probability: number;
  /** Which swap of labels the decision belongs to; only in shuffled-label controls. */
  readonly swap?: number;
}

/** What one model reached. */
export interface ModelResult extends Metrics {
  /** Id: `features`, `cnn`, or a baseline: `chance`, `nuisance`, `shuffled`, `shuffled:cnn`. */
  readonly model: string;
  readonly name: string;
  readonly split: string;
  /** Number of decisions: one per recording, and in a shuffled-label control one per recording and swap. */
  readonly n: number;
  readonly subjects: number;
  readonly confusion: Confusion;
  /** Lower and upper limit of each metric; what they are is in `intervalKind`. */
  readonly intervals: Readonly<Record<MetricId, readonly [number, number] | null>>;
  /** `95 % bootstrap over subjects`, `95 % range of guessing`, or `range over swaps`. */
  readonly intervalKind: string;
  readonly perRecording: readonly Decision[];
  /** Number of label swaps behind a shuffled-label control. */
  readonly swaps?: number;
  /**
   * Digest of data, preprocessing, model, split and seed: the folder its folds are stored in, those of a control in one
   * folder per swap. Guessing has no folds.
   */
  readonly digest: string;
  readonly settings: Json;
}

/** What one nuisance quantity alone can tell, by the same folds. */
export interface Confound {
  readonly id: string;
  readonly name: string;
  readonly auc: number;
  readonly accuracy: number;
  /** Means over fresh and over fatigued recordings, in `unit`. */
  readonly freshMean: number;
  readonly fatiguedMean: number;
  readonly unit: string;
}

/** A whole evaluation, as `evaluate --json` prints it. */
export interface Evaluation {
  readonly study: string;
  readonly simulated: boolean;
  readonly digest: string;
  readonly seed: number;
  readonly split: string;
  /** Number of people and of recordings that were evaluated. */
  readonly subjects: number;
  readonly recordings: number;
  readonly models: readonly ModelResult[];
  readonly confounds: readonly Confound[];
  /** Recordings that could not be used, with the reason. */
  readonly excluded: readonly { readonly subject: string; readonly file: string; readonly reason: string }[];
  readonly issues: readonly Issue[];
  readonly software: { readonly name: string; readonly version: string; readonly build: string };
  /** The command that gives the same numbers again. */
  readonly command: string;
}
