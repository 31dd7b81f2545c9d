import type { Evaluation, ModelResult } from '#study';

/** Something that is not physiology and yet tells the states apart as far as its AUC says. */
export interface Rival {
  readonly name: string;
  readonly auc: number;
  /** Its interval, where one was computed. */
  readonly interval: readonly [number, number] | null;
  /** `together` is the baseline of all nuisance quantities, `alone` a single one. */
  readonly kind: 'together' | 'alone';
}

/** Who stands where in an evaluation: what every sentence and mark of a report is decided from. */
export interface Standing {
  /** Baselines and controls, in the order chance, nuisance, shuffled labels. */
  readonly controls: readonly ModelResult[];
  /** Models that learn from the muscle's signal, highest AUC first. */
  readonly models: readonly ModelResult[];
  /** The model with the highest AUC; that another may have more decisions right is why sentences name the measure. */
  readonly best: ModelResult | undefined;
  /** The best model and those whose AUC interval overlaps with its own: which of them is better is not decided. */
  readonly undecided: readonly ModelResult[];
  /** Share of the more frequent state: what always giving the same answer reaches. */
  readonly chance: number;
  /** Nuisance quantities, strongest first. */
  readonly rivals: readonly Rival[];
  /** Those that do as well as the best model or better, at the two decimals that are printed. */
  readonly asGood: readonly Rival[];
  /** Those below the best model whose AUC still lies inside its interval. */
  readonly close: readonly Rival[];
}

const controlOrder: readonly string[] = ['chance', 'nuisance', 'shuffled'];

const controlRank = ({ model }: ModelResult): number => controlOrder.indexOf(model.split(':')[0]);

/** True for baselines and controls, false for models that learn from the muscle's signal. */
export function isControl(result: ModelResult): boolean {
  return controlRank(result) >= 0;
}

/** True for a shuffled-label control of any model. */
export function isShuffled(result: ModelResult): boolean {
  return result.model.split(':')[0] === 'shuffled';
}

/** What a model is ranked by: its AUC, or its accuracy where there is none. */
const merit = ({ auc, accuracy }: ModelResult): number => auc ?? accuracy ?? 0;

const hundredths = (value: number): number => Math.round(value * 100);

/** Share of the more frequent state among the decisions of a model. */
export function chanceLevel({ confusion }: ModelResult): number {
  const [fresh, fatigued] = confusion.map(([a, b]) => a + b);
  return fresh + fatigued > 0 ? Math.max(fresh, fatigued) / (fresh + fatigued) : 0.5;
}

function isUndecided({ intervals }: ModelResult, best: ModelResult): boolean {
  return intervals.auc !== null && best.intervals.auc !== null && overlap(intervals.auc, best.intervals.auc);
}

/** Sorts an evaluation's results into controls, models and rivals. */
export function standingOf(evaluation: Evaluation): Standing {
  const controls = evaluation.models.filter(isControl).sort((a, b) => controlRank(a) - controlRank(b));
  const models = evaluation.models.filter((result) => !isControl(result)).sort((a, b) => merit(b) - merit(a));
  const best = models[0];
  const together = controls
    .filter((result) => result.model === 'nuisance' && result.auc !== null)
    .map(({ auc, intervals }) => ({
      name: 'All nuisance quantities together',
      auc: auc ?? 0,
      interval: intervals.auc,
      kind: 'together' as const,
    }));
  const alone = evaluation.confounds.map(({ name, auc }) => ({ name, auc, interval: null, kind: 'alone' as const }));
  const rivals: Rival[] = [...together, ...alone].sort((a, b) => b.auc - a.auc);
  const bestAuc = best?.auc ?? null;
  const asGood = rivals.filter(({ auc }) => bestAuc !== null && hundredths(auc) >= hundredths(bestAuc));
  const low = best?.intervals.auc?.[0] ?? Number.POSITIVE_INFINITY;
  return {
    controls,
    models,
    best,
    undecided: models.filter((result) => result === best || isUndecided(result, best)),
    chance: best ? chanceLevel(best) : 0.5,
    rivals,
    asGood,
    close: rivals.filter((rival) => !asGood.includes(rival) && rival.auc >= low && rival.auc > 0.5),
  };
}

/** Where an interval lies with respect to a level. */
export function sideOf(limits: readonly [number, number] | null, level: number): 'above' | 'below' | 'around' {
  if (limits && limits[0] > level) return 'above';
  if (limits && limits[1] < level) return 'below';
  return 'around';
}

/** True when two intervals have a value in common. */
export function overlap(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] <= b[1] && b[0] <= a[1];
}
