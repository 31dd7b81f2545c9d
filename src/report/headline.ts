import type { Evaluation } from '#study';
import { shortName } from './model-name.ts';
import { counted, share, withInterval } from './number-format.ts';
import { type Standing, sideOf, standingOf } from './standing.ts';
import { rivalName } from './statements.ts';

/** A warning that stands above all results. */
export interface Banner {
  readonly kind: 'simulated' | 'confound';
  readonly title: string;
  readonly text: string;
}

function verdict({ best, chance, asGood, close, rivals }: Standing): string {
  if (!best) return '';
  const side = sideOf(best.intervals.accuracy, chance);
  if (side === 'around') return `That is not shown to be better than guessing (${share(chance)}).`;
  if (side === 'below') return `That is worse than guessing (${share(chance)}); look for mixed-up labels.`;
  if (asGood.length > 0) {
    return `That is better than guessing, but ${rivalName(asGood[0], { inSentence: true })} ${asGood[0].kind === 'alone' ? 'does' : 'do'} as well or better without looking at the muscle, so it is not shown to be fatigue that the model sees.`;
  }
  if (close.length > 0) {
    return 'That is better than guessing; how much of it is fatigue and how much the circumstances of recording, these data do not tell.';
  }
  return rivals.length > 0
    ? 'That is better than guessing, and better than what the circumstances of recording tell on their own.'
    : 'That is better than guessing.';
}

/** The result in one or two sentences, built from the numbers. */
export function headline(evaluation: Evaluation): string {
  const standing = standingOf(evaluation);
  const { best } = standing;
  const mark = evaluation.simulated ? 'SIMULATED people. ' : '';
  if (!best) {
    return `${mark}Only baselines were evaluated, on ${counted(evaluation.recordings, 'recording', 'recordings')} of ${counted(evaluation.subjects, 'person', 'people')}.`;
  }
  const right = best.confusion[0][0] + best.confusion[1][1];
  const which = standing.models.length > 1 ? ', the best model here,' : '';
  return `${mark}${shortName(best)}${which} judged ${right} of ${counted(best.n, 'recording', 'recordings')} right, from ${counted(best.subjects, 'person', 'people')} it had never seen: accuracy ${withInterval(best.accuracy, best.intervals.accuracy)}. ${verdict(standing)}`;
}

/** Warnings that must be read before the results: simulated people, and confounds that do as well as the best model. */
export function banners(evaluation: Evaluation): readonly Banner[] {
  const { asGood, best } = standingOf(evaluation);
  const simulated: Banner = {
    kind: 'simulated',
    title: 'SIMULATED',
    text: 'The people of this study do not exist. The report shows that the software works, and nothing about muscles.',
  };
  const list = asGood
    .map((rival, i) => `${rivalName(rival, { inSentence: i > 0 })} (AUC ${withInterval(rival.auc, rival.interval)})`)
    .join('; ');
  const confound: Banner = {
    kind: 'confound',
    title: 'A confound does as well as the model',
    text: `${list}, against AUC ${withInterval(best?.auc ?? null, best?.intervals.auc)} of ${best ? shortName(best) : 'the best model'}, on ${counted(evaluation.recordings, 'recording', 'recordings')} of ${counted(evaluation.subjects, 'person', 'people')}. What the model reaches may come from how and when people squeezed instead of from fatigue.`,
  };
  return [...(evaluation.simulated ? [simulated] : []), ...(asGood.length > 0 ? [confound] : [])];
}
