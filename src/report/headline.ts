import type { Evaluation, ModelResult } from '#study';
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

/** `A`, `A and B`, `A, B and C`. */
function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words[0];
}

/** How models stand to guessing, without a full stop; those that stand alike share a clause. */
function guessingText(results: readonly ModelResult[], chance: number): string {
  const clauses = (['above', 'around', 'below'] as const).flatMap((side) => {
    const own = results.filter(({ intervals }) => sideOf(intervals.accuracy, chance) === side);
    if (own.length === 0) return [];
    const names = results.length === 1 ? 'that' : listed(own.map(shortName));
    const who = own.length === results.length && own.length === 2 ? 'both' : names;
    const are = own.length > 1 ? 'are' : 'is';
    if (side === 'above') return [`${who} ${are} better than guessing`];
    if (side === 'around') return [`${names} ${are} not shown to be better than guessing (${share(chance)})`];
    return [`${who} ${are} worse than guessing (${share(chance)}); look for mixed-up labels`];
  });
  return clauses.join('; ').replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

/** What the circumstances of recording leave of a result that is better than guessing, as a sentence. */
function confoundText({ asGood: [rival], rivals, undecided }: Standing): string {
  const many = undecided.length > 1;
  if (rival) {
    return ` ${rivalName(rival)} ${rival.kind === 'alone' ? 'does' : 'do'} as well or better without looking at the muscle, so it is not shown that the ${many ? 'models see' : 'model sees'} fatigue.`;
  }
  const low = Math.min(...undecided.map(({ intervals }) => intervals.auc?.[0] ?? Number.POSITIVE_INFINITY));
  if (rivals.some(({ auc }) => auc >= low && auc > 0.5)) {
    return ' How much of it is fatigue and how much the circumstances of recording, these data do not tell.';
  }
  return rivals.length > 0 ? ' The circumstances of recording tell less on their own.' : '';
}

/** The result in a few sentences, built from the numbers; models whose AUC intervals overlap share it. */
export function headline(evaluation: Evaluation): string {
  const standing = standingOf(evaluation);
  const { best, undecided, models, chance } = standing;
  const mark = evaluation.simulated ? 'SIMULATED people. ' : '';
  if (!best) {
    return `${mark}Only baselines were evaluated, on ${counted(evaluation.recordings, 'recording', 'recordings')} of ${counted(evaluation.subjects, 'person', 'people')}.`;
  }
  const many = undecided.length > 1;
  const right = listed(undecided.map(({ confusion }) => String(confusion[0][0] + confusion[1][1])));
  const accuracies = listed(undecided.map(({ accuracy, intervals }) => withInterval(accuracy, intervals.accuracy)));
  const rank =
    models.length > undecided.length && best.auc !== null && !many
      ? `, with the highest AUC here, ${withInterval(best.auc, best.intervals.auc)},`
      : '';
  const result = `${listed(undecided.map(shortName))}${rank} judged ${right} of ${counted(best.n, 'recording', 'recordings')} right, from ${counted(best.subjects, 'person', 'people')} ${many ? 'they' : 'it'} had never seen: accuracy ${accuracies}.`;
  const order = many
    ? `; which of the ${undecided.length === 2 ? 'two' : undecided.length} is better is not decided`
    : '';
  const isShown = undecided.some(({ intervals }) => sideOf(intervals.accuracy, chance) === 'above');
  return `${mark}${result} ${guessingText(undecided, chance)}${order}.${isShown ? confoundText(standing) : ''}`;
}

/** What stands above everything that simulated people gave. */
export const simulatedPeople: Banner = {
  kind: 'simulated',
  title: 'SIMULATED',
  text: 'The people of this study do not exist. The report shows that the software works, and nothing about muscles.',
};

/** Warnings that must be read before the results: simulated people, and confounds that do as well as the best model. */
export function banners(evaluation: Evaluation): readonly Banner[] {
  const { asGood, best } = standingOf(evaluation);
  const list = asGood
    .map((rival, i) => `${rivalName(rival, { inSentence: i > 0 })} (AUC ${withInterval(rival.auc, rival.interval)})`)
    .join('; ');
  const confound: Banner = {
    kind: 'confound',
    title: 'A confound does as well as the model',
    text: `${list}, against AUC ${withInterval(best?.auc ?? null, best?.intervals.auc)} of ${best ? shortName(best) : 'the best model'}, on ${counted(evaluation.recordings, 'recording', 'recordings')} of ${counted(evaluation.subjects, 'person', 'people')}. What the model reaches may come from how and when people squeezed instead of from fatigue.`,
  };
  return [...(evaluation.simulated ? [simulatedPeople] : []), ...(asGood.length > 0 ? [confound] : [])];
}
