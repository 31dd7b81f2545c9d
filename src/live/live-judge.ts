import { type Clock, MyofadeError } from '#base';
import { contractionSignal } from '#fatigue';
import { type Example, exampleOf, isOfSimulated, type OpenModel, type Verdict } from '#model';
import type { Channel } from '#recording';
import { quantile } from '#signal';
import type { Effort, EffortPair } from './effort-pair.ts';
import { latestJob } from './latest-job.ts';

/** What a model says of the last hold and the squeeze after it. */
export interface LiveJudgement {
  readonly channel: string;
  /** Of a fatigued muscle, in [0, 1]; null where it cannot be said, for the reason beside it. */
  readonly probability: number | null;
  readonly reason?: string;
  /** `undecided` where the model knows its limits and the probability lies within them. */
  readonly verdict?: Verdict;
  /** Between which probabilities the model does not decide; null where it always does. */
  readonly undecided: readonly [number, number] | null;
  /** 10 and 90 % quantiles over the crops of the squeeze, and how many there are: spread within a squeeze, no interval of certainty. */
  readonly crops?: { readonly low: number; readonly high: number; readonly n: number };
  /** False while the squeeze runs: the probability is that of what came of it. */
  readonly isComplete: boolean;
  /** What it was said of (s from the first sample): the hold, and what of the squeeze had come. */
  readonly hold: { readonly startS: number; readonly endS: number };
  readonly mvc: { readonly startS: number; readonly endS: number };
  /** From the question to the answer (s); null without a clock. */
  readonly latencyS: number | null;
  readonly model: string;
  /** True for a model that learned from people who do not exist: it says nothing certain of a real one. */
  readonly isOfSimulated: boolean;
}

/** Judges pairs beside the stream. */
export interface LiveJudge {
  ask(pair: EffortPair): void;
  /** The last answer that was not taken yet. */
  take(): LiveJudgement | undefined;
  /** Questions that were dropped because a newer one came. */
  dropped(): number;
  idle(): Promise<void>;
}

/** What {@link liveJudge} needs. */
export interface LiveJudgeOptions {
  readonly model: OpenModel;
  /** Name and rate of the channel that is judged; its samples are in mV. */
  readonly channel: string;
  readonly fs: number;
  /** To tell how long an answer took. */
  readonly clock?: Pick<Clock, 'nowS'>;
}

const timesOf = ({ startS, endS }: Effort) => ({ startS, endS });

function exampleOfPair({ hold, mvc }: EffortPair, channel: string, fs: number): Example {
  const channelOf = ({ samples }: Effort): Channel => ({ name: channel, kind: 'emg', unit: 'mV', fs, samples });
  const signalOf = (effort: Effort, kind: 'hold' | 'mvc') =>
    contractionSignal(channelOf(effort), { kind, channel, startS: 0, endS: effort.samples.length / fs });
  const parts = { channel: channelOf(hold), hold: signalOf(hold, 'hold'), mvc: signalOf(mvc, 'mvc') };
  return exampleOf(parts, 'the running test');
}

/**
 * Lets a model judge the last hold with the squeeze after it, beside the stream: at most one question is worked on and one
 * waits. The input is made from the raw samples of both efforts just as from a recording, by the filter that runs forward
 * and backward, so a complete pair gives what its recording would give with the same limits.
 */
export function liveJudge({ model, channel, fs, clock }: LiveJudgeOptions): LiveJudge {
  const { card } = model;
  const threshold = card.calibration?.conformal.threshold;
  const undecided: LiveJudgement['undecided'] =
    card.calibration === undefined ? null : threshold == null ? [0, 1] : [1 - threshold, threshold];
  let answer: LiveJudgement | undefined;

  async function work({
    pair,
    askedS,
  }: {
    readonly pair: EffortPair;
    readonly askedS: number | undefined;
  }): Promise<void> {
    const about = {
      channel,
      undecided,
      isComplete: pair.isComplete,
      hold: timesOf(pair.hold),
      mvc: timesOf(pair.mvc),
      model: card.id,
      isOfSimulated: isOfSimulated(card),
    };
    const latency = () => ({ latencyS: clock && askedS !== undefined ? clock.nowS() - askedS : null });
    try {
      const { probability, crops } = await model.applyByCrop(exampleOfPair(pair, channel, fs));
      const spread = { low: quantile(crops, 0.1), high: quantile(crops, 0.9), n: crops.length };
      answer = { ...about, probability, verdict: model.verdict(probability), crops: spread, ...latency() };
    } catch (error) {
      // What is missing in this pair may be there in the next one; what is no error of ours is told all the same.
      const reason = error instanceof MyofadeError ? error.message : `${error}`;
      answer = { ...about, probability: null, reason, ...latency() };
    }
  }

  const jobs = latestJob(work, () => undefined);
  return {
    ask: (pair) => jobs.ask({ pair, askedS: clock?.nowS() }),
    take() {
      const taken = answer;
      answer = undefined;
      return taken;
    },
    dropped: () => jobs.dropped(),
    idle: () => jobs.idle(),
  };
}
