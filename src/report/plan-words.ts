import type { Estimate, FewestPeople, PlannedSize, StudyPlan } from '#study';
import type { Banner } from './headline.ts';
import { counted, fixed, interval, share } from './number-format.ts';
import { textTable, wrapped } from './text-table.ts';

/** What stands above every plan. */
export const plannedPeople: Banner = {
  kind: 'simulated',
  title: 'SIMULATED',
  text: 'The people of this plan do not exist. It tells how the numbers of a study scatter with the number of people if people are like these. It cannot tell which accuracy people reach.',
};

/** `0.77 ± 0.01`: a simulated number with the standard error of its simulation. */
export function estimateText({ value, error }: Estimate, decimals = 2): string {
  return `${fixed(value, decimals)} ± ${fixed(error, decimals)}`;
}

/** Column heads of the table of a plan. */
export const planColumns = [
  'people',
  'accuracy',
  'half of the 95 % interval',
  '95 % of studies between',
  'power',
  'cohorts',
  'share of the pool',
] as const;

/** One row of the table of a plan. */
export function planCells({ people, accuracy, halfWidth, spread, power, cohorts, poolShare }: PlannedSize): string[] {
  return [
    `${people}`,
    estimateText(accuracy),
    estimateText(halfWidth, 3),
    interval(spread),
    estimateText(power),
    `${cohorts}`,
    `${fixed(100 * poolShare, 0)} %`,
  ];
}

function fewestText({ people, isSure }: FewestPeople, { sizes }: StudyPlan): string {
  const doubt = isSure ? '' : ' (within the error of the simulation)';
  return people === null
    ? `none of the planned numbers, up to ${sizes.at(-1)?.people} people, is enough${doubt}`
    : `${people} people are the fewest planned that are enough${doubt}`;
}

/** The answer in two sentences. */
export function planHeadline(plan: StudyPlan): string {
  const { goals, fewest } = plan;
  return `SIMULATED people. For an expected 95 % interval of ± ${share(goals.halfWidth)} or less, ${fewestText(fewest.halfWidth, plan)}. For a power of ${share(goals.power)} to show better than guessing, ${fewestText(fewest.power, plan)}.`;
}

/** What the plan shows and what it does not. */
export function planStatements({ sizes, pool, simulation }: StudyPlan): readonly string[] {
  const shared = sizes.filter(({ isShared }) => isShared);
  const how = Object.entries(simulation).map(([name, value]) => `${name} ${value}`);
  return [
    'SIMULATED. A simulation cannot show accuracy on people, nor that a measure tells fatigue: the accuracy here was put into the simulated people. What carries over is how intervals shrink and studies scatter with the number of people, as far as people are like these.',
    'Each cohort is evaluated as the command evaluate does: leave one subject out with the feature baseline, one decision per recording, 95 % bootstrap over subjects. Nothing is learned from the person tested. Real studies also lose people and recordings; recruit more than planned.',
    'Power is the share of cohorts whose whole interval lies above 0.5. With few people that interval is a little short, so the power there is rather too high.',
    `Numbers stand with ± the standard error of the simulation; more cohorts from a larger pool make it smaller. ${counted(pool.people, 'person', 'people')} in the pool (${how.join(', ')})${pool.excluded.length > 0 ? `; ${counted(pool.excluded.length, 'other person', 'other people')} left out, whose recordings could not be used` : ''}.`,
    ...(shared.length > 0
      ? [
          `Nobody is twice in one cohort. Cohorts of ${shared.map(({ people }) => people).join(', ')} share people with each other, since the pool holds fewer than all of them together. Their scatter is then smaller than that of studies with people of their own, by a factor of about √(1 − share of the pool); the stated errors allow for it, the range of 95 % of studies does not.`,
        ]
      : []),
    'For research and teaching. Not a medical device: it gives no diagnosis and no advice on treatment.',
  ];
}

/** A plan for the terminal. */
export function planSummary(plan: StudyPlan): string {
  const rows = [planColumns, ...plan.sizes.map(planCells)];
  return `${[
    `Study plan  SIMULATED · feature baseline, leave one subject out · ${plan.pool.people} simulated people`,
    '',
    wrapped(planHeadline(plan)),
    '',
    textTable(rows, ['right', 'left', 'left', 'left', 'left', 'right', 'right']),
    '',
    ...planStatements(plan).map((sentence) => wrapped(sentence, { bullet: '- ' })),
  ].join('\n')}\n`;
}
