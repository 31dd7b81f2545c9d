import type { SessionResult } from '#live';
import { type GuideEnd, guideView, type Protocol } from '#protocol';
import type { SessionPlace } from '#study';

/** What is told of a test at its end. */
export interface TestSummaryInput {
  readonly result: SessionResult;
  readonly place: SessionPlace;
  /** Recordings, relative to the study. */
  readonly paths: readonly string[];
  readonly protocol: Protocol;
  readonly isSimulated: boolean;
}

const endWords: Readonly<Record<GuideEnd | 'device-ended', string>> = {
  'protocol-over': 'The test is complete.',
  'rule-met': 'The test is complete: its stop rule was met.',
  'time-out': 'The test is complete: it ran for its longest time without its stop rule.',
  aborted: 'The test was aborted; what was recorded is kept.',
  pain: 'The test was stopped for pain; what was recorded is kept.',
  'no-signal': 'The test ended: no signal came.',
  'device-ended': 'The device ended before the test was over; what was recorded is kept.',
};

function rounded(value: number | null | undefined, decimals: number): number | null {
  return value === null || value === undefined ? null : Number(value.toFixed(decimals));
}

/** Squeezes of a test without a rested maximum: all that tells how strength went. */
function squeezesText(values: readonly number[], isAlone: boolean, amount: (value: number) => string): string[] {
  if (!isAlone || values.length === 0) return [];
  const [first, last] = [values[0], values[values.length - 1]];
  return [
    `${values.length} squeezes: ${amount(first)} first, ${amount(Math.max(...values))} best, ${amount(last)} last.`,
  ];
}

/** A finished test in words, and as one JSON document. */
export function testSummary({ result, place, paths, protocol, isSimulated }: TestSummaryInput) {
  const { end, guide, device, durationS, nLost, judgement, strength } = result;
  const { reference, unit, lossPercent, caution } = guideView(guide);
  const counted = guide.trials.filter(({ isCounted, trial }) => isCounted && trial?.isAccepted);
  const json = {
    ...(isSimulated && { SIMULATED: true }),
    kind: 'myofade session result',
    subject: place.subject,
    session: place.session,
    protocol: protocol.id,
    end,
    device: {
      ...device,
      ...(device.batteryPercent !== undefined && { batteryPercent: Math.round(device.batteryPercent) }),
      ...(device.batteryV !== undefined && { batteryV: rounded(device.batteryV, 2) }),
    },
    durationS: rounded(durationS, 3),
    lostSamples: nLost,
    effort: unit === 'N' ? 'force' : 'emg',
    restedMvc: rounded(reference, 4),
    unit,
    lossPercent: rounded(lossPercent, 2),
    declinePercentPerMin: rounded(strength?.declinePercentPerMin, 3),
    trials: guide.trials.map(({ isReference, trial, words, isCounted, rounds, endS }) => ({
      atS: rounded(endS, 2),
      isReference,
      rounds,
      value: rounded(trial?.value, 4),
      isAccepted: trial?.isAccepted ?? false,
      isCounted,
      words,
    })),
    ratings: guide.ratings.map(({ scale, value, atS }) => ({ scale, value, atS: rounded(atS, 2) })),
    judgement: judgement && {
      probability: rounded(judgement.probability, 4),
      verdict: judgement.verdict ?? null,
      model: judgement.model,
      isOfSimulated: judgement.isOfSimulated,
    },
    caution,
    cautions: result.cautions,
    recordings: paths,
  };
  const amount = (value: number) => (unit === 'N' ? `${value.toFixed(0)} N` : `${value.toFixed(3)} mV`);
  const text = (study: string): string =>
    [
      `${isSimulated ? 'SIMULATED. ' : ''}${endWords[end]}`,
      `${place.subject}, session ${Number(place.session)}, ${protocol.name}: ${(durationS / 60).toFixed(1)} min, ${nLost} samples lost.`,
      ...(reference === null
        ? []
        : [
            `Rested maximum ${amount(reference)} by ${unit === 'N' ? 'force' : 'EMG, which is no strength'}; ${counted.length} squeezes counted.`,
          ]),
      ...squeezesText(
        counted.map(({ trial }) => trial?.value ?? 0),
        reference === null,
        amount,
      ),
      ...(lossPercent === null
        ? []
        : [`The last maximum was ${Math.abs(lossPercent).toFixed(0)} % ${lossPercent >= 0 ? 'below' : 'above'} it.`]),
      ...(judgement?.probability == null
        ? []
        : [
            `The model ${judgement.model} says P(fatigued) ${judgement.probability.toFixed(2)} of the last hold and squeeze${judgement.isOfSimulated ? '; it learned from SIMULATED people' : ''}.`,
          ]),
      ...(caution === null ? [] : [caution]),
      ...result.cautions,
      ...paths.map((path) => `  ${path}`),
      `Next: npm run -s myofade -- analyze ${study}`,
    ].join('\n');
  return { json, text };
}
