import { type Random, type RandomState, restoredRandom, seededRandom } from '#base';

/** What draws at random in a training, each from a stream of its own. */
const purposes = ['order', 'augment', 'mixup', 'dropout'] as const;

/** The random streams of one training, by purpose. */
export type TrainingStreams = Readonly<Record<(typeof purposes)[number], Random>>;

/** Where the streams of a training stand, as plain data. */
export type StreamStates = Readonly<Record<(typeof purposes)[number], RandomState>>;

function perPurpose<T>(
  make: (purpose: (typeof purposes)[number]) => T,
): Readonly<Record<(typeof purposes)[number], T>> {
  return { order: make('order'), augment: make('augment'), mixup: make('mixup'), dropout: make('dropout') };
}

/** The streams of a seed, at their beginning. */
export function trainingStreams(seed: number): TrainingStreams {
  const random = seededRandom(seed);
  return perPurpose((purpose) => random.fork(purpose));
}

/** Where the streams stand now. */
export function streamStates(streams: TrainingStreams): StreamStates {
  return perPurpose((purpose) => streams[purpose].state());
}

/**
 * Streams that go on from where others stood.
 *
 * @throws ArgumentError when a state is not one that a stream gives.
 */
export function restoredStreams(states: StreamStates): TrainingStreams {
  return perPurpose((purpose) => restoredRandom(states[purpose]));
}
