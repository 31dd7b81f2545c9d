/** How a network is trained: the same for every study and fold, and part of a result's digest. */
export interface TrainingRecipe {
  readonly epochs: number;
  /** Crops per training step. */
  readonly batchSize: number;
  /** Peak of the one-cycle schedule. */
  readonly learningRate: number;
  /** Of AdamW. */
  readonly weightDecay: number;
  /** Both parameters of the beta distribution that mixup draws from, above 0. */
  readonly mixupAlpha: number;
  /** Share of the training subjects that choose the epoch; 0 trains on all of them for all epochs. */
  readonly validationShare: number;
  /** With such a share: epochs without a lower loss on those subjects before training stops. */
  readonly patience: number;
  /**
   * Share of the people given to `fit` that are set aside to calibrate the model: for its temperature, and for when it may
   * decide. Off by default: with tens of people each one set aside is missed in training, a temperature from a handful of
   * people is mostly noise, and an error level of 0.1 needs nine of them before anything but `undecided` can be said.
   *
   * @default 0
   */
  readonly calibrationShare?: number;
  /**
   * With such a share: highest share of new people about whom a wrong verdict is given.
   *
   * @default 0.1
   */
  readonly errorLevel?: number;
}
