import { type StrengthBlock, type StrengthTest, statedFacts } from '#fatigue';
import type { Provenance } from '#recording';
import { counted, decimalsFor, fixed, seconds } from './number-format.ts';
import { isSimulatedSource } from './simulated-source.ts';

/** A strength test with where its recordings come from, in their order. */
export interface StrengthTestView {
  readonly test: StrengthTest;
  readonly provenances: readonly Provenance[];
}

/** What `strength --json` prints. */
export interface StrengthTestSummary extends StrengthTest {
  readonly simulated: boolean;
  readonly sha256: readonly string[];
  readonly statements: readonly string[];
}

/** `400 N`; without a unit where the file names none. */
export function forceInUnit(value: number, { unit }: Pick<StrengthTest, 'unit'>): string {
  const number = fixed(value, decimalsFor(value));
  return unit === 'other' || unit === 'count' ? number : `${number} ${unit}`;
}

/** `fatigued, 25.0 % lost`, `grey (between the limits), …`. */
export function lossText({ loss }: StrengthBlock): string {
  if (loss === null) return '–';
  const { state, lossPercent } = loss;
  const lost = lossPercent < 0 ? `${fixed(-lossPercent, 1)} % gained` : `${fixed(lossPercent, 1)} % lost`;
  return `${state === 'grey' ? 'grey, between the limits' : state}, ${lost}`;
}

/** What a block is: the rested maximum, the end of the task, or recovery. */
export function blockName({ blocks }: StrengthTest, i: number): string {
  if (blocks[i].isRested) return 'rested';
  const nth = blocks.slice(0, i).filter(({ isRested }) => !isRested).length;
  return nth === 0 ? 'after' : `recovery ${nth}`;
}

/** Whether every recording says that it was computed. */
export function isSimulatedTest({ provenances }: StrengthTestView): boolean {
  return provenances.some(isSimulatedSource);
}

/** The result in one or two sentences. */
export function strengthHeadline(view: StrengthTestView): string {
  const { test } = view;
  const { rested, blocks } = test;
  const mark = isSimulatedTest(view) ? 'SIMULATED. ' : '';
  const maximum =
    rested.value === null
      ? `There is no rested maximum. ${rested.reason}`
      : `The rested maximum is ${forceInUnit(rested.value, test)}. ${rested.reason}`;
  const after = blocks.find(({ loss }) => loss !== null);
  if (!after?.loss || after.mvc.value === null) return `${mark}${maximum}`;
  return `${mark}${maximum} Later ${forceInUnit(after.mvc.value, test)}: ${lossText(after)}.`;
}

/** Share of the target below which a hold fails, as `endurance` has it unless told otherwise. */
const usualLeastShare = 0.95;

function holdStatements(test: StrengthTest): string[] {
  return test.holds.map(({ recording, startS, endurance, allOut, meanForce }) => {
    const where = `Hold at ${seconds(startS)} of ${test.recordings[recording].file}, mean ${forceInUnit(meanForce, test)}`;
    if (endurance) {
      const { target, enduranceS, hasFailed, rule } = endurance;
      const time =
        endurance.startS === null
          ? 'the target was never reached'
          : `${hasFailed ? '' : 'at least '}${seconds(enduranceS)}`;
      const share = meanForce / target;
      const low =
        share < usualLeastShare
          ? ` The mean of the whole hold is ${fixed(100 * share, 0)} % of the target: whoever aimed low looks like one who failed.`
          : '';
      const open = hasFailed ? '' : ' The record ended first.';
      return `${where}: endurance at ${forceInUnit(target, test)} ${time}. ${rule}${low}${open} A hold that was stopped by plan looks like one that failed.`;
    }
    if (!allOut) return `${where}.`;
    const { fromStart, fromPeak, fall } = allOut;
    const falls = Object.entries(fall).map(([id, time]) => `${id} ${time === null ? 'not reached' : seconds(time)}`);
    return `${where}, taken as all-out since no --target was given: static fatigue index over ${seconds(fromStart.durationS)} ${fixed(fromStart.percent, 1)} % from the start${fromPeak ? `, ${fixed(fromPeak.percent, 1)} % from the peak` : ''}; from the largest force on ${falls.join(', ')} (force smoothed over 0.25 s).`;
  });
}

function repeatedStatements(test: StrengthTest): string[] {
  return test.blocks.flatMap(({ repeated, recording }, i) => {
    if (!repeated) return [];
    const { n, firstLastPercent, fi3Percent, declinePercentPerMin, state } = repeated;
    return [
      `Repeated maxima (${blockName(test, i)}, ${test.recordings[recording].file}, n = ${n}): fatigue index ${fixed(firstLastPercent, 1)} % from first and last, FI3 ${fixed(fi3Percent, 1)} %, decline ${fixed(declinePercentPerMin, 1)} % of the maximum per minute; by FI3 ${state.state}.`,
    ];
  });
}

function besideStatements(test: StrengthTest): string[] {
  const { score, norms, hands, change, intermittent, reliability } = test;
  const said: string[] = [];
  if (score) said.push(`Score: ${forceInUnit(score.value, test)}. ${score.statement}`);
  if (intermittent) {
    const { criticalForce, impulseAbove, lastTrendPercent, n, nLast, timing } = intermittent;
    said.push(
      `Intermittent test (${timing.contractionS} s on, ${timing.restS} s off, n = ${n}): critical force ${forceInUnit(criticalForce, test)} (mean of the last ${nLast}), impulse above it ${forceInUnit(impulseAbove, test)}·s; the last ones change by ${fixed(lastTrendPercent, 1)} % each: far below 0 means no plateau.`,
    );
  }
  if (norms) {
    const { norms: found, none, statement } = norms;
    said.push(
      ...(none === undefined ? [] : [none]),
      ...found.map(
        ({ source, protocol, hand, ages, mean, sd, z }) =>
          `Norm: z ${fixed(z, 2)} against ${source} (${hand} hand, ${ages.join('–')} years, mean ${forceInUnit(mean, test)}, SD ${forceInUnit(sd, test)}; ${protocol}). ${statement} Compare only what was measured alike; a low z is no finding by itself.`,
      ),
    );
  }
  if (hands) {
    const { asymmetry, none, otherHand } = hands;
    const other = otherHand === null ? '' : ` The other hand: ${forceInUnit(otherHand, test)}.`;
    said.push(
      asymmetry
        ? `Asymmetry ${fixed(asymmetry.percent, 1)} % (${asymmetry.formula}).${other} ${asymmetry.rule}`
        : `${none}${other}`,
    );
  }
  if (reliability) {
    const { nPeople, nSessions, icc21, semAgreement, mdc95Agreement } = reliability;
    said.push(
      `Reliability of ${nPeople} people in ${nSessions} sessions: ICC(2,1) ${fixed(icc21, 2)}, SEM ${forceInUnit(semAgreement, test)}, MDC95 ${forceInUnit(mdc95Agreement, test)} (agreement). It holds for people like those.`,
    );
  }
  if (change) {
    const { earlier, change: by, changePercent, noise } = change;
    const words = noise
      ? `${fixed(noise.inMdc, 2)} times the minimal detectable change (MDC95 ${forceInUnit(noise.mdc95, test)}): ${noise.isDetectable ? 'more than noise, if the error was found in people like this one' : 'within the noise of measurement'}`
      : 'no SEM or MDC is known, so it cannot be told from noise';
    said.push(
      `Change since the earlier session (${forceInUnit(earlier, test)}): ${forceInUnit(by, test)}, ${fixed(changePercent, 1)} %; ${words}.`,
    );
  }
  return said;
}

/** All that a test says and does not say, in sentences. */
export function strengthTestStatements(view: StrengthTestView): readonly string[] {
  const { test } = view;
  const { blocks, facts, rule, unit } = test;
  const recovered = blocks.flatMap(({ recovery, minutes }, i) =>
    recovery === null
      ? []
      : [
          `${blockName(test, i)}: ${fixed(100 * recovery, 0)} % of the lost strength is back${minutes === null ? '' : ` ${fixed(minutes, 1)} min after the task`}.`,
        ],
  );
  return [
    ...(isSimulatedTest(view) ? ['SIMULATED. This force was computed. The person does not exist.'] : []),
    ...holdStatements(test),
    ...repeatedStatements(test),
    ...recovered.map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`),
    ...besideStatements(test),
    `Label: ${rule}. There is no consensus on these limits; the loss stands beside the label.`,
    `Every effort of less than the length of a hold counts as a maximal squeeze: whether somebody tried their hardest is not in a force (${counted(blocks.flatMap(({ trials }) => trials).length, 'squeeze', 'squeezes')} here). Set them by --segments where some were not maximal.`,
    ...(unit === 'other' || unit === 'count'
      ? ['The file names no unit of force: values compare only with each other.']
      : []),
    `Recorded facts: ${statedFacts(facts).join('; ')}.`,
    'For research and teaching. Not a medical device: it gives no diagnosis and no advice on treatment.',
  ];
}

/** The test as a plain document. */
export function strengthTestSummary(view: StrengthTestView): StrengthTestSummary {
  return {
    simulated: isSimulatedTest(view),
    sha256: view.provenances.map(({ sha256 }) => sha256),
    ...view.test,
    statements: strengthTestStatements(view),
  };
}
