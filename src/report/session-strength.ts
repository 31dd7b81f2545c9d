import { MyofadeError } from '#base';
import {
  courseTrend,
  type ForceRecording,
  forceChannel,
  labelOfLoss,
  lossInterval,
  type NormPerson,
  recoveryRatios,
  type StrengthFacts,
  type StrengthTest,
  strengthTest,
} from '#fatigue';
import type { Segment } from '#recording';
import type { SessionRecording, StudySession } from '#study';
import type { SessionStrength, SessionTrial } from './session-parts.ts';

const cueKinds: Readonly<Record<string, Segment['kind']>> = { rest: 'rest', hold: 'hold', mvc: 'mvc' };

/** What the cues of a guided test asked for, as segments of a channel; practice and what was broken off are left out. */
export function cuedSegments({ recording }: SessionRecording, channel: string): Segment[] {
  const lengthS = Math.max(0, ...recording.channels.map(({ samples, fs }) => samples.length / fs));
  return recording.events.flatMap(({ label, onsetS, durationS }) => {
    const kind = cueKinds[label];
    const endS = Math.min(onsetS + durationS, lengthS);
    return kind !== undefined && endS > onsetS ? [{ kind, channel, startS: onsetS, endS }] : [];
  });
}

/** What is known of the person and the hand, as norms and comparisons need it. */
export function factsOf({ cells, person }: Pick<StudySession, 'cells' | 'person'>): StrengthFacts {
  const hand = cells.hand ?? person.side;
  const { dominant_hand: dominant, posture, handle_position: handle, instructed_by: by, encouragement } = cells;
  const sides = ['left', 'right'];
  const cheer = ['verbal', 'visual', 'both', 'none'];
  return {
    ...(posture !== undefined && { posture }),
    ...(handle !== undefined && { handlePosition: handle }),
    ...(by !== undefined && { instructedBy: by }),
    ...(sides.includes(hand) && { hand: hand as 'left' | 'right' }),
    ...([...sides, 'both'].includes(dominant) && { dominantHand: dominant as 'left' | 'right' | 'both' }),
    ...(cheer.includes(encouragement) && { encouragement: encouragement as 'verbal' | 'visual' | 'both' | 'none' }),
  };
}

function normPerson({ person }: StudySession): NormPerson | undefined {
  const ageYears = Number(person.age);
  const sex = { F: 'female', M: 'male' }[person.sex] as NormPerson['sex'] | undefined;
  return sex !== undefined && ageYears > 0 ? { sex, ageYears } : undefined;
}

function forcesOf(recordings: readonly SessionRecording[]): ForceRecording[] {
  return recordings.map((one) => {
    const force = forceChannel(one.recording);
    return {
      file: one.file,
      force,
      segments: cuedSegments(one, force.name),
      ...(one.offsetS !== null && { offsetS: one.offsetS }),
    };
  });
}

/** Squeezes in the order of time; those after the recording of the fatigued state are recovery. */
function trialsOf(test: StrengthTest, recordings: readonly SessionRecording[]): SessionTrial[] {
  const end = recordings.findLastIndex(({ state }) => state === 'fatigued');
  return test.blocks.flatMap(({ trials, recording, isRested }) => {
    const { file, offsetS } = recordings[recording];
    const phase = isRested ? 'rested' : end >= 0 && recording > end ? 'recovery' : 'task';
    return trials.map(({ value, startS, endS, isAccepted, issues }) => ({
      file,
      minutes: offsetS === null ? null : (offsetS + (startS + endS) / 2) / 60,
      value,
      percent: test.rested.value === null ? null : (100 * value) / test.rested.value,
      phase,
      isAccepted,
      faults: issues.map(({ message }) => message),
    }));
  });
}

function lossOf(trials: readonly SessionTrial[], rested: number | null): SessionStrength['loss'] {
  const last = trials.findLast(({ phase, isAccepted }) => phase === 'task' && isAccepted);
  if (!last || last.percent === null || rested === null) return null;
  const values = trials.filter(({ phase, isAccepted }) => phase === 'rested' && isAccepted).map(({ value }) => value);
  return {
    ...labelOfLoss(100 - last.percent),
    value: last.value,
    certainty: values.length > 0 && Math.max(...values) === rested ? lossInterval(values, last.value) : null,
  };
}

function declineOf(trials: readonly SessionTrial[]): SessionStrength['decline'] {
  const task = trials.filter((trial) => trial.phase === 'task' && trial.isAccepted && trial.minutes !== null);
  const timesS = Float64Array.from(task, ({ minutes }) => 60 * (minutes ?? 0));
  const values = Float64Array.from(task, ({ percent }) => percent ?? Number.NaN);
  if (task.length < 2 || values.some(Number.isNaN)) return null;
  if (task.length === 2) {
    return { percentPerMin: (-60 * (values[1] - values[0])) / (timesS[1] - timesS[0]), interval: null };
  }
  const trend = courseTrend({ timesS, values }, { shapes: 'line' });
  if (trend === null) return null;
  const [low, high] = trend.slopeInterval;
  return { percentPerMin: 0 - 60 * trend.slope, interval: [-60 * high, -60 * low] };
}

function holdForcesOf(test: StrengthTest, recordings: readonly SessionRecording[]): SessionStrength['holdForces'] {
  const meanOf = (state: 'fresh' | 'fatigued') =>
    test.holds.find(({ recording }) => recordings[recording].state === state)?.meanForce;
  const [fresh, fatigued] = [meanOf('fresh'), meanOf('fatigued')];
  return fresh === undefined || fatigued === undefined ? null : { fresh, fatigued };
}

/**
 * Strength of a session by its force channel, from the cues of the test. Where no force was recorded, the reason stands in
 * its place: an EMG amplitude is no strength.
 */
export function sessionStrength(
  session: StudySession,
): { readonly strength: SessionStrength } | { readonly none: string } {
  const { recordings } = session;
  try {
    const person = normPerson(session);
    const test = strengthTest(forcesOf(recordings), { facts: factsOf(session), ...(person && { person }) });
    const trials = trialsOf(test, recordings);
    const loss = lossOf(trials, test.rested.value);
    const recovery =
      test.rested.value === null || loss === null
        ? []
        : recoveryRatios(
            { restedMvc: test.rested.value, endMvc: loss.value },
            trials
              .filter(({ phase, isAccepted }) => phase === 'recovery' && isAccepted)
              .map(({ minutes, value }) => ({ minutes: minutes ?? Number.NaN, mvc: value })),
          );
    return {
      strength: {
        unit: test.unit,
        rested: test.rested,
        trials,
        loss,
        decline: declineOf(trials),
        recovery: recovery.map(({ minutes, ratio }) => ({ minutes: Number.isNaN(minutes) ? null : minutes, ratio })),
        rule: test.rule,
        norms: test.norms,
        holdForces: holdForcesOf(test, recordings),
      },
    };
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    return { none: error.message };
  }
}
