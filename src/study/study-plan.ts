import { ArgumentError, digestOf, StudyError, seededRandom, stopIfCancelled, type WorkContext } from '#base';
import { featureBaseline } from '#model';
import { mean, quantile } from '#signal';
import { drawCohorts, requirePool } from './cohort-draws.ts';
import type { Evaluation } from './evaluation.ts';
import { type CohortResult, type CohortTask, judgeCohort } from './planned-cohort.ts';
import type { PlannedPerson } from './planned-person.ts';

/** A number that was simulated, with the standard error of its simulation. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** What studies with one number of people would report. */
export interface PlannedSize {
  readonly people: number;
  readonly cohorts: number;
  readonly accuracy: Estimate;
  /** Half of the width of the 95 % interval that such a study prints. */
  readonly halfWidth: Estimate;
  /** 2.5 and 97.5 % of the accuracies of the cohorts: how far apart two such studies may come out. */
  readonly spread: readonly [low: number, high: number];
  /** Share of the cohorts whose whole interval lies above 0.5. */
  readonly power: Estimate;
  /** Share of the pool that is in one cohort; cohorts share people where there are more of them than the pool holds. */
  readonly poolShare: number;
  readonly isShared: boolean;
}

/** What is wanted of the study. */
export interface PlanGoals {
  readonly halfWidth: number;
  readonly power: number;
}

/** The fewest people of the planned numbers that reach a goal; null where none does. */
export interface FewestPeople {
  readonly people: number | null;
  /** False where the decision lies within two standard errors of the simulation. */
  readonly isSure: boolean;
}

/** How to plan. */
export interface StudyPlanOptions {
  /** Numbers of people, rising; each at least 3. */
  readonly people: readonly number[];
  /** Cohorts per number of people. */
  readonly cohorts: number;
  readonly seed: number;
  readonly goals: PlanGoals;
  /** How the people of the pool were simulated, in words and names: what decides the numbers besides these options. */
  readonly simulation: Readonly<Record<string, string | number>>;
  readonly software: Evaluation['software'];
  readonly command: string;
  /** Runs cohorts, side by side where it can; in the order given. @default one after the other, here */
  readonly judge?: (tasks: readonly CohortTask[], context: WorkContext) => Promise<readonly CohortResult[]>;
}

/** A study plan, as `plan --json` prints it. SIMULATED. */
export interface StudyPlan {
  readonly simulated: true;
  readonly digest: string;
  readonly seed: number;
  readonly model: string;
  readonly simulation: StudyPlanOptions['simulation'];
  /** People of the pool who can be used, and those whose recordings could not be. */
  readonly pool: { readonly people: number; readonly excluded: readonly { subject: string; reason: string }[] };
  readonly sizes: readonly PlannedSize[];
  readonly goals: PlanGoals;
  readonly fewest: { readonly halfWidth: FewestPeople; readonly power: FewestPeople };
  readonly software: Evaluation['software'];
  readonly command: string;
}

async function oneByOne(tasks: readonly CohortTask[], context: WorkContext): Promise<CohortResult[]> {
  const results: CohortResult[] = [];
  for (const task of tasks) {
    stopIfCancelled(context.signal, 'The plan');
    results.push(await judgeCohort(task, context));
    context.onProgress?.({ label: 'evaluating cohorts', done: results.length, total: tasks.length });
  }
  return results;
}

type Reuse = Pick<PlannedSize, 'poolShare' | 'isShared'>;

/**
 * Standard error of a mean over cohorts. Cohorts that share nobody are independent: s / √R. Where people are
 * shared, the pool itself limits what is learned, and no number of cohorts changes that: the variance of a mean over all
 * cohorts of n of P people is at most n / P of that of one fresh cohort (Hoeffding 1948, for U-statistics), and s² itself
 * is short by the same share. Both are put right, which makes the error rather too large.
 */
function standardError(variance: number, n: number, { poolShare, isShared }: Reuse): number {
  const shared = isShared ? poolShare : 0;
  return Math.sqrt((variance / (1 - shared)) * (1 / n + shared));
}

function meanOf(values: readonly number[], reuse: Reuse): Estimate {
  const value = mean(values);
  const variance = values.reduce((sum, x) => sum + (x - value) ** 2, 0) / (values.length - 1);
  return { value, error: standardError(variance, values.length, reuse) };
}

/** A share with its error; none or all of the cohorts still leave doubt, so one hit and one miss are added for it. */
function shareOf(hits: number, n: number, reuse: Reuse): Estimate {
  const share = (hits + 1) / (n + 2);
  return { value: hits / n, error: standardError(share * (1 - share), n, reuse) };
}

function sizeOf(people: number, nPool: number, results: readonly CohortResult[]): PlannedSize {
  const reuse = { poolShare: people / nPool, isShared: people * results.length > nPool };
  const accuracies = results.map(({ accuracy }) => accuracy);
  return {
    people,
    cohorts: results.length,
    accuracy: meanOf(accuracies, reuse),
    halfWidth: meanOf(
      results.map(({ interval: [low, high] }) => (high - low) / 2),
      reuse,
    ),
    spread: [quantile(accuracies, 0.025), quantile(accuracies, 0.975)],
    power: shareOf(results.filter(({ interval: [low] }) => low > 0.5).length, results.length, reuse),
    ...reuse,
  };
}

function fewestFor(sizes: readonly PlannedSize[], distance: (size: PlannedSize) => Estimate): FewestPeople {
  const at = sizes.findIndex((size) => distance(size).value <= 0);
  const decided = at < 0 ? sizes.slice(-1) : sizes.slice(Math.max(0, at - 1), at + 1);
  const isSure = decided.map(distance).every(({ value, error }) => Math.abs(value) > 2 * error);
  return { people: sizes[at]?.people ?? null, isSure };
}

/**
 * Checks a plan before its people are simulated, which takes long.
 *
 * @throws ArgumentError for numbers of people that do not rise, too few cohorts, goals that nothing can reach, or a pool
 * below twice the largest number.
 */
export function requirePlan(
  { people, cohorts, goals }: Pick<StudyPlanOptions, 'people' | 'cohorts' | 'goals'>,
  nPool: number,
): void {
  const rises = people.every((n, i) => Number.isInteger(n) && n >= 3 && (i === 0 || n > people[i - 1]));
  if (!rises || people.length === 0) {
    throw new ArgumentError(
      `people must be rising whole numbers of at least 3, got ${people.join(', ') || 'none'} — in planStudy.`,
      'Pass for example 6, 10, 16, 26, 40.',
    );
  }
  if (!(Number.isInteger(cohorts) && cohorts >= 2)) {
    throw new ArgumentError(
      `cohorts must be a whole number of at least 2, got ${cohorts} — in planStudy.`,
      'Pass 100 or more for numbers to plan with.',
    );
  }
  const { halfWidth, power } = goals;
  if (!(halfWidth > 0 && halfWidth < 0.5 && power > 0 && power < 1)) {
    throw new ArgumentError(
      `goals must be a half-width between 0 and 0.5 and a power between 0 and 1, got ${halfWidth} and ${power} — in planStudy.`,
      'Pass for example { halfWidth: 0.1, power: 0.8 }.',
    );
  }
  requirePool(nPool, Math.max(...people));
}

/**
 * What studies with more or fewer people would report, by simulation: cohorts are drawn from a pool of simulated people,
 * each is evaluated leaving one subject out with the feature baseline, and its accuracy, the width of its interval and
 * whether that interval lies above chance are collected. A cohort's own evaluation never sees people outside of it.
 *
 * SIMULATED: it tells how numbers scatter with the number of people if people were like the simulated ones. Which accuracy
 * people reach, no simulation can tell.
 *
 * @throws ArgumentError for numbers that do not rise, or a pool below twice the largest cohort.
 * @throws StudyError when the pool's people could not be used.
 * @throws CancelledError when the user stops it.
 */
export async function planStudy(
  pool: readonly PlannedPerson[],
  options: StudyPlanOptions,
  context: WorkContext = {},
): Promise<StudyPlan> {
  requirePlan(options, pool.length);
  const { people, cohorts, seed, goals, simulation, software, command, judge = oneByOne } = options;
  const usable = pool.filter(({ excluded }) => excluded === null);
  const excluded = pool.flatMap((one) =>
    one.excluded === null ? [] : [{ subject: one.subject, reason: one.excluded }],
  );
  if (usable.length < 6) {
    throw new StudyError(
      `Only ${usable.length} of ${pool.length} simulated people can be used.${excluded[0] ? ` The first of the others: ${excluded[0].reason}` : ''}`,
      'Simulate more people, or use a protocol whose recordings hold a rest, a hold and a maximal squeeze.',
    );
  }
  const random = seededRandom(seed).fork('plan');
  const plans = people.map((n) => ({
    n,
    cohorts: drawCohorts(usable.length, n, cohorts, random.fork(`cohorts of ${n}`)),
  }));
  const tasks = plans.flatMap((plan) =>
    plan.cohorts.map((members, cohort) => ({
      rows: members.flatMap((i) => usable[i].rows),
      seed: random.fork(`cohort ${cohort} of ${plan.n}`).below(2 ** 32),
    })),
  );
  const results = await judge(tasks, context);
  const sizes = plans.map(({ n }, i) => sizeOf(n, usable.length, results.slice(i * cohorts, (i + 1) * cohorts)));
  const { id, settings } = featureBaseline();
  return {
    simulated: true,
    digest: digestOf({ build: software.build, settings, simulation, people, cohorts, seed, pool: pool.length }),
    seed,
    model: id,
    simulation,
    pool: { people: usable.length, excluded },
    sizes,
    goals,
    fewest: {
      halfWidth: fewestFor(sizes, ({ halfWidth: { value, error } }) => ({ value: value - goals.halfWidth, error })),
      power: fewestFor(sizes, ({ power: { value, error } }) => ({ value: goals.power - value, error })),
    },
    software,
    command,
  };
}
