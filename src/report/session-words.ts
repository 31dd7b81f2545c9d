import { emgIsNoStrength, jasaWords } from '#fatigue';
import { counted, fixed } from './number-format.ts';
import type {
  ReasonCode,
  SessionClassifier,
  SessionStrength,
  SessionSummary,
  SessionVerdict,
  SignalChange,
} from './session-parts.ts';

/** Why a verdict is as sure as it is, in words. */
export const reasonWords: Readonly<Record<ReasonCode, string>> = {
  'no-force': 'No force was measured, and an EMG amplitude is no strength.',
  'no-rested': 'There is no rested maximum to count a loss from.',
  'no-task': 'There is no accepted maximum after a task.',
  'loss-sure': 'The interval of the loss lies on one side of the limits.',
  'loss-unsure': 'The interval of the loss reaches over a limit of the label.',
  'loss-no-interval': 'Too few rested squeezes tell how much squeezes scatter.',
  'signal-agrees': 'The median frequency of the hold fits to it.',
  'signal-silent': 'The interval of the change of the median frequency includes no change.',
  'signal-contradicts': 'The median frequency of the hold says otherwise.',
  'signal-missing': 'No fresh and fatigued hold could be compared.',
  'model-agrees': 'The classifier fits to it.',
  'model-undecided': 'The classifier does not decide.',
  'model-contradicts': 'The classifier says otherwise.',
  'model-of-simulated': 'The classifier learned from SIMULATED people, and is no witness for a person.',
  'model-missing': 'No classifier judged the fatigued recording.',
  'unequal-holds': 'The two holds had forces that differ by more than 10 %, which moves amplitude and frequency too.',
  'poor-quality': 'A quarter of the signal or more was left out for bad quality.',
};

const certaintyWords = { good: 'good', moderate: 'moderate', poor: 'poor' } as const;
const verdictWords: Readonly<Record<SessionVerdict['word'], string>> = {
  fatigued: 'Fatigued',
  fresh: 'Not fatigued',
  grey: 'Between fresh and fatigued',
  'not told': 'Not told',
};

/** `(27–41)`, with a negative limit `(−13 to −5)`. */
function limits([low, high]: readonly [number, number], decimals = 0): string {
  const between = fixed(low, decimals).startsWith('−') || fixed(high, decimals).startsWith('−') ? ' to ' : '–';
  return `(${fixed(low, decimals)}${between}${fixed(high, decimals)})`;
}

function lossSentence({ loss, trials }: SessionStrength): string {
  if (!loss) return '';
  const n = trials.filter(({ phase, isAccepted }) => phase === 'task' && isAccepted).length;
  const { lossPercent, certainty } = loss;
  const word = lossPercent >= 0 ? 'fell' : 'rose';
  const sign = lossPercent >= 0 ? 1 : -1;
  const [low, high] = certainty?.interval ?? [0, 0];
  const interval = certainty ? ` ${limits(sign > 0 ? [low, high] : [-high, -low])}` : ' (no interval)';
  return `Maximum grip ${word} ${fixed(Math.abs(lossPercent), 0)} %${interval} over ${counted(n, 'squeeze', 'squeezes')}`;
}

function signalSentence(changes: readonly SignalChange[]): string {
  const mdf = changes.find(({ id, segment }) => id === 'MDF' && segment === 'hold');
  if (!mdf) return '';
  const [low, high] = mdf.interval;
  const words = high < 0 ? 'the signal slowed' : low > 0 ? 'the signal became faster' : 'a slower signal is not shown';
  return `${words}: MDF ${fixed(mdf.percent, 0)} % ${limits(mdf.interval)}`;
}

/** What the classifier says, with how often it is right. */
export function classifierSentence(classifier: SessionClassifier | null): string {
  const last = classifier?.judgements.findLast(({ state }) => state === 'fatigued') ?? classifier?.judgements.at(-1);
  if (!classifier || !last) return '';
  const { known, isOfSimulated } = classifier.model;
  if (last.probability === null) return ` The classifier could not say: ${last.reason}`;
  const right = known
    ? `it was right in ${known.right} of ${known.n} recordings of ${known.people} people it had never seen`
    : 'how often it is right with people it has never seen, nobody counted';
  const source = isOfSimulated ? '; it learned from SIMULATED people' : '';
  return ` The classifier says ${fixed(last.probability, 2)}; ${right}${source}.`;
}

/** The session in a few sentences, built from its numbers. */
export function sessionHeadline(
  summary: Pick<SessionSummary, 'simulated' | 'verdict' | 'strength' | 'changes' | 'classifier'>,
): string {
  const { simulated, verdict, strength, changes, classifier } = summary;
  const first =
    verdict.certainty === null
      ? `Whether this muscle is fatigued is not told. ${reasonWords[verdict.reasons[0]]}`
      : `${verdictWords[verdict.word]}, with ${certaintyWords[verdict.certainty]} certainty.`;
  const parts = [strength ? lossSentence(strength) : '', signalSentence(changes)].filter((text) => text !== '');
  const joined = parts.join('; ').replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return `${simulated ? 'SIMULATED. ' : ''}${first}${joined === '' ? '' : ` ${joined}.`}${classifierSentence(classifier)}`;
}

function historyStatements({ history }: SessionSummary): string[] {
  const names = { rested_mvc: 'Rested maximum', mvc_loss: 'Loss by the task' } as const;
  const said = history.measures.flatMap(({ id, unit, change }) => {
    if (!change) return [];
    const { noise } = change;
    const words = noise
      ? `${fixed(noise.inMdc, 2)} of the minimal detectable change (${fixed(noise.mdc95, 1)} ${unit}): ${noise.isDetectable ? 'more than noise' : 'within the noise of measurement'}`
      : `it cannot be told from noise: ${counted(history.nRepeated, 'person', 'people')} of this study came twice, and at least 5 are needed`;
    return [
      `${names[id]} since the session before: ${fixed(change.change, 1)} ${unit} (${fixed(change.changePercent, 0)} %); ${words}.`,
    ];
  });
  const { hands, otherSession } = history;
  if (hands) {
    said.push(
      hands.asymmetry
        ? `Left and right: ${fixed(hands.asymmetry.percent, 1)} % (${hands.asymmetry.formula}), against session ${otherSession}. ${hands.asymmetry.rule}`
        : `${hands.none}`,
    );
  }
  return said.length > 0 ? said : ['There is no earlier session of the same protocol and hand to compare with.'];
}

function strengthStatements({ strength, noStrength }: SessionSummary): string[] {
  if (!strength) return [`${noStrength ?? emgIsNoStrength}`];
  const { rested, unit, loss, decline, recovery, norms, rule } = strength;
  return [
    rested.value === null
      ? `There is no rested maximum. ${rested.reason}`
      : `The rested maximum is ${fixed(rested.value, 0)} ${unit}. ${rested.reason}`,
    ...(loss?.certainty ? [`Loss: ${loss.certainty.method}.`] : []),
    ...(decline
      ? [
          `Decline: ${fixed(decline.percentPerMin, 1)} % of the rested maximum per minute${decline.interval ? ` ${limits(decline.interval, 1)}` : ' (no interval from two squeezes)'}.`,
        ]
      : []),
    ...recovery.map(
      ({ minutes, ratio }) =>
        `Recovery${minutes === null ? '' : ` at ${fixed(minutes, 1)} min of the session`}: ${ratio === null ? 'nothing was lost' : `${fixed(100 * ratio, 0)} % of the lost strength is back`}.`,
    ),
    ...(norms
      ? [
          ...(norms.none === undefined ? [] : [norms.none]),
          ...norms.norms.map(
            ({ source, hand, z }) => `Norm: z ${fixed(z, 2)} against ${source}, ${hand} hand. ${norms.statement}`,
          ),
        ]
      : ['No norm: sex and age of the person are not in the study.']),
    `Label: ${rule}. There is no consensus on these limits; the loss stands beside the label.`,
  ];
}

function signalStatements({ changes, recordings, strength }: SessionSummary): string[] {
  const said = changes.map(
    ({ id, segment, before, after, unit, percent, interval, method }) =>
      `${id} of the ${segment === 'mvc' ? 'maximal squeeze' : segment}: ${fixed(before, id === 'MDF' ? 1 : 3)} → ${fixed(after, id === 'MDF' ? 1 : 3)} ${unit}, ${fixed(percent, 1)} % ${limits(interval, 1)}; ${method}.`,
  );
  const readings = recordings
    .filter(({ state }) => state !== null)
    .flatMap(({ state, efforts }) =>
      efforts
        .filter(({ kind }) => kind === 'hold')
        .map(({ jasa }) => `JASA, ${state} hold: ${jasa ? jasaWords[jasa.reading] : 'too few epochs.'}`),
    );
  const forces = strength?.holdForces;
  return [
    ...said,
    ...(forces
      ? [
          `Mean force of the holds: ${fixed(forces.fresh, 0)} ${strength.unit} fresh, ${fixed(forces.fatigued, 0)} ${strength.unit} fatigued. Amplitude and frequency compare only at the same force.`,
        ]
      : []),
    ...readings,
  ];
}

/** All that a session says and does not say, in sentences. */
export function sessionStatements(summary: SessionSummary): string[] {
  const { simulated, verdict, quality, classifier } = summary;
  return [
    ...(simulated ? ['SIMULATED. This signal was computed. The person does not exist.'] : []),
    ...(verdict.certainty === null
      ? []
      : [`Certainty is ${verdict.certainty}: ${verdict.reasons.map((code) => reasonWords[code]).join(' ')}`]),
    ...strengthStatements(summary),
    ...signalStatements(summary),
    ...(classifier?.model.results ? [`Of the model ${classifier.model.id}: ${classifier.model.results}`] : []),
    `${quality.excluded} of ${quality.windows} windows of 1 s were left out for bad quality; ${quality.lostSamples} samples were lost.`,
    ...historyStatements(summary),
    'For research and teaching. Not a medical device: it gives no diagnosis and no advice on treatment.',
  ];
}
