import { quantile } from '#signal';
import { type Run, runsAbove, runsBetween } from './contraction-runs.ts';
import { everyNth } from './every-nth.ts';

// The filter settles and the hand leaves the keyboard in the first moments; before a contraction the arm already moves.
const afterStartS = 0.5;
const beforeEffortS = 0.5;
// Doubling is a movement or a rise of tone, not the ripple of resting noise.
const quietFactor = 1.5;
// Less than this gives no noise level and no mains line (1 Hz wide) to speak of.
const shortestRestS = 1;

/**
 * The longest quiet stretch before the first contraction, clear of both ends: where the envelope stays below 1.5 times its
 * lower quartile there. When that is shorter than a second, the longest such stretch between or after the contractions.
 */
export function findRest(envelope: Float64Array, fs: number, runs: readonly Run[]): Run | undefined {
  const gaps: Run[] = [];
  let from = Math.round(afterStartS * fs);
  for (const run of [...runs, { start: envelope.length, end: envelope.length }]) {
    const to = run.start - Math.round(beforeEffortS * fs);
    if (to - from >= shortestRestS * fs) gaps.push({ start: from, end: to });
    from = run.end + Math.round(beforeEffortS * fs);
  }
  const [first, ...later] = gaps.map((gap) => quietest(envelope, fs, gap));
  const beforeEffort = gaps[0] && gaps[0].end <= (runs[0]?.start ?? envelope.length) ? first : undefined;
  const long = (run: Run | undefined): run is Run => run !== undefined && run.end - run.start >= shortestRestS * fs;
  if (long(beforeEffort)) return beforeEffort;
  return [first, ...later]
    .filter(long)
    .reduce<Run | undefined>((a, b) => (a && length(a) >= length(b) ? a : b), undefined);
}

function quietest(envelope: Float64Array, fs: number, gap: Run): Run | undefined {
  const step = Math.max(1, Math.round(0.05 * fs));
  const part = envelope.subarray(gap.start, gap.end);
  const quartile = quantile(everyNth(part, step), 0.25);
  const runs = runsBetween(runsAbove(part, quietFactor * quartile), part.length);
  const longest = runs.reduce<Run | undefined>((a, b) => (a && length(a) >= length(b) ? a : b), undefined);
  return longest && { start: gap.start + longest.start, end: gap.start + longest.end };
}

function length(run: Run): number {
  return run.end - run.start;
}
