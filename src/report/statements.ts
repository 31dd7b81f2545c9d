import { mean, standardDeviation } from '#signal';
import { areaUnderRoc, type Evaluation, type ModelResult } from '#study';
import { shortName, splitText } from './model-name.ts';
import { counted, share, withInterval } from './number-format.ts';
import { isShuffled, overlap, type Rival, type Standing, sideOf, standingOf } from './standing.ts';

const recordingsOf = (n: number, subjects: number): string =>
  `${counted(n, 'recording', 'recordings')} of ${counted(subjects, 'person', 'people')}`;

const aucOf = (result: ModelResult): string => `AUC ${withInterval(result.auc, result.intervals.auc)}`;

/** `“Onset time” alone` or `All nuisance quantities together`. */
export function rivalName({ kind, name }: Rival, { inSentence = false } = {}): string {
  if (kind === 'alone') return `“${name}” alone`;
  return inSentence ? name.replace(/^A/, 'a') : name;
}

const rivalAuc = ({ auc, interval }: Rival): string => `AUC ${withInterval(auc, interval)}`;

const insideOnly =
  'The models see only what lies inside the contractions, but an effect of pacing or of the recording conditions on the contractions themselves cannot be excluded.';

function confoundStatements(evaluation: Evaluation, { best, rivals, asGood, close }: Standing): string[] {
  if (rivals.length === 0) {
    return ['No nuisance quantity was evaluated, so it is not known what they could explain.'];
  }
  const [strongest] = rivals;
  const who = recordingsOf(evaluation.recordings, evaluation.subjects);
  if (best === undefined || best.auc === null) {
    return [
      `${rivalName(strongest)} ${strongest.kind === 'alone' ? 'reaches' : 'reach'} ${rivalAuc(strongest)} (${who}), without looking at the muscle.`,
    ];
  }
  const model = `the best model by AUC, ${shortName(best)}, with ${aucOf(best)} (${who})`;
  if (asGood.length > 0) {
    const how = share(strongest.auc) === share(best.auc) ? 'as well as' : 'better than';
    const others = asGood.slice(1).map((rival) => `${rivalName(rival, { inSentence: true })}, ${rivalAuc(rival)}`);
    const likewise = others.length > 0 ? ` So ${others.length === 1 ? 'does' : 'do'}: ${others.join('; ')}.` : '';
    return [
      `${rivalName(strongest)} ${strongest.kind === 'alone' ? 'separates' : 'separate'} the states with ${rivalAuc(strongest)}: ${how} ${model}.${likewise} ${insideOnly}`,
    ];
  }
  const more = close.length > 1 ? ` and ${close.length - 1} more` : '';
  const inside =
    close.length > 0
      ? `Its AUC${more} ${more ? 'lie' : 'lies'} inside the interval of ${model}: these data do not show that the model knows more than the circumstances of recording.`
      : `It lies below the interval of ${model}.`;
  return [
    `No nuisance quantity does as well as the best model. The strongest: ${rivalName(strongest, { inSentence: true })}, ${rivalAuc(strongest)}. ${inside} ${insideOnly}`,
  ];
}

/** What the AUC adds where accuracy alone does not tell a model from guessing. */
function rankingStatement({ auc, intervals }: ModelResult): string {
  if (sideOf(intervals.auc, 0.5) !== 'above') return '';
  return ` Its AUC of ${withInterval(auc, intervals.auc)} lies above 0.50: it ranks recordings better than guessing, but its decisions at probability 0.5 do not show it.`;
}

function chanceStatement(result: ModelResult, chance: number): string {
  const limits = result.intervals.accuracy;
  const head = `${shortName(result)}: accuracy ${withInterval(result.accuracy, limits)} on ${recordingsOf(result.n, result.subjects)}.`;
  if (!limits) return `${head} Without an interval nothing can be said about chance.`;
  const level = `chance (${share(chance)})`;
  const side = sideOf(limits, chance);
  if (side === 'above') return `${head} The interval lies above ${level}: better than guessing, for people like these.`;
  if (side === 'below') {
    return `${head} The interval lies below ${level}: worse than guessing, which points to labels or files that are mixed up.`;
  }
  return `${head} The interval includes ${level}: these data do not show that its decisions are better than guessing.${rankingStatement(result)}`;
}

/** The models are the same for every study; where they come from is a limit of every number on people of that study. */
const developmentStatement =
  'Features and settings of the models were chosen knowing results on 26 students (handgrip-fds). If these recordings are of those people, the scores are optimistic, and only people nobody has looked at can test them.';

/** Fewer swaps than this say nothing about the procedure: their mean is too uncertain. */
const leastSwaps = 10;

/** AUC of each label swap; its chance level is 0.5 however many recordings are fatigued. */
function aucOfSwaps({ perRecording }: ModelResult): number[] {
  const swaps = [...new Set(perRecording.map((decision) => decision.swap))];
  return swaps
    .map((swap) => areaUnderRoc(perRecording.filter((decision) => decision.swap === swap)))
    .filter((auc) => auc !== null);
}

function shuffledStatement(result: ModelResult): string {
  const aucs = aucOfSwaps(result);
  const people = counted(result.subjects, 'person', 'people');
  const head = `${shortName(result)}: AUC ${withInterval(result.auc, result.intervals.auc)} (mean and range of ${counted(aucs.length, 'swap', 'swaps')}, ${people}).`;
  if (aucs.length < leastSwaps) return `${head} That is too few swaps to tell whether the procedure is at chance.`;
  if ('finished' in (result.settings as object)) {
    return `${head} The model learned nothing here, so this shows how far such scores scatter by chance, and no leak.`;
  }
  // The mean of n swaps is known to two standard errors; the range of single swaps would hide a small leak.
  const margin = (2 * standardDeviation(aucs)) / Math.sqrt(aucs.length);
  const known = `the mean is known to ± ${share(margin)}`;
  return mean(aucs) - margin > 0.5
    ? `${head} With labels that mean nothing the procedure should be at chance (0.50) and lies above it (${known}). Do not rely on the other numbers until the reason is found.`
    : `${head} With labels that mean nothing the procedure is not above chance (0.50; ${known}), as it must be: no sign that test people leak into training.`;
}

/** What labels that mean nothing say about a leak from test people into training, control by control. */
export function leakStatements(evaluation: Evaluation): string[] {
  const shuffled = standingOf(evaluation).controls.filter(isShuffled);
  if (shuffled.length > 0) return shuffled.map(shuffledStatement);
  return ['No control with shuffled labels was run, so a leak would not have been noticed.'];
}

function comparisonStatements([best, ...others]: readonly ModelResult[]): string[] {
  return others.flatMap((other) => {
    if (best.auc === null || other.auc === null) return [];
    const people = counted(Math.min(best.subjects, other.subjects), 'person', 'people');
    const higher =
      share(best.auc) === share(other.auc)
        ? `${shortName(best)} and ${shortName(other)} have the same AUC`
        : `${shortName(best)} has a higher AUC than ${shortName(other)}`;
    const head = `${higher}: ${withInterval(best.auc, best.intervals.auc)} and ${withInterval(other.auc, other.intervals.auc)} (${people}).`;
    const a = best.intervals.auc;
    const b = other.intervals.auc;
    if (!a || !b) return [head];
    return overlap(a, b)
      ? [`${head} The intervals overlap, so which of the two does better on other people is not decided here.`]
      : [`${head} The intervals do not overlap. The difference itself was not tested.`];
  });
}

function exclusionStatement({ excluded, recordings }: Evaluation): string[] {
  if (excluded.length === 0) return [];
  const total = recordings + excluded.length;
  return [
    `${excluded.length} of ${counted(total, 'recording', 'recordings')} could not be used and ${excluded.length === 1 ? 'is' : 'are'} in no number here; the reasons stand in the study table. What is shown holds for recordings like those that were used.`,
  ];
}

/**
 * What an evaluation shows and what it does not, in sentences built from its numbers. What the circumstances of recording
 * could explain comes first; then chance, controls, comparison, and the limits that no number removes.
 */
export function statements(evaluation: Evaluation): readonly string[] {
  const standing = standingOf(evaluation);
  const { models, best, chance } = standing;
  return [
    ...(evaluation.simulated
      ? [
          'SIMULATED. These people do not exist. The numbers show that the software works from file to decision, and nothing about muscles.',
        ]
      : []),
    ...confoundStatements(evaluation, standing),
    ...models.map((result) => chanceStatement(result, chance)),
    ...(best ? [] : ['No model was evaluated: only baselines and controls are shown.']),
    ...leakStatements(evaluation),
    ...comparisonStatements(models),
    `All numbers rest on ${recordingsOf(evaluation.recordings, evaluation.subjects)}, one decision per recording, by a model that never saw the person; split: ${splitText(evaluation.split)}. Parts of one recording are never counted as separate cases.`,
    ...(evaluation.simulated ? [] : [developmentStatement]),
    ...exclusionStatement(evaluation),
    'By the protocol of the test the fatigued recording follows the fresh one, and nothing here says otherwise. What drifts with time (sweat, skin temperature, electrode contact, posture) cannot be separated from fatigue without rested repeats or a known, changed order.',
    'No measurement of force enters this evaluation. Strength is given as an EMG-derived %MVC, which takes EMG amplitude for force; it cannot confirm that a recording labelled fatigued was made in a fatigued state. The labels are taken as given.',
    'For research and teaching. Not a medical device: it gives no diagnosis and no advice on treatment.',
  ];
}
