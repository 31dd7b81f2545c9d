import { decisionThreshold } from '#model';
import { bySubject } from './by-subject.ts';
import { type Confusion, type Decision, type Metrics, metricIds } from './evaluation.ts';

const isFatigued = (decision: Decision): boolean => decision.truth === 'fatigued';
const calledFatigued = (decision: Decision): boolean => decision.probability >= decisionThreshold;

/** Counts of right and wrong decisions: `[[tn, fp], [fn, tp]]`. */
export function confusionOf(decisions: readonly Decision[]): Confusion {
  const count = (truth: boolean, called: boolean): number =>
    decisions.filter((decision) => isFatigued(decision) === truth && calledFatigued(decision) === called).length;
  return [
    [count(false, false), count(false, true)],
    [count(true, false), count(true, true)],
  ];
}

/** One point of a ROC curve: everything from `threshold` up is called fatigued. */
export interface RocPoint {
  readonly threshold: number;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/** The ROC curve from (0, 0) to (1, 1); equal probabilities make one step. Empty unless both states occur. */
export function rocCurve(decisions: readonly Decision[]): RocPoint[] {
  const positives = decisions.filter(isFatigued).length;
  const negatives = decisions.length - positives;
  if (positives === 0 || negatives === 0) return [];
  const sorted = [...decisions].sort((a, b) => b.probability - a.probability);
  const points: RocPoint[] = [{ threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 }];
  let truePositives = 0;
  let falsePositives = 0;
  sorted.forEach((decision, i) => {
    if (isFatigued(decision)) truePositives++;
    else falsePositives++;
    if (sorted[i + 1]?.probability === decision.probability) return;
    points.push({
      threshold: decision.probability,
      falsePositiveRate: falsePositives / negatives,
      truePositiveRate: truePositives / positives,
    });
  });
  return points;
}

/** Area under the ROC curve by trapezoids, which counts ties as half; null unless both states occur. */
export function areaUnderRoc(decisions: readonly Decision[]): number | null {
  const points = rocCurve(decisions);
  if (points.length === 0) return null;
  return points.slice(1).reduce((area, point, i) => {
    const width = point.falsePositiveRate - points[i].falsePositiveRate;
    return area + (width * (point.truePositiveRate + points[i].truePositiveRate)) / 2;
  }, 0);
}

/**
 * Share of pairs of one subject's fresh and fatigued recording in which the fatigued one has the higher probability
 * (a tie counts half): which of the two is the fatigued one? Each subject counts once. Null when no subject has both.
 */
export function pairedAccuracy(decisions: readonly Decision[]): number | null {
  const shares = [...bySubject(decisions).values()].flatMap((own) => {
    const pairs = own
      .filter(isFatigued)
      .flatMap((tired) => own.filter((other) => !isFatigued(other)).map((fresh) => [fresh, tired] as const));
    if (pairs.length === 0) return [];
    const right = pairs.reduce(
      (sum, [fresh, tired]) => sum + (Math.sign(tired.probability - fresh.probability) + 1) / 2,
      0,
    );
    return [right / pairs.length];
  });
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** All metrics of a set of decisions; null where one is not defined for it. */
export function metricsOf(decisions: readonly Decision[]): Metrics {
  const [[tn, fp], [fn, tp]] = confusionOf(decisions);
  const n = decisions.length;
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const sensitivity = share(tp, tp + fn);
  const specificity = share(tn, tn + fp);
  const brier = decisions.reduce((sum, d) => sum + (d.probability - (isFatigued(d) ? 1 : 0)) ** 2, 0);
  return {
    accuracy: share(tn + tp, n),
    balancedAccuracy: sensitivity === null || specificity === null ? null : (sensitivity + specificity) / 2,
    f1: share(2 * tp, 2 * tp + fp + fn),
    auc: areaUnderRoc(decisions),
    pairedAccuracy: pairedAccuracy(decisions),
    brier: share(brier, n),
  };
}

/** Mean of each metric over several evaluations; null where it is defined in none. */
export function meanMetrics(all: readonly Metrics[]): Metrics {
  const meanOf = (values: readonly number[]): number | null =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  return Object.fromEntries(
    metricIds.map((id) => [id, meanOf(all.map((metrics) => metrics[id]).filter((value) => value !== null))]),
  ) as unknown as Metrics;
}
