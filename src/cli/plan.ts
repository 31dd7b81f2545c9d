import { join } from 'node:path';
import { ArgumentError, digestOf, type Json, type WorkContext } from '#base';
import { diskStore, requireWritable, runTasks, software, writeWhole } from '#node';
import { planReport, planSummary } from '#report';
import type { DifficultyName, SimulatedPersonOptions } from '#simulate';
import {
  type CohortResult,
  type CohortTask,
  type PlannedPerson,
  planStudy,
  type ResultStore,
  requirePlan,
} from '#study';
import { commandLine } from './command-line.ts';
import { print, printJson, tell } from './output.ts';
import { userPath } from './paths.ts';
import { protocolOf } from './protocol-option.ts';
import { withProgress } from './work.ts';

/** Options of `plan`. */
export interface PlanOptions {
  readonly people: readonly number[];
  readonly cohorts: number;
  readonly pool: number;
  readonly protocol: string;
  readonly difficulty: DifficultyName;
  readonly seed: number;
  readonly halfWidth: number;
  readonly power: number;
  readonly out: string;
  readonly json?: boolean;
}

const module = new URL(import.meta.url);

function personText({ rows, ...person }: PlannedPerson): string {
  return JSON.stringify({ ...person, rows: rows.map((row) => ({ ...row, features: [...row.features] })) });
}

/** A stored person; nothing where the text is torn or foreign, which is simulated anew. */
function personOf(text: string | undefined): PlannedPerson | undefined {
  if (text === undefined) return undefined;
  try {
    const { rows, ...person } = JSON.parse(text) as PlannedPerson & { rows: { features: ArrayLike<number> }[] };
    const kept = rows.map((row) => ({ ...row, features: Float64Array.from(row.features) }));
    return kept.every(({ features }) => features.every(Number.isFinite)) ? { ...person, rows: kept } : undefined;
  } catch {
    return undefined;
  }
}

/** People of the pool: those that are stored, and the others simulated side by side and stored one by one. */
async function poolOf(tasks: readonly SimulatedPersonOptions[], store: ResultStore, context: WorkContext) {
  const digest = digestOf({ build: software().build, ...tasks[0], index: 0 } as unknown as Json).slice(0, 16);
  const nameOf = ({ index }: SimulatedPersonOptions): string => `pool/${digest}/person-${index + 1}.json`;
  const people = await Promise.all(tasks.map(async (task) => personOf(await store.read(nameOf(task)))));
  const missing = tasks.filter((_, i) => people[i] === undefined);
  const made = await runTasks<SimulatedPersonOptions, PlannedPerson>(module, 'simulatePlannedPerson', missing, {
    ...context,
    labelOf: ({ index }) => `simulating person ${index + 1}`,
    onResult: (person, task) => store.write(nameOf(task), `${personText(person)}\n`),
  });
  const fresh = made[Symbol.iterator]();
  return people.map((person) => person ?? (fresh.next().value as PlannedPerson));
}

/** `myofade plan`: how many people a study needs, by simulation. */
export async function runPlan(options: PlanOptions): Promise<void> {
  const { people, cohorts, pool: nPool, difficulty, seed, halfWidth, power } = options;
  const goals = { halfWidth, power };
  requirePlan({ people, cohorts, goals }, nPool);
  const protocol = await protocolOf(options.protocol);
  const states = protocol.steps.flatMap((step) => (step.kind === 'recording' ? (step.state ?? []) : []));
  if (!(['fresh', 'fatigued'] as const).every((state) => states.includes(state))) {
    throw new ArgumentError(
      `The protocol ${options.protocol} records no fresh and fatigued state, so there is nothing to tell apart.`,
      'Plan with handgrip-fatigue, or name the states of the recordings in your protocol.',
    );
  }
  const out = userPath(options.out);
  const report = join(out, 'report.html');
  const plan = await withProgress(async (context) => {
    await requireWritable(report);
    const tasks = Array.from({ length: nPool }, (_, index) => ({ seed, index, difficulty, protocol }));
    return planStudy(
      await poolOf(tasks, diskStore(out), context),
      {
        people,
        cohorts,
        seed,
        goals,
        simulation: { protocol: protocol.id, difficulty, seed },
        software: software(),
        command: commandLine('plan', null, {
          people: people.join(','),
          cohorts,
          pool: nPool,
          protocol: options.protocol,
          difficulty,
          seed,
          'half-width': halfWidth,
          power,
        }),
        judge: (cohortTasks, context) =>
          runTasks<CohortTask, CohortResult>(module, 'judgeCohort', cohortTasks, {
            ...context,
            labelOf: ({ rows }) => `evaluating studies of ${rows.length / 2} people`,
          }),
      },
      context,
    );
  });
  await writeWhole(join(out, 'plan.json'), `${JSON.stringify(plan, null, 2)}\n`);
  await writeWhole(report, planReport(plan));
  if (options.json) printJson(plan);
  else print(planSummary(plan));
  tell(`Report: ${report}`);
}
