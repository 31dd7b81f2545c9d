import {
  contractionSignal,
  contractionSpectrum,
  dimitrovIndex,
  mdfCourse,
  meanFrequency,
  medianFrequency,
  normalisedSlope,
} from '#fatigue';
import { builtInProtocol } from '#protocol';
import { findContractions, type Recording, type SegmentKind } from '#recording';
import { mean, pairedDifference, rms, standardDeviation } from '#signal';
import { type DifficultyName, simulatePerson } from '#simulate';

/** What was published or measured of a feature in a real cohort: mean and SD fresh, mean fatigued, and dz. */
interface RealFeature {
  readonly fresh: readonly [mean: number, sd: number];
  readonly fatigued: number;
  readonly dz: number;
  readonly decimals: number;
  /** Whether the realistic difficulty was fitted to it. */
  readonly fitted: 'level and effect' | 'level' | 'effect' | 'no';
}

const countMv = 3300 / 1009 / 1024;
export const realPeople = 26;

/** A handgrip study of 26 people in the same test (BITalino, 1 kHz, Welch 1024, 20–450 Hz). */
export const realCohort: Readonly<Record<string, RealFeature>> = {
  'hold MDF (Hz)': { fresh: [74.7, 13.3], fatigued: 71.6, dz: -0.47, decimals: 1, fitted: 'level' },
  'hold MNF (Hz)': { fresh: [91.6, 15.2], fatigued: 86.5, dz: -0.57, decimals: 1, fitted: 'level and effect' },
  'hold log10 FInsm5': { fresh: [-12.93, 0.34], fatigued: -12.78, dz: 0.64, decimals: 2, fitted: 'effect' },
  'hold RMS (counts)': { fresh: [56.6, 28.1], fatigued: 61.8, dz: 0.24, decimals: 1, fitted: 'no' },
  'maximum RMS (counts)': { fresh: [80.1, 34.5], fatigued: 69.0, dz: -0.61, decimals: 1, fitted: 'effect' },
  'ln(RMS hold / maximum)': { fresh: [-0.363, 0.27], fatigued: -0.152, dz: 0.63, decimals: 2, fitted: 'effect' },
  'hold MDF slope (%/s)': { fresh: [-0.42, 1.4], fatigued: -0.99, dz: -0.34, decimals: 2, fitted: 'no' },
};

/** One feature of a simulated cohort beside the real one's. */
export interface SimulatedFeature {
  readonly name: string;
  readonly fresh: readonly [mean: number, sd: number];
  readonly fatigued: readonly [mean: number, sd: number];
  readonly dz: number;
  /** 95 % interval of dz over people. */
  readonly interval: readonly [low: number, high: number];
}

/** A simulated cohort as it was measured. */
export interface SimulatedCohort {
  readonly difficulty: DifficultyName;
  readonly people: number;
  readonly features: readonly SimulatedFeature[];
  /** Recordings whose hold or maximum was not found; their people are left out. */
  readonly notFound: number;
  readonly cycles: readonly number[];
  readonly secondsPerPerson: number;
}

/** The features of one recording, measured as those of the real cohort; null where an effort was not found. */
function featuresOf(recording: Recording): Readonly<Record<string, number>> | null {
  const [channel] = recording.channels;
  const { segments } = findContractions(channel);
  const part = (kind: SegmentKind) => segments.find((segment) => segment.kind === kind);
  const [holdSegment, mvcSegment] = [part('hold'), part('mvc')];
  if (!holdSegment || !mvcSegment) return null;
  const [hold, mvc] = [contractionSignal(channel, holdSegment), contractionSignal(channel, mvcSegment)];
  const spectrum = contractionSpectrum(hold);
  const slope = normalisedSlope(mdfCourse(hold));
  if (slope === null) return null;
  const [holdRms, mvcRms] = [rms(hold.samples), rms(mvc.samples)];
  return {
    'hold MDF (Hz)': medianFrequency(spectrum),
    'hold MNF (Hz)': meanFrequency(spectrum),
    'hold log10 FInsm5': Math.log10(dimitrovIndex(spectrum)),
    'hold RMS (counts)': holdRms / countMv,
    'maximum RMS (counts)': mvcRms / countMv,
    'ln(RMS hold / maximum)': Math.log(holdRms / mvcRms),
    'hold MDF slope (%/s)': slope,
  };
}

const protocol = builtInProtocol('handgrip-fatigue');

/** SIMULATED: people drawn from a seed, each through the whole test, measured as the real cohort was. */
export function measureCohort(options: { people: number; seed: number; difficulty: DifficultyName }): SimulatedCohort {
  const { people, seed, difficulty } = options;
  const start = performance.now();
  const tests = Array.from({ length: people }, (_, index) => {
    const { session } = simulatePerson({ seed, index, difficulty, protocol });
    const [fresh, fatigued] = session.recordings.map(({ recording }) => featuresOf(recording));
    return { fresh, fatigued, cycles: Math.max(...session.steps.map(({ step }) => step.rounds[0] ?? 0)) };
  });
  const secondsPerPerson = (performance.now() - start) / 1000 / people;
  const whole = tests.filter(({ fresh, fatigued }) => fresh !== null && fatigued !== null);
  const features = Object.keys(realCohort).map((name): SimulatedFeature => {
    const column = (state: 'fresh' | 'fatigued') => whole.map((test) => test[state]?.[name] ?? Number.NaN);
    const [fresh, fatigued] = [column('fresh'), column('fatigued')];
    const { d } = pairedDifference(fresh, fatigued);
    return {
      name,
      fresh: [mean(fresh), standardDeviation(fresh)],
      fatigued: [mean(fatigued), standardDeviation(fatigued)],
      dz: d?.value ?? Number.NaN,
      interval: d?.interval ?? [Number.NaN, Number.NaN],
    };
  });
  const notFound = tests.flatMap(({ fresh, fatigued }) => [fresh, fatigued]).filter((found) => found === null).length;
  return { difficulty, people, features, notFound, cycles: tests.map(({ cycles }) => cycles), secondsPerPerson };
}
