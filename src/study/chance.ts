import type { Random } from '#base';
import type { Labelled } from '#model';
import type { Confusion, ModelResult } from './evaluation.ts';
import { guessingRange } from './intervals.ts';
import { metricsOf } from './metrics.ts';

/**
 * What guessing gives on the same recordings: a guesser who says 0.5 each time and then tosses a coin. Half of each state
 * is called fatigued, so counts may be halves.
 */
export function chanceResult(
  rows: readonly (Labelled<object> & { readonly file: string })[],
  random: Random,
  { split, digest }: { readonly split: string; readonly digest: string },
): ModelResult {
  const guesses = rows.map(({ subject, file, fatigued }) => ({
    subject,
    file,
    truth: fatigued ? ('fatigued' as const) : ('fresh' as const),
    probability: 0.5,
  }));
  const tired = rows.filter((row) => row.fatigued).length / 2;
  const fresh = rows.length / 2 - tired;
  const confusion: Confusion = [
    [fresh, fresh],
    [tired, tired],
  ];
  const { auc, pairedAccuracy, brier } = metricsOf(guesses);
  return {
    model: 'chance',
    name: 'Guessing',
    split,
    n: rows.length,
    subjects: new Set(rows.map((row) => row.subject)).size,
    accuracy: 0.5,
    balancedAccuracy: 0.5,
    f1: (2 * tired) / (3 * tired + fresh),
    auc,
    pairedAccuracy,
    brier,
    confusion,
    intervals: guessingRange(guesses, random),
    intervalKind: '95 % range of guessing',
    perRecording: guesses,
    digest,
    settings: { kind: 'guessing' },
  };
}
