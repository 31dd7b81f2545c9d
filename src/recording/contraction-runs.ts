/** A stretch of samples `[start, end)`. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** What makes a stretch above the threshold a contraction. */
export interface RunRules {
  /** Activity shorter than this (samples) is a spike or a twitch: left out. Gaps shorter than this are ripple: joined. */
  readonly blip: number;
  /** Gaps shorter than this (samples) belong to the contraction around them. */
  readonly bridge: number;
  /** What is shorter than this in the end (samples) is a movement, not a contraction. */
  readonly shortest: number;
}

/** What {@link activeRuns} found. */
export interface ActiveRuns {
  readonly runs: readonly Run[];
  /** What was left out as too short for a contraction, spikes and twitches apart. */
  readonly short: readonly Run[];
}

/** Stretches in which the envelope is above the threshold, cleaned by the rules. */
export function activeRuns(envelope: Float64Array, threshold: number, rules: RunRules): ActiveRuns {
  const raw = runsAbove(envelope, threshold);
  // Ripple is joined first, so that a weak edge does not look like blips; blips go before they can bridge a pause.
  const steady = joined(raw, rules.blip).filter((run) => run.end - run.start >= rules.blip);
  const all = joined(steady, rules.bridge);
  const isLong = (run: Run) => run.end - run.start >= rules.shortest;
  return { runs: all.filter(isLong), short: all.filter((run) => !isLong(run)) };
}

/** Stretches `[start, end)` of values above a limit. */
export function runsAbove(values: Float64Array, limit: number): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] > limit)) continue;
    const start = i;
    while (i < values.length && values[i] > limit) i++;
    runs.push({ start, end: i });
  }
  return runs;
}

/** The stretches between runs in `n` values. */
export function runsBetween(runs: readonly Run[], n: number): Run[] {
  const edges = [0, ...runs.flatMap(({ start, end }) => [start, end]), n];
  const gaps = Array.from({ length: edges.length / 2 }, (_, i) => ({ start: edges[2 * i], end: edges[2 * i + 1] }));
  return gaps.filter(({ start, end }) => end > start);
}

function joined(runs: readonly Run[], bridge: number): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && run.start - last.end < bridge) out[out.length - 1] = { start: last.start, end: run.end };
    else out.push(run);
  }
  return out;
}
