import { contractionSignal, contractionSpectrum, dimitrovIndex, meanFrequency, medianFrequency } from '#fatigue';
import type { Recording } from '#recording';
import { mean, rms, standardDeviation } from '#signal';
import {
  type SimulatedTask,
  simulateTask,
  type TaskStep,
  type VirtualParticipant,
  virtualParticipant,
} from '#simulate';

/** One quantity of simulated people beside what is known of real ones. */
export interface LiteratureRow {
  readonly quantity: string;
  readonly values: readonly number[];
  readonly decimals: number;
  readonly literature: string;
}

const rest = (durationS: number, record = false): TaskStep => ({ kind: 'rest', durationS, record });
const maximal = (durationS: number, record = false): TaskStep => ({ kind: 'maximal', durationS, record });
const untilFailure = (targetShare: number): TaskStep => ({
  kind: 'target',
  durationS: 1800,
  targetShare,
  untilFailure: true,
  record: true,
});

/** Spectrum and RMS of a stretch of a recorded task, times from the task's start. */
function partOf({ recording, truth }: SimulatedTask, fromS: number, toS: number) {
  const startS = truth.recordedS?.[0] ?? 0;
  const segment = { kind: 'hold', channel: 'EMG', startS: fromS - startS, endS: toS - startS } as const;
  const signal = contractionSignal((recording as Recording).channels[0], segment);
  return { spectrum: contractionSpectrum(signal), rms: rms(signal.samples) };
}

/** The maximum of a task that ends with one of 4 s and 1 s of rest. */
function maximumOf(task: SimulatedTask) {
  const effort = task.truth.contractions[task.truth.contractions.length - 1];
  return { ...partOf(task, effort.startS, effort.endS), bestN: effort.bestN };
}

function measuredHold(participant: VirtualParticipant, targetShare: number) {
  const maximum = [rest(1, true), maximal(4, true), rest(1, true)];
  const before = simulateTask({ participant, steps: [...maximum, rest(300)] });
  const hold = simulateTask({ participant, steps: [rest(1, true), untilFailure(targetShare)], state: before.state });
  let { state } = hold;
  const afterwards = [6, 54, 294].map((pauseS) => {
    const after = simulateTask({ participant, steps: [rest(pauseS), ...maximum], state });
    state = after.state;
    return maximumOf(after);
  });
  const [effort] = hold.truth.contractions;
  // Ten seconds at each end, or a third of a hold that is shorter than thirty.
  const endS = Math.min(10, (effort.endS - effort.startS) / 3);
  const first = partOf(hold, effort.startS + 1, effort.startS + 1 + endS);
  const last = partOf(hold, effort.endS - endS, effort.endS);
  const rested = maximumOf(before);
  return { enduranceS: effort.endS - effort.startS, first, last, rested, afterwards };
}

type Hold = ReturnType<typeof measuredHold>;
const change = (from: number, to: number): number => 100 * (to / from - 1);
const mdfChange = ({ first, last }: Hold): number =>
  change(medianFrequency(first.spectrum), medianFrequency(last.spectrum));
const rmsRise = ({ first, last }: Hold): number => last.rms / first.rms;
const lossAfter = ({ rested, afterwards }: Hold, which: number): number =>
  change(rested.bestN, afterwards[which].bestN);

/** Twelve maxima of 3 s with 5 s between them: fatigue index of first and last three (%). */
function maximaIndex(participant: VirtualParticipant): number {
  const steps = Array.from({ length: 12 }, () => [maximal(3), rest(5)]).flat();
  const best = simulateTask({ participant, steps }).truth.contractions.map(({ bestN }) => bestN);
  return 100 * (1 - mean(best.slice(-3)) / mean(best.slice(0, 3)));
}

/** 5 s at 50 %, 5 s of rest, until the force fails, at most an hour: time (s) and loss of the maximum afterwards (%). */
function intermittent(participant: VirtualParticipant): { timeS: number; loss: number } {
  const cycle: TaskStep[] = [{ kind: 'target', durationS: 5, targetShare: 0.5, record: false }, rest(5)];
  let task = simulateTask({ participant, steps: cycle });
  let cycles = 1;
  for (; task.truth.steps[0].failedAtS === null && cycles < 360; cycles++) {
    task = simulateTask({ participant, steps: cycle, state: task.state });
  }
  const after = simulateTask({ participant, steps: [maximal(4), rest(1)], state: task.state });
  return { timeS: 10 * cycles, loss: change(participant.mvcN, after.truth.contractions[0].bestN) };
}

/** SIMULATED: textbook participants in the tasks that studies report, so that the model can be compared with them. */
export function measureLiterature({ people, seed }: { people: number; seed: number }): LiteratureRow[] {
  const participants = Array.from({ length: people }, (_, index) =>
    virtualParticipant({ seed, index, difficulty: 'textbook' }),
  );
  const holds = (share: number): Hold[] => participants.map((participant) => measuredHold(participant, share));
  const [at30, at40, at50, at70] = [0.3, 0.4, 0.5, 0.7].map(holds);
  const pauses = participants.map(intermittent);
  const row = (quantity: string, values: readonly number[], decimals: number, literature: string): LiteratureRow => ({
    quantity,
    values,
    decimals,
    literature,
  });
  const ofHolds = (all: readonly Hold[], of: (hold: Hold) => number): number[] => all.map(of);
  const mdfOf = (spectrum: Hold['first']['spectrum']): number => medianFrequency(spectrum);
  return [
    row(
      '40 % to failure: endurance (s)',
      ofHolds(at40, (hold) => hold.enduranceS),
      0,
      '147 (R)',
    ),
    row(
      '40 %: MDF, first 10 s (Hz)',
      ofHolds(at40, ({ first }) => mdfOf(first.spectrum)),
      1,
      '',
    ),
    row('40 %: MDF, last 10 s against first (%)', ofHolds(at40, mdfChange), 1, '−20 to −35 (R)'),
    row(
      '40 %: MNF, last against first (%)',
      ofHolds(at40, ({ first, last }) => change(meanFrequency(first.spectrum), meanFrequency(last.spectrum))),
      1,
      '',
    ),
    row(
      '40 %: FInsm5, last / first',
      ofHolds(at40, ({ first, last }) => dimitrovIndex(last.spectrum) / dimitrovIndex(first.spectrum)),
      2,
      'up to 8 (Dimitrov 2006, knee extensors)',
    ),
    row('40 %: RMS, last / first', ofHolds(at40, rmsRise), 2, '1.75: +30 % of the maximum (Lind 1979)'),
    row(
      '40 %: maximum 6 s after (%)',
      ofHolds(at40, (hold) => lossAfter(hold, 0)),
      0,
      '−27 after 50 % (n 5), −48 (intermittent)',
    ),
    row(
      '40 %: maximum a minute after (%)',
      ofHolds(at40, (hold) => lossAfter(hold, 1)),
      0,
      '',
    ),
    row(
      '40 %: maximum six minutes after (%)',
      ofHolds(at40, (hold) => lossAfter(hold, 2)),
      0,
      'not yet recovered at 20 min (elbow)',
    ),
    row(
      '40 %: MDF of the maximum 6 s after (%)',
      ofHolds(at40, ({ rested, afterwards }) => change(mdfOf(rested.spectrum), mdfOf(afterwards[0].spectrum))),
      0,
      '',
    ),
    row(
      '40 %: MDF of the maximum six minutes after (%)',
      ofHolds(at40, ({ rested, afterwards }) => change(mdfOf(rested.spectrum), mdfOf(afterwards[2].spectrum))),
      0,
      'back by about 6 min',
    ),
    row(
      '40 %: RMS of the maximum 6 s after / before',
      ofHolds(at40, ({ rested, afterwards }) => afterwards[0].rms / rested.rms),
      2,
      '0.84 after the 70 % loop',
    ),
    row(
      '30 %: endurance (s)',
      ofHolds(at30, (hold) => hold.enduranceS),
      0,
      '233 (R)',
    ),
    row('30 %: MDF (%)', ofHolds(at30, mdfChange), 1, ''),
    row('30 %: RMS, last / first', ofHolds(at30, rmsRise), 2, '2.0 (Lind 1979)'),
    row(
      '50 %: endurance (s)',
      ofHolds(at50, (hold) => hold.enduranceS),
      0,
      '102 (R); 79–96 (fingers)',
    ),
    row('50 %: MDF (%)', ofHolds(at50, mdfChange), 1, ''),
    row('50 %: RMS, last / first', ofHolds(at50, rmsRise), 2, '1.6 (Lind 1979)'),
    row(
      '50 %: maximum 6 s after (%)',
      ofHolds(at50, (hold) => lossAfter(hold, 0)),
      0,
      '−27 (n 5)',
    ),
    row(
      '70 %: endurance (s)',
      ofHolds(at70, (hold) => hold.enduranceS),
      0,
      '60 (R)',
    ),
    row('12 maxima of 3 s: fatigue index (%)', participants.map(maximaIndex), 1, '30'),
    row(
      '50 %, 5 s on and off: time to failure (s)',
      pauses.map(({ timeS }) => timeS),
      0,
      '685–793 (Gonzales 2007)',
    ),
    row(
      '50 %, 5 s on and off: maximum after (%)',
      pauses.map(({ loss }) => loss),
      0,
      '−48 to −50 (Gonzales 2007)',
    ),
  ];
}

/** `139 ± 39`, the numbers aligned with the decimals of the row. */
export function meanAndSd({ values, decimals }: LiteratureRow): string {
  return `${mean(values).toFixed(decimals)} ± ${standardDeviation(values).toFixed(decimals)}`.replaceAll('-', '−');
}
