import { describe, expect, it } from 'vitest';
import { type Course, type CourseTrend, contractionSignal, courseTrend, mdfCourse, normalisedSlope } from '#fatigue';
import type { Recording, Segment } from '#recording';
import { mean } from '#signal';
import { type SimulatedTask, simulateTask } from './simulate-task.ts';
import { virtualParticipant } from './virtual-participant.ts';

/** Does the interval of an MDF slope hold the true mean rate of a muscle made of motor units? */

/** Of each difficulty; docs/simulation.md has the numbers of 600: `MYOFADE_PEOPLE=600`. */
const people = Number(process.env.MYOFADE_PEOPLE ?? 30);
const parts = [
  { fromS: 0, lengthS: 60 },
  { fromS: 0, lengthS: 30 },
  { fromS: 30, lengthS: 30 },
] as const;

/** The true MDF at the epochs of a course: the mean of the expected one over each second. */
function trueCourse(course: Course, { truth }: SimulatedTask): Course {
  const { timesS, mdfHz } = truth.emg as NonNullable<SimulatedTask['truth']['emg']>;
  const at = (timeS: number): number => {
    const after = Math.max(
      1,
      timesS.findIndex((one) => one >= timeS),
    );
    const share = (timeS - timesS[after - 1]) / (timesS[after] - timesS[after - 1]);
    return mdfHz[after - 1] + share * (mdfHz[after] - mdfHz[after - 1]);
  };
  const overEpoch = (timeS: number): number => mean([-0.4, -0.2, 0, 0.2, 0.4].map((awayS) => at(timeS + awayS)));
  return { ...course, values: course.timesS.map(overEpoch) };
}

interface Draw {
  readonly difficulty: 'textbook' | 'realistic';
  readonly lengthS: number;
  readonly truth: number;
  readonly trend: CourseTrend;
  /** Mean of the measured course over the mean of the true one. */
  readonly level: number;
}

/** A hold of 40 % by one person, which all of them can keep for longer, as a whole and in two halves. */
function drawsOf(difficulty: 'textbook' | 'realistic', index: number): Draw[] {
  const task = simulateTask({
    participant: virtualParticipant({ seed: 31, index, difficulty }),
    steps: [
      { kind: 'rest', durationS: 2, record: true },
      { kind: 'target', targetShare: 0.4, durationS: 64, record: true },
    ],
  });
  const [channel] = (task.recording as Recording).channels;
  // Force has risen by then; another half second at each end is dropped with the margins.
  const holdS = task.truth.contractions[0].startS + 0.5;
  return parts.map(({ fromS, lengthS }) => {
    const startS = holdS + fromS;
    const segment: Segment = { kind: 'hold', channel: channel.name, startS, endS: startS + lengthS + 1 };
    const course = mdfCourse(contractionSignal(channel, segment));
    const truth = trueCourse(course, task);
    return {
      difficulty,
      lengthS,
      truth: normalisedSlope(truth) as number,
      trend: courseTrend(course) as CourseTrend,
      level: mean(course.values) / mean(truth.values),
    };
  });
}

/** How many intervals hold the truth, each made narrower around its middle by a factor. */
function held(draws: readonly Draw[], factor = 1): number {
  return draws.filter(({ truth, trend }) => {
    const [low, high] = trend.interval as readonly [number, number];
    return Math.abs(truth - (low + high) / 2) <= (factor * (high - low)) / 2;
  }).length;
}

/** Numbers of intervals that hold the truth in 999 of 1000 repetitions, if each does with a probability of 0.95. */
function binomialBand(n: number): readonly [number, number] {
  const upTo: number[] = [];
  let lnTerm = n * Math.log(0.05);
  for (let k = 0, sum = 0; k <= n; k++) {
    sum += Math.exp(lnTerm);
    upTo.push(sum);
    lnTerm += Math.log(((n - k) / (k + 1)) * (0.95 / 0.05));
  }
  return [upTo.findIndex((p) => p > 0.0005), upTo.findIndex((p) => p >= 0.9995)];
}

describe('the 95 % interval of the MDF slope of a muscle made of motor units', () => {
  const draws = (['textbook', 'realistic'] as const).flatMap((difficulty) =>
    Array.from({ length: people }, (_, index) => drawsOf(difficulty, index)).flat(),
  );
  const of = (lengthS: number) => draws.filter((draw) => draw.lengthS === lengthS);

  // Of 600 people each it was 0.947 and 0.945 (textbook, realistic) at 60 s, and 0.955 and 0.962 at 30 s.
  it.each([30, 60])('holds the true mean rate as often as it should at %i s', (lengthS) => {
    const own = of(lengthS);
    const [least, most] = binomialBand(own.length);
    expect(held(own)).toBeGreaterThanOrEqual(least);
    expect(held(own)).toBeLessThanOrEqual(most);
  });

  it.each([30, 60])('would not, were it less than half as wide, at %i s', (lengthS) => {
    const own = of(lengthS);
    expect(held(own, 0.4)).toBeLessThan(binomialBand(own.length)[0]);
  });

  // A measurement on request, not a test.
  if (process.env.MYOFADE_PEOPLE) {
    it('in numbers for docs/simulation.md', () => {
      for (const difficulty of ['textbook', 'realistic'] as const) {
        for (const lengthS of [30, 60]) {
          const own = of(lengthS).filter((draw) => draw.difficulty === difficulty);
          const rate = (value: (draw: Draw) => number): string => mean(own.map(value)).toFixed(3);
          const half = rate(({ trend: { interval } }) => ((interval?.[1] ?? 0) - (interval?.[0] ?? 0)) / 2);
          console.info(
            `${difficulty} ${lengthS} s: ${held(own)} of ${own.length} = ${(held(own) / own.length).toFixed(3)}, true ${rate(({ truth }) => truth)} %/s, measured ${rate(({ trend }) => trend.slopePercentPerS ?? 0)}, half-width ${half}, level ${rate(({ level }) => level)}`,
          );
        }
      }
    });
  }

  it('lies around a rate that is right in the mean', () => {
    for (const lengthS of [30, 60]) {
      const own = of(lengthS);
      const errors = own.map(({ truth, trend }) => (trend.slopePercentPerS as number) - truth);
      const spread = Math.sqrt(mean(errors.map((error) => error * error)));
      expect(Math.abs(mean(errors))).toBeLessThan((3.3 * spread) / Math.sqrt(own.length));
      // The fall is there to be found: several times that error.
      expect(mean(own.map(({ truth }) => truth))).toBeLessThan(-0.1);
    }
  });

  it('around a level that lies half a per cent to one below the expected MDF', () => {
    const level = mean(of(60).map((draw) => draw.level));
    expect(level).toBeGreaterThan(0.985);
    expect(level).toBeLessThan(1);
  });
});
