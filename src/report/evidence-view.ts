import { type Decision, type Evaluation, type MetricId, type ModelResult, type RocPoint, rocCurve } from '#study';
import { type Banner, banners, headline } from './headline.ts';
import { isControl, standingOf } from './standing.ts';
import { leakStatements, statements } from './statements.ts';
import { type SubjectPair, subjectPairs } from './subject-pairs.ts';

/** Metrics that stand side by side on one axis from 0 to 1. */
export const shownMetrics = ['accuracy', 'auc', 'pairedAccuracy', 'brier'] as const satisfies readonly MetricId[];

/** A metric as a dot with its interval. */
export interface ShownMetric {
  readonly id: (typeof shownMetrics)[number];
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

/** Recordings of similar probability, and how many of them were fatigued. */
export interface CalibrationBin {
  readonly meanProbability: number;
  readonly shareFatigued: number;
  readonly n: number;
}

/** One model of an evaluation as a row and, opened, as its figures. */
export interface EvidenceRow {
  readonly model: string;
  readonly name: string;
  readonly isControl: boolean;
  readonly n: number;
  readonly people: number;
  readonly intervalKind: string;
  readonly metrics: readonly ShownMetric[];
  /** Mean probability of each person's fresh and fatigued recordings. */
  readonly pairs: readonly SubjectPair[];
  readonly roc: readonly RocPoint[];
  readonly calibration: readonly CalibrationBin[];
}

/** An evaluation as a page shows it: rows with controls first, warnings, and what it shows and does not show. */
export interface EvidenceView {
  readonly study: string;
  readonly simulated: boolean;
  readonly headline: string;
  readonly banners: readonly Banner[];
  /** Share of the more frequent state: what guessing reaches. */
  readonly chance: number;
  readonly rows: readonly EvidenceRow[];
  /** On the labels that mean nothing: whether test people leak into training. */
  readonly leakAudit: readonly string[];
  readonly statements: readonly string[];
  readonly command: string;
  readonly digest: string;
}

/** Recordings in the order of their probability, cut into parts as equal as whole recordings allow. */
function calibrationBins(decisions: readonly Decision[]): CalibrationBin[] {
  const sorted = [...decisions].sort((a, b) => a.probability - b.probability);
  const n = Math.min(sorted.length >= 100 ? 10 : 5, sorted.length);
  return Array.from({ length: n }, (_, i) => {
    const part = sorted.slice(Math.round((i * sorted.length) / n), Math.round(((i + 1) * sorted.length) / n));
    return {
      meanProbability: part.reduce((sum, { probability }) => sum + probability, 0) / part.length,
      shareFatigued: part.filter(({ truth }) => truth === 'fatigued').length / part.length,
      n: part.length,
    };
  });
}

function rowOf(result: ModelResult): EvidenceRow {
  const { model, name, n, subjects, intervalKind, intervals, perRecording } = result;
  // A control with swapped labels has many decisions on one recording: they make no curve of a model.
  const own = perRecording.some(({ swap }) => swap !== undefined) ? [] : perRecording;
  return {
    model,
    name,
    isControl: isControl(result),
    n,
    people: subjects,
    intervalKind,
    metrics: shownMetrics.map((id) => ({ id, value: result[id], interval: intervals[id] })),
    pairs: subjectPairs(own.map(({ subject, truth, probability }) => ({ subject, state: truth, value: probability }))),
    roc: rocCurve(own),
    calibration: own.length > 0 ? calibrationBins(own) : [],
  };
}

/** Makes of an evaluation what a page shows, so that nothing is computed there. */
export function evidenceView(evaluation: Evaluation): EvidenceView {
  const { controls, models, chance } = standingOf(evaluation);
  return {
    study: evaluation.study,
    simulated: evaluation.simulated,
    headline: headline(evaluation),
    banners: banners(evaluation),
    chance,
    rows: [...controls, ...models].map(rowOf),
    leakAudit: leakStatements(evaluation),
    statements: statements(evaluation),
    command: evaluation.command,
    digest: evaluation.digest,
  };
}
