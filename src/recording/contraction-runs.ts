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
  const raw = runsWhere(envelope, (value) => value > threshold);
  // Ripple is joined first, so that a weak edge does not look like blips; blips go before they can bridge a pause.
  const steady = joined(raw, rules.blip).filter((run) => run.end - run.start >= rules.blip);
  const all = joined(steady, rules.bridge);
  const isLong = (run: Run) => run.end - run.start >= rules.shortest;
  return { runs: all.filter(isLong), short: all.filter((run) => !isLong(run)) };
}

/** Stretches `[start, end)` of values for which `test` holds. */
export function runsWhere(values: Float64Array, test: (value: number) => boolean): Run[] {
  const runs: Run[] = [];
  let start = -1;
  for (let i = 0; i < values.length; i++) {
    const inside = test(values[i]);
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      runs.push({ start, end: i });
      start = -1;
    }
  }
  if (start >= 0) runs.push({ start, end: values.length });
  return runs;
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
