/** What is timed, and what frees it. */
export interface Ready {
  run(): unknown;
  release(): Promise<void>;
}

/** Something that we and a peer do, for {@link compare}. */
export interface Task {
  /** Name of the result, and of the peer's task in the Python files beside. */
  readonly id: string;
  readonly title: string;
  readonly peerName: string;
  /** How many of `unit` one run does. */
  readonly amount: number;
  readonly unit: string;
  /** Makes it ready; what it returns is what is timed. */
  prepare(): Promise<Ready>;
  /** Where we are our own peer: what is timed in turn, as much of `unit` in one run. */
  prepareRival?(): Promise<Ready>;
}

/** What a comparison found: rates, so that more is better. */
export interface Comparison {
  readonly name: string;
  /** Median rate in `unit`. */
  readonly ours: number;
  readonly peer: number | null;
  readonly peerName: string;
  readonly unit: string;
  /** ours / peer of the medians: above 1 we are faster. */
  readonly ratio: number | null;
  readonly rounds: number;
  /** Rates of the quietest round. */
  readonly oursBest: number;
  readonly peerBest: number | null;
}
